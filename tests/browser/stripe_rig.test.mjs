// The Stripe rig alone: that it behaves like Stripe where paylink depends on it,
// as seen by the official SDK and a browser.
import assert from 'node:assert/strict'
import http from 'node:http'
import { once } from 'node:events'
import { after, before, beforeEach, test } from 'node:test'
import Stripe from 'stripe'
import { openBrowser, startStripeRig, until } from './harness.mjs'

const SECRET = 'whsec_story'

let rig
let browser
let merchant
let stripe

before(async () => {
  merchant = await startMerchant()
  ;[rig, browser] = await Promise.all([
    startStripeRig({ hook: `${merchant.url}/hook`, secret: SECRET }),
    openBrowser(),
  ])
  stripe = client('sk_test_story')
})

after(async () => {
  await browser?.close()
  await rig?.stop()
  merchant?.close()
})

beforeEach(async () => {
  merchant.events.length = 0
  merchant.visits.length = 0
  await rig.delete('/calls')
})

test('a payer pays in the browser and the merchant hears of it before the payer is back', async () => {
  const session = await stripe.checkout.sessions.create(order({ metadata: { payment_id: 'pay_1' } }))
  assert.equal(session.status, 'open')
  assert.equal(session.payment_intent, null)
  assert.match(session.id, /^cs_test_\w{58}$/)

  const page = await browser.phone()
  await page.goto(session.url)
  await page.fill('input[name=email]', 'payer@example.com')
  await page.click('.checkout-pay-btn')
  await page.waitForURL(`${merchant.url}/return?session=${session.id}`)

  assert.deepEqual(
    merchant.visits.map(({ path }) => path),
    ['/hook', `/return?session=${session.id}`],
  )
  const [event] = merchant.events
  assert.equal(event.type, 'checkout.session.completed')
  assert.equal(event.data.object.id, session.id)
  assert.equal(event.data.object.payment_status, 'paid')
  assert.equal(event.data.object.metadata.payment_id, 'pay_1')

  const paid = await stripe.checkout.sessions.retrieve(session.id, {
    expand: ['payment_intent.latest_charge'],
  })
  assert.equal(paid.status, 'complete')
  assert.equal(paid.amount_total, 1999)
  assert.equal(paid.customer_details.email, 'payer@example.com')
  const charge = paid.payment_intent.latest_charge
  assert.equal(paid.payment_intent.status, 'succeeded')
  assert.equal(charge.status, 'succeeded')
  assert.equal(charge.payment_method_details.card.brand, 'visa')
  assert.equal(charge.payment_method_details.card.last4, '4242')
  assert.ok(charge.created >= session.created)
  assert.match(charge.balance_transaction, /^txn_/)

  await assert.rejects(stripe.checkout.sessions.expire(session.id), { statusCode: 400 })
  await page.context().close()
})

test('refunds are partial, add up, and never exceed the payment', async () => {
  const { payment_intent: paymentIntent } = await paidSession()
  const first = await stripe.refunds.create({
    payment_intent: paymentIntent,
    amount: 500,
    metadata: { refund_id: 're_1' },
  })
  assert.equal(first.status, 'succeeded')
  assert.equal(first.metadata.refund_id, 're_1')
  assert.equal((await stripe.refunds.retrieve(first.id)).amount, 500)

  await assert.rejects(
    stripe.refunds.create({ payment_intent: paymentIntent, amount: 1500 }),
    { statusCode: 400, message: /greater than unrefunded amount/ },
  )
  const rest = await stripe.refunds.create({ payment_intent: paymentIntent })
  assert.equal(rest.amount, 1499)
  await assert.rejects(
    stripe.refunds.create({ payment_intent: paymentIntent }),
    { statusCode: 400, code: 'charge_already_refunded' },
  )
  const { data } = await stripe.refunds.list({ payment_intent: paymentIntent })
  assert.deepEqual(data.map(({ id }) => id), [rest.id, first.id])

  const events = await eventsOf('charge.refunded', 2)
  assert.deepEqual(events.map(({ data }) => data.object.amount_refunded).sort(), [1999, 500])

  const { notification } = await rig.post(`/refunds/${first.id}`, { status: 'failed' })
  assert.equal(notification.type, 'refund.failed')
  assert.equal((await stripe.refunds.retrieve(first.id)).status, 'failed')
})

