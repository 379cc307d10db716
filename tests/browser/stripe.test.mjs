// A payer pays through Stripe: paylink, a third party's Stripe on loopback, and a
// browser between them.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { noTrouble, openBrowser, startPaylink, startStripeRig, until } from './harness.mjs'

const run = promisify(execFile)
const program = process.env.PAYLINK_BIN ?? fileURLToPath(new URL('../../target/debug/paylink', import.meta.url))
const SECRET = 'whsec_story'

let rig
let browser
let paylink
let key
let account

before(async () => {
  ;[rig, browser] = await Promise.all([startStripeRig({}), openBrowser()])
  paylink = await startPaylink({ args: ['serve'], env: { PAYLINK_STRIPE_URL: rig.url } })
  await writeFile(join(paylink.dataDir, 'password'), 'blau rohr zange nordsee\n')
  await writeFile(join(paylink.dataDir, 'keys'), JSON.stringify({ secret_key: 'sk_test_story', webhook_secret: SECRET }))
  const made = await command('setup', '--merchant', 'Klempnerei Nord', '--email', 'chef@example.org',
    '--password-file', join(paylink.dataDir, 'password'), '--json')
  key = JSON.parse(made).api_key
  const [sandbox] = (await api('GET', '/provider_accounts')).data
  const added = await command('provider', 'add', 'stripe', '--credentials-file', join(paylink.dataDir, 'keys'), '--json')
  account = JSON.parse(added)
  await command('provider', 'disable', sandbox.id)
  await rig.post('/hook', { url: account.notification_url, secret: SECRET })
})

after(async () => {
  await browser?.close()
  await paylink?.stop()
  await rig?.stop()
})

test('the command line tests the account with a real call', async () => {
  assert.match(await command('provider', 'test', account.id), /Stripe answers/)
})

test('a payer pays at Stripe and sees the receipt, the merchant sees it paid', async () => {
  const request = await ask()
  const page = await browser.phone({ locale: 'de-DE' })
  await payAtStripe(page, request)
  await page.waitForURL(`${request.pay_url}**`)
  assert.match(await page.innerText('main'), /119,00\s€/)
  assert.equal(await page.locator('form').count(), 0, 'it cannot be paid again')
  noTrouble(page)
  const paid = await until('it is paid', 10_000, async () => {
    const seen = await api('GET', `/payment_requests/${request.id}`)
    return seen.status === 'paid' && seen
  })
  assert.equal(paid.amount_paid, 11900)
  const [payment] = (await api('GET', `/payment_requests/${request.id}/payments`)).data
  assert.equal(payment.provider, 'stripe')
  assert.deepEqual([payment.payer_account.name, payment.payer_account.number], ['Visa', '•••• 4242'])

  const refund = await api('POST', `/payments/${payment.id}/refunds`, { amount: 1900 })
  await until('the refund is done', 10_000, async () => (await api('GET', `/refunds/${refund.id}`)).status === 'succeeded')
  const after = await api('GET', `/payment_requests/${request.id}`)
  assert.deepEqual([after.status, after.amount_refunded], ['paid', 1900])
})

test('coming back is enough when the notification is lost', async () => {
  await rig.post('/hook', { deliver: false })
  const request = await ask()
  const page = await browser.phone({ javaScriptEnabled: false })
  await payAtStripe(page, request)
  await page.waitForURL(`${request.pay_url}**`)
  assert.equal((await api('GET', `/payment_requests/${request.id}`)).status, 'paid')
  await rig.post('/hook', { deliver: true })
})

test('cancelling the request ends the session at Stripe', async () => {
  const request = await ask()
  const page = await browser.phone()
  await page.goto(request.pay_url)
  await page.click('form button')
  await page.waitForURL(`${rig.url}/**`)
  await api('POST', `/payment_requests/${request.id}/cancellation`)
  await until('the payment is over', 10_000, async () => {
    const [payment] = (await api('GET', `/payment_requests/${request.id}/payments`)).data
    return payment.status === 'cancelled'
  })
})

