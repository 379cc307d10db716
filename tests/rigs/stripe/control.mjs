// What a test says to the rig, under /_rig/. Not part of Stripe.
import { badRequest } from './errors.mjs'
import { disputeObject, refundObject, sessionObject } from './objects.mjs'

const METHODS = ['card', 'bank_debit']

export class Control {
  #rig
  #routes

  constructor(rig) {
    this.#rig = rig
    this.#routes = [
      ['GET', /^\/_rig$/, () => this.#overview()],
      ['POST', /^\/_rig\/hook$/, (body) => this.#setHook(body)],
      ['POST', /^\/_rig\/fault$/, (body) => this.#addFault(body)],
      ['DELETE', /^\/_rig\/fault$/, () => this.#clearFaults()],
      ['GET', /^\/_rig\/calls$/, () => ({ calls: rig.calls })],
      ['DELETE', /^\/_rig\/calls$/, () => ({ cleared: rig.calls.splice(0).length })],
      ['GET', /^\/_rig\/notifications$/, () => ({ notifications: rig.notifications.list() })],
      ['POST', /^\/_rig\/notifications\/([^/]+)\/send$/, (body, id) => this.#send(id, body)],
      ['POST', /^\/_rig\/events$/, (body) => this.#trigger(body)],
      ['POST', /^\/_rig\/sessions\/([^/]+)\/method$/, (body, id) => this.#chooseMethod(id, body)],
      ['POST', /^\/_rig\/sessions\/([^/]+)\/pay$/, (body, id) => this.#pay(id, body)],
      ['POST', /^\/_rig\/refunds\/([^/]+)$/, (body, id) => this.#changeRefund(id, body)],
      ['POST', /^\/_rig\/emulator$/, (body) => this.#heardFromEmulator(body)],
    ]
  }

  async call(method, path, body) {
    for (const [routeMethod, pattern, handler] of this.#routes) {
      const match = routeMethod === method && pattern.exec(path)
      if (match) return handler(body, ...match.slice(1))
    }
    throw badRequest(`The rig has no ${method} ${path}.`)
  }

  #overview() {
    const { account, faults, notifications } = this.#rig
    return {
      hook: notifications.hook,
      faults: faults.list(),
      sessions: account.sessions().map(({ id, amount, currency }) => ({ id, amount, currency })),
      notifications: notifications.list().length,
      calls: this.#rig.calls.length,
    }
  }

  #setHook({ url, secret, deliver }) {
    this.#rig.notifications.hook = { url, secret, deliver }
    return { hook: this.#rig.notifications.hook }
  }

  #addFault(fault) {
    try {
      this.#rig.faults.add(fault)
    } catch (error) {
      throw badRequest(error.message)
    }
    return { faults: this.#rig.faults.list() }
  }

  #clearFaults() {
    this.#rig.faults.clear()
    return { faults: [] }
  }

  // Again, many times at once, late, or wrongly signed.
  async #send(id, { times = 1, secret, age }) {
    const { notifications } = this.#rig
    const notification = notifications.find(id)
    if (!notification) throw badRequest(`No notification ${id}.`)
    if (!notifications.hook.url) throw badRequest('There is no hook to send to.')
    const deliveries = await Promise.all(
      Array.from({ length: times }, () => notifications.deliver(notification, { secret, age })),
    )
    return { notification, deliveries }
  }

  // ---- things that happen at Stripe

  async #trigger({ type, session: id, object, ...details }) {
    if (typeof type !== 'string') throw badRequest('type is missing.')
    // Any object under any type: for shapes and types nobody expects.
    if (object) return { notification: await this.#rig.notifications.emit(type, object) }

    const handlers = {
      'checkout.session.async_payment_succeeded': (session) => this.#settle(session, type, 'succeeded'),
      'checkout.session.async_payment_failed': (session) => this.#settle(session, type, 'failed'),
      'charge.refunded': (session) => this.#refundInDashboard(session, details),
      'charge.dispute.created': (session) => this.#dispute(session, type, details),
      'charge.dispute.closed': (session) => this.#dispute(session, type, { status: 'lost', ...details }),
    }
    const handler = handlers[type]
    if (!handler) {
      throw badRequest(`The rig can make ${Object.keys(handlers).join(', ')}; others need an object.`)
    }
    return { notification: await handler(this.#paidSession(id)) }
  }

  async #settle(session, type, status) {
    if (session.payment.kind !== 'bank_debit') throw badRequest('Only a bank debit settles later.')
    session.payment.status = status
    return this.#rig.notifications.emit(type, await this.#sessionObject(session))
  }

  #refundInDashboard(session, { amount, reason = 'requested_by_customer' }) {
    const { account, api } = this.#rig
    const left = session.amount - account.amountRefunded(session)
    if (left < 1 || amount > left) throw badRequest(`There is ${left} left to refund.`)
    const refund = api.refund(session, { amount: amount ?? left, reason })
    return refund.notified
  }

  #dispute(session, type, { amount, reason, status }) {
    const { account, notifications } = this.#rig
    const changes = Object.fromEntries(
      Object.entries({ amount, reason, status }).filter(([, value]) => value !== undefined),
    )
    return notifications.emit(type, disputeObject(account.dispute(session, changes)))
  }

  /** {"status": "failed"}: the bank sent the money back; {"status": "succeeded"}: it arrived. */
  async #changeRefund(id, { status, failure_reason: failureReason = 'unknown' }) {
    const refund = this.#rig.account.refund(id)
    if (!refund) throw badRequest(`No refund ${id}.`)
    refund.status = status
    refund.failureReason = status === 'failed' ? failureReason : null
    const type = status === 'failed' ? 'refund.failed' : 'refund.updated'
    return { notification: await this.#rig.notifications.emit(type, refundObject(refund)) }
  }

  // ---- the payer

  #chooseMethod(id, { method }) {
    const session = this.#session(id)
    if (!METHODS.includes(method)) throw badRequest(`method is one of ${METHODS.join(', ')}.`)
    if (session.payment) throw badRequest('This session is paid already.')
    session.method = method
    return { session: id, method }
  }

  // Without a browser. With bank_debit the session is complete and unpaid.
  async #pay(id, { method }) {
    const session = this.#session(id)
    if ((await this.#sessionObject(session)).status !== 'open') throw badRequest('This session is not open.')
    this.#chooseMethod(id, { method: method ?? session.method })
    await this.#rig.emulator.pay(session.emulatorId)
    return { session: await this.#sessionObject(session) }
  }

  // ---- the emulator's own webhooks, unsigned and thin

  async #heardFromEmulator({ type, data }) {
    const { account, notifications } = this.#rig
    const session = account.sessionByEmulatorId(data.object.id)
    const told = notifications.emit(type, await this.#sessionObject(session))
    // Stripe sends the payer back only when the merchant's server has heard, or
    // after ten seconds. About an ended session nobody waits.
    if (type === 'checkout.session.completed') await told
    return {}
  }

  #session(id) {
    const session = this.#rig.account.session(id)
    if (!session) throw badRequest(`No session ${id}.`)
    return session
  }

  #paidSession(id) {
    const session = this.#session(id)
    if (!session.payment) throw badRequest(`Session ${id} is not complete.`)
    return session
  }

  async #sessionObject(session) {
    const { account, baseUrl, emulator } = this.#rig
    return sessionObject(account, session, await emulator.sessionStatus(session.emulatorId), baseUrl)
  }
}