test('a payment is refunded in the dashboard, or disputed and lost', async () => {
  const refunded = await paidSession()
  await rig.post('/events', { type: 'charge.refunded', session: refunded.id, amount: 700 })
  const [refund] = await eventsOf('charge.refunded', 1)
  assert.equal(refund.data.object.payment_intent, refunded.payment_intent)
  assert.equal(refund.data.object.amount_refunded, 700)
  assert.equal(refund.data.object.refunded, false)

  const disputed = await paidSession()
  await rig.post('/events', { type: 'charge.dispute.created', session: disputed.id })
  await rig.post('/events', { type: 'charge.dispute.closed', session: disputed.id, status: 'lost' })
  const [created] = await eventsOf('charge.dispute.created', 1)
  const [closed] = await eventsOf('charge.dispute.closed', 1)
  assert.equal(created.data.object.status, 'needs_response')
  assert.equal(closed.data.object.status, 'lost')
  assert.equal(closed.data.object.payment_intent, disputed.payment_intent)
  await assert.rejects(
    stripe.refunds.create({ payment_intent: disputed.payment_intent }),
    { code: 'charge_disputed' },
  )
})

test('a bank debit completes unpaid and settles later, one way or the other', async () => {
  const settled = await stripe.checkout.sessions.create(order())
  await rig.post(`/sessions/${settled.id}/method`, { method: 'bank_debit' })
  const page = await browser.desktop()
  await page.goto(settled.url)
  await page.click('.checkout-pay-btn')
  await page.waitForURL(`${merchant.url}/return*`)
  await page.context().close()

  const [completed] = await eventsOf('checkout.session.completed', 1)
  assert.equal(completed.data.object.payment_status, 'unpaid')
  const pending = await stripe.checkout.sessions.retrieve(settled.id, {
    expand: ['payment_intent.latest_charge'],
  })
  assert.equal(pending.status, 'complete')
  assert.equal(pending.payment_intent.status, 'processing')
  assert.equal(pending.payment_intent.latest_charge.status, 'pending')
  assert.equal(pending.payment_intent.latest_charge.payment_method_details.type, 'sepa_debit')

  await rig.post('/events', { type: 'checkout.session.async_payment_succeeded', session: settled.id })
  const [succeeded] = await eventsOf('checkout.session.async_payment_succeeded', 1)
  assert.equal(succeeded.data.object.payment_status, 'paid')

  const bounced = await stripe.checkout.sessions.create(order())
  await rig.post(`/sessions/${bounced.id}/pay`, { method: 'bank_debit' })
  await rig.post('/events', { type: 'checkout.session.async_payment_failed', session: bounced.id })
  const [failed] = await eventsOf('checkout.session.async_payment_failed', 1)
  assert.equal(failed.data.object.payment_status, 'unpaid')
  const { payment_intent: intent } = await stripe.checkout.sessions.retrieve(bounced.id, {
    expand: ['payment_intent'],
  })
  assert.equal(intent.status, 'requires_payment_method')
})

test('an expired session cannot be paid, and of a race only one side wins', async () => {
  const session = await stripe.checkout.sessions.create(order())
  const expired = await stripe.checkout.sessions.expire(session.id)
  assert.equal(expired.status, 'expired')
  assert.equal(expired.url, null)
  await eventsOf('checkout.session.expired', 1)
  const page = await browser.phone()
  await page.goto(session.url)
  assert.equal(await page.locator('.checkout-pay-btn').count(), 0)
  await page.context().close()

  for (let round = 0; round < 5; round += 1) {
    merchant.events.length = 0
    const { id } = await stripe.checkout.sessions.create(order())
    const [paid, ended] = await Promise.allSettled([
      rig.post(`/sessions/${id}/pay`),
      stripe.checkout.sessions.expire(id),
    ])
    const { status } = await stripe.checkout.sessions.retrieve(id)
    assert.equal(ended.status, status === 'expired' ? 'fulfilled' : 'rejected')
    await until('the event is there', 2000, () => merchant.events.length > 0)
    assert.deepEqual(
      merchant.events.map(({ type }) => type),
      [status === 'expired' ? 'checkout.session.expired' : 'checkout.session.completed'],
    )
    assert.ok(paid.status === 'rejected' || paid.value.session.status === status)
  }
})

test('sessions are listed newest first, by time and by page', async () => {
  const { id: older } = await stripe.checkout.sessions.create(order({ client_reference_id: 'ref-1' }))
  const { id: newer, created } = await stripe.checkout.sessions.create(order())
  const first = await stripe.checkout.sessions.list({ limit: 1 })
  assert.equal(first.data[0].id, newer)
  assert.equal(first.has_more, true)
  const second = await stripe.checkout.sessions.list({ limit: 1, starting_after: newer })
  assert.equal(second.data[0].id, older)
  assert.equal(second.data[0].client_reference_id, 'ref-1')
  const none = await stripe.checkout.sessions.list({ created: { gt: created + 10 } })
  assert.equal(none.data.length, 0)
})