test('a start that Stripe accepts and never answers leads to one session', async () => {
  const request = await ask()
  await rig.delete('/calls')
  await rig.post('/fault', { path: '/v1/checkout/sessions', method: 'POST', mode: 'reset', times: 1, accepted: true })
  const page = await browser.phone()
  await page.goto(request.pay_url)
  await page.click('form button')
  assert.ok(page.url().startsWith(paylink.url), 'no address was handed out')
  await until('the checkout is open', 20_000, async () => {
    await page.goto(request.pay_url)
    if ((await page.locator('form button').count()) === 0) return false
    await page.click('form button')
    return page.url().startsWith(rig.url)
  })
  const payments = (await api('GET', `/payment_requests/${request.id}/payments`)).data
  assert.equal(payments.length, 1)
})

test('a start whose failure Stripe keeps repeating is found among its sessions', async () => {
  const request = await ask()
  // Under the key of the start Stripe answers with this 500 for a day, although the session was made.
  await rig.post('/fault', { path: '/v1/checkout/sessions', method: 'POST', mode: '500', times: 1, accepted: true })
  const page = await browser.phone()
  await page.goto(request.pay_url)
  await page.click('form button')
  await until('the checkout is open', 20_000, async () => {
    await page.goto(request.pay_url)
    if ((await page.locator('form button').count()) === 0) return false
    await page.click('form button')
    return page.url().startsWith(rig.url)
  })
  assert.equal((await api('GET', `/payment_requests/${request.id}/payments`)).data.length, 1)
})

test('a refund whose answer is lost is sent once', async () => {
  const request = await ask()
  const page = await browser.phone()
  await payAtStripe(page, request)
  await page.waitForURL(`${request.pay_url}**`)
  const [payment] = (await api('GET', `/payment_requests/${request.id}/payments`)).data
  await rig.post('/fault', { path: '/v1/refunds', method: 'POST', mode: 'reset', times: 1, accepted: true })
  const refund = await api('POST', `/payments/${payment.id}/refunds`, { amount: 1900 })
  await until('the refund is done', 20_000, async () => (await api('GET', `/refunds/${refund.id}`)).status === 'succeeded')
  assert.equal((await api('GET', `/payment_requests/${request.id}`)).amount_refunded, 1900)
})

test('a dispute that comes before the charge is known counts once it is', async () => {
  const request = await ask()
  const page = await browser.phone()
  await page.goto(request.pay_url)
  await page.click('form button')
  await page.waitForURL(`${rig.url}/**`)
  const [{ id: session }] = (await rig.get('')).sessions
  await rig.post('/hook', { deliver: false })
  await rig.post(`/sessions/${session}/pay`, { method: 'card' })
  await rig.post('/hook', { deliver: true })
  await rig.post('/events', { type: 'charge.dispute.created', session, amount: 11900 })
  await until('it is disputed', 20_000, async () => {
    const seen = await api('GET', `/payment_requests/${request.id}`)
    return seen.status === 'paid' && seen.amount_disputed === 11900
  })
})

async function ask() {
  return api('POST', '/payment_requests', {
    amount: 11900,
    currency: 'EUR',
    reference: 'LI-748925',
    description: 'Rohrreparatur am 15. Dezember',
    payer: { name: 'Erika Mustermann', email: 'erika@example.org' },
  })
}

async function payAtStripe(page, request) {
  await page.goto(request.pay_url)
  await page.click('form button')
  await page.waitForURL(`${rig.url}/**`)
  await page.fill('input[name=email]', 'payer@example.com')
  await page.click('.checkout-pay-btn')
}

async function api(method, path, body) {
  const answer = await fetch(`${paylink.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, ...(body && { 'content-type': 'application/json' }) },
    body: body && JSON.stringify(body),
  })
  const answered = await answer.json()
  assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${JSON.stringify(answered)}`)
  return answered
}

async function command(...args) {
  const env = {
    PATH: process.env.PATH,
    PAYLINK_DATA_DIR: paylink.dataDir,
    PAYLINK_LISTEN: new URL(paylink.url).host,
    PAYLINK_STRIPE_URL: rig.url,
    PAYLINK_LOG: 'warn',
  }
  const { stdout } = await run(program, args, { env })
  return stdout.trim()
}
