// Text-to-pay from end to end: paylink, an SMSC that others wrote the protocol of, and a browser.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { axe, noTrouble, openBrowser, runPaylink, startPaylink, until } from './harness.mjs'
import { logIn, plain } from './stories.mjs'

const PASSWORD = 'blau rohr zange nordsee'
const PHONE = '+4915112345600'
const ABSENT = '+4915112345601'

let browser
let paylink
let smsc
let control
let merchant

before(async () => {
  const [port, controlPort] = [await freePort(), await freePort()]
  control = `http://127.0.0.1:${controlPort}`
  const rig = fileURLToPath(new URL('../rigs/sms/smsc.mjs', import.meta.url))
  smsc = spawn(process.execPath, [rig, port, controlPort], { stdio: 'ignore' })
  await until('the SMSC answers', 10_000, () => log().then(() => true, () => false))
  ;[browser, paylink] = await Promise.all([openBrowser(), startPaylink({ args: ['serve'] })])
  const file = async (name, content) => {
    const path = join(paylink.dataDir, name)
    await writeFile(path, content)
    return path
  }
  const password = await file('password', `${PASSWORD}\n`)
  merchant = JSON.parse(
    await command('setup', '--merchant', 'Klempnerei Nord', '--email', 'chefin@example.org', '--password-file', password, '--json'),
  )
  const keys = await file('smsc', JSON.stringify({ url: `smpp://paylink:secret1@127.0.0.1:${port}` }))
  const account = await command('carrier', 'add', 'smpp', '--sender', '+4917600000', '--can-reply', '--credentials-file', keys, '--json')
  assert.match(JSON.parse(account).id, /^ma_/)
  const settings = { test_recipients: [PHONE, ABSENT, 'erika@example.org'], sms_hours: { from: 0, until: 24 } }
  await command('messages', '--settings-file', await file('settings', JSON.stringify(settings)))
  await until('the session with the SMSC stands', 15_000, async () => (await (await fetch(`${control}/sessions`)).json()) > 0)
})

after(async () => {
  await browser?.close()
  await paylink?.stop()
  smsc?.kill()
})

test('a request goes out by SMS, is opened, paid and thanked for, and the merchant sees it all', async () => {
  const page = await browser.phone({ locale: 'de-DE' })
  await logIn(page, owner(), { path: '/dashboard/requests/new' })
  await page.fill('input[name=amount]', '119,00')
  await page.fill('input[name=description]', 'Rohrreparatur')
  await page.fill('input[name="payer.name"]', 'Erika Mustermann')
  await page.fill('input[name="payer.phone"]', PHONE)
  await page.check('input[name=send_sms]')
  await axe(page)
  await page.click('button:has-text("Link erstellen")')
  await page.waitForURL('**/requests/pr_*')
  const [text] = await arrived(1)
  const link = text.match(/http:\/\/\S+\/p\/[\w-]{22}/)?.[0]
  assert.ok(link, text)
  assert.match(text, /119,00 €/)
  assert.match(text, /Klempnerei Nord/)

  const payer = await browser.phone({ locale: 'de-DE' })
  await payer.goto(link)
  await payer.click('form button')
  await payer.click('button[value=succeed]')
  await payer.waitForURL(`${link}**`)
  noTrouble(payer)
  const thanks = (await arrived(2))[1]
  assert.match(thanks, /119,00 €/)

  await until('the timeline tells it', 10_000, async () => {
    const told = plain(await page.innerText('main'))
    return told.includes('Vollständig bezahlt') && (told.match(/Nachricht zugestellt/g) ?? []).length === 2
  })
  await axe(page)
  noTrouble(page)
})

test('STOP ends it, is confirmed once, and HELP is answered all the same', async () => {
  const before = (await log()).length
  await writes('STOP')
  const confirmed = (await arrived(before + 1)).at(-1)
  assert.match(confirmed, /Klempnerei Nord/)
  const request = await ask(PHONE)
  const message = await until('it is not sent', 10_000, async () => {
    const [first] = (await api('GET', `/payment_requests/${request.id}/messages`)).data
    return first.status === 'skipped' && first
  })
  assert.equal(message.reason, 'opted_out')
  await writes('HILFE')
  assert.match((await arrived(before + 2)).at(-1), /Klempnerei Nord/)
  await writes('START')
  await until('messages go out again', 10_000, async () => {
    const sent = await api('POST', `/payment_requests/${request.id}/messages`, { channel: 'sms' })
    const end = await until('it has ended', 10_000, async () => {
      const { status } = await api('GET', `/messages/${sent.id}`)
      return ['delivered', 'skipped'].includes(status) && status
    })
    return end === 'delivered'
  })
})

test('what does not arrive by SMS is tried by e-mail', async () => {
  const request = await ask(ABSENT, 'erika@example.org')
  const messages = await until('both have ended', 15_000, async () => {
    const { data } = await api('GET', `/payment_requests/${request.id}/messages`)
    return data.length === 2 && data.every(({ status }) => ['failed', 'held'].includes(status)) && data
  })
  const [sms, email] = ['sms', 'email'].map((channel) => messages.find((message) => message.channel === channel))
  assert.equal(sms.status, 'failed')
  assert.equal(email.status, 'held', 'no mail server is set up: it lies in the outbox')
  assert.match(email.text, /119,00/)
})

function owner() {
  return { url: paylink.url, user_email: 'chefin@example.org', password: PASSWORD, ...merchant }
}

async function log() {
  return (await fetch(`${control}/log`)).json()
}

/** The texts that the SMSC got, once there are so many. */
async function arrived(count) {
  const got = await until(`${count} messages arrived`, 15_000, async () => {
    const sent = await log()
    return sent.length >= count && sent
  })
  return got.map(({ text }) => text)
}

async function writes(text) {
  await fetch(`${control}/inbound?from=${PHONE.slice(1)}&to=4917600000&text=${encodeURIComponent(text)}`)
}

async function ask(phone, email) {
  return api('POST', '/payment_requests', {
    amount: 11900,
    currency: 'EUR',
    description: 'Rohrreparatur',
    payer: { name: 'Erika Mustermann', phone, email, language: 'de' },
    messages: ['sms'],
  })
}

async function api(method, path, body) {
  const answer = await fetch(`${paylink.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${merchant.api_key}`, ...(body && { 'content-type': 'application/json' }) },
    body: body && JSON.stringify(body),
  })
  const answered = await answer.json()
  assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${JSON.stringify(answered)}`)
  return answered
}

async function command(...args) {
  const done = await runPaylink(args, { PAYLINK_DATA_DIR: paylink.dataDir, PAYLINK_LISTEN: new URL(paylink.url).host, PAYLINK_LOG: 'warn' })
  assert.equal(done.code, 0, done.stderr)
  return done.stdout.trim()
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}