test('requests that Stripe would refuse are refused', async () => {
  const refusals = [
    [order({ payment_method_types: ['card'] }), { code: 'parameter_unknown', param: 'payment_method_types' }],
    [order({ locale: 'de-AT' }), { param: 'locale' }],
    [order({ submit_type: 'buy' }), { param: 'submit_type' }],
    [order({ expires_at: inMinutes(29) }), { param: 'expires_at' }],
    [order({ expires_at: inMinutes(24 * 60 + 1) }), { param: 'expires_at' }],
    [order({ metadata: { long: 'x'.repeat(501) } }), { param: 'metadata[long]' }],
    [order({}, { unit_amount: 49 }), { code: 'amount_too_small' }],
    [order({}, { unit_amount: 10.5 }), { code: 'parameter_invalid_integer' }],
    [order({}, { currency: undefined }), { code: 'parameter_missing' }],
  ]
  for (const [params, expected] of refusals) {
    await assert.rejects(stripe.checkout.sessions.create(params), { statusCode: 400, ...expected })
  }
  await stripe.checkout.sessions.create(order({ expires_at: inMinutes(31) }))
  await assert.rejects(stripe.checkout.sessions.retrieve('cs_test_none'), {
    statusCode: 404,
    code: 'resource_missing',
  })
})

test('only test keys that are valid may call', async () => {
  assert.equal((await stripe.balance.retrieve()).livemode, false)
  await client('rk_test_story').balance.retrieve()
  for (const key of ['sk_live_story', 'sk_test_', 'nonsense']) {
    await assert.rejects(client(key).balance.retrieve(), { statusCode: 401 })
  }
  await assert.rejects(client('sk_test_expired1').balance.retrieve(), { code: 'api_key_expired' })
})

test('an idempotency key gives its first outcome again', async () => {
  const idempotencyKey = 'story-same'
  const params = order({ expires_at: inMinutes(45) })
  const first = await stripe.checkout.sessions.create(params, { idempotencyKey })
  const again = await stripe.checkout.sessions.create(params, { idempotencyKey })
  assert.equal(again.id, first.id)
  assert.equal(again.lastResponse.headers['idempotent-replayed'], 'true')
  assert.equal(first.lastResponse.headers['idempotent-replayed'], undefined)
  await assert.rejects(
    stripe.checkout.sessions.create({ ...params, expires_at: inMinutes(46) }, { idempotencyKey }),
    { statusCode: 400, type: 'StripeIdempotencyError' },
  )

  // What failed validation was never begun: the key is free.
  const mended = { idempotencyKey: 'story-mended' }
  await assert.rejects(stripe.checkout.sessions.create(order({ locale: 'xx' }), mended))
  await stripe.checkout.sessions.create(order(), mended)

  // Two at once: one runs, the other is told to wait.
  const twins = { idempotencyKey: 'story-twins' }
  const outcomes = await Promise.allSettled([
    stripe.checkout.sessions.create(order(), twins),
    stripe.checkout.sessions.create(order(), twins),
  ])
  assert.deepEqual(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  assert.equal(outcomes.find(({ reason }) => reason).reason.code, 'idempotency_key_in_use')
})

test('calls that were carried out can fail on their way back', async () => {
  const path = '/v1/checkout/sessions'

  await rig.post('/fault', { path, method: 'POST', mode: 'timeout' })
  const timeout = { idempotencyKey: 'story-timeout' }
  await assert.rejects(
    stripe.checkout.sessions.create(order(), { ...timeout, timeout: 300 }),
    { type: 'StripeConnectionError' },
  )
  const found = await stripe.checkout.sessions.create(order(), timeout)
  assert.equal(found.lastResponse.headers['idempotent-replayed'], 'true')

  await rig.post('/fault', { path, mode: 'html502' })
  const gateway = { idempotencyKey: 'story-502' }
  await assert.rejects(stripe.checkout.sessions.create(order(), gateway))
  const behind = await stripe.checkout.sessions.create(order(), gateway)
  assert.equal(behind.lastResponse.headers['idempotent-replayed'], 'true')

  // A 500 sticks to its key, though the session is there.
  await rig.post('/fault', { path, mode: '500' })
  const broken = { idempotencyKey: 'story-500' }
  const metadata = { payment_id: 'pay_500' }
  for (let attempt = 0; attempt < 2; attempt += 1) {
    await assert.rejects(stripe.checkout.sessions.create(order({ metadata }), broken), { statusCode: 500 })
  }
  const { data } = await stripe.checkout.sessions.list({ limit: 100 })
  assert.equal(data.filter((session) => session.metadata.payment_id === 'pay_500').length, 1)

  const failures = [
    // The SDK tries once more when a connection breaks, whatever it was told.
    [{ mode: 'reset', times: 2 }, { type: 'StripeConnectionError' }],
    [{ mode: 'rubbish' }, { type: 'StripeAPIError' }],
    [{ mode: '429' }, { statusCode: 429 }],
  ]
  for (const [fault, expected] of failures) {
    await rig.post('/fault', { path: '/v1/checkout/sessions/*', ...fault })
    await assert.rejects(stripe.checkout.sessions.retrieve(found.id), expected)
  }
  await stripe.checkout.sessions.retrieve(found.id)

  await rig.post('/fault', { path: '/v1/refunds', mode: '500', times: 3, accepted: false })
  await rig.delete('/fault')
  const { calls } = await rig.get('/calls')
  assert.deepEqual(
    calls.filter((call) => call.idempotency_key === 'story-500').map((call) => [call.status, call.replayed]),
    [[500, false], [500, true]],
  )
})

test('notifications are held back, repeated and forged', async () => {
  await rig.post('/hook', { deliver: false })
  const session = await paidSession()
  assert.equal(merchant.events.length, 0)
  await rig.post('/hook', { deliver: true })

  const { notifications } = await rig.get('/notifications')
  const { id } = notifications.find(({ object }) => object === session.id)
  const { deliveries } = await rig.post(`/notifications/${id}/send`, { times: 20 })
  assert.deepEqual([...new Set(deliveries.map(({ status }) => status))], [200])
  assert.deepEqual([...new Set(merchant.events.map((event) => event.id))], [id])
  assert.equal(merchant.events.length, 20)

  for (const forged of [{ secret: 'whsec_wrong' }, { age: 600 }]) {
    const { deliveries: [refused] } = await rig.post(`/notifications/${id}/send`, forged)
    assert.equal(refused.status, 400)
  }
  // Signed with two secrets, as while one is being rolled.
  const { deliveries: [rolled] } = await rig.post(`/notifications/${id}/send`, {
    secret: ['whsec_new', SECRET],
  })
  assert.equal(rolled.status, 200)

  await rig.post('/events', { type: 'made.up', object: { id: 'x_1', object: 'unheard_of' } })
  await eventsOf('made.up', 1)
})

// ---- helpers

function client(key) {
  const { hostname, port } = new URL(rig.url)
  return new Stripe(key, {
    host: hostname,
    port,
    protocol: 'http',
    maxNetworkRetries: 0,
    telemetry: false,
  })
}

function order(params = {}, price = {}) {
  return {
    mode: 'payment',
    locale: 'de',
    success_url: `${merchant.url}/return?session={CHECKOUT_SESSION_ID}`,
    cancel_url: `${merchant.url}/cancelled`,
    line_items: [
      {
        quantity: 1,
        price_data: { currency: 'eur', unit_amount: 1999, product_data: { name: 'Invoice 4711' }, ...price },
      },
    ],
    ...params,
  }
}

async function paidSession() {
  const { id } = await stripe.checkout.sessions.create(order())
  const { session } = await rig.post(`/sessions/${id}/pay`)
  return session
}

function inMinutes(minutes) {
  return Math.floor(Date.now() / 1000) + minutes * 60
}

async function eventsOf(type, count) {
  const found = () => merchant.events.filter((event) => event.type === type)
  await until(`${count} events ${type} have come`, 2000, () => found().length >= count)
  return found()
}

/** A merchant's server: checks each event with the official SDK, and has a page to return to. */
async function startMerchant() {
  const sdk = new Stripe('sk_test_story')
  const events = []
  const visits = []
  const server = http.createServer(async (req, res) => {
    if (req.url === '/favicon.ico') return res.writeHead(404).end()
    visits.push({ path: req.url })
    if (req.method !== 'POST') return res.end('<!doctype html><title>Back</title>')
    const chunks = []
    for await (const chunk of req) chunks.push(chunk)
    try {
      events.push(
        sdk.webhooks.constructEvent(Buffer.concat(chunks), req.headers['stripe-signature'], SECRET),
      )
      res.end()
    } catch (error) {
      res.writeHead(400).end(error.message)
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    events,
    visits,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
