// Signed events to the hook, and the record of them.
import Stripe from 'stripe'
import { eventObject } from './objects.mjs'

const sdk = new Stripe('sk_test_rig')

// The emulator gives up on us after ten seconds; stay below.
const TIMEOUT_MS = 9000

export class Notifications {
  #hook = { url: null, secret: 'whsec_test', deliver: true }
  #sent = []

  get hook() {
    return this.#hook
  }

  set hook({ url = this.#hook.url, secret = this.#hook.secret, deliver = this.#hook.deliver }) {
    this.#hook = { url, secret, deliver }
  }

  /** Every event there was, also those no hook was there for, oldest first. */
  list() {
    return this.#sent
  }

  find(id) {
    return this.#sent.find((notification) => notification.id === id)
  }

  /** Makes an event of the object and delivers it, unless deliveries are held back. */
  async emit(type, object) {
    const event = eventObject(type, object)
    const notification = { id: event.id, type, object: object.id ?? null, event, deliveries: [] }
    this.#sent.push(notification)
    if (this.#hook.url && this.#hook.deliver) await this.deliver(notification)
    return notification
  }

  /**
   * Delivers once. Like Stripe it signs each attempt anew, so that a repeat is
   * fresh; `age` in seconds and another `secret` make deliveries to be refused.
   */
  async deliver(notification, { secret = this.#hook.secret, age = 0 } = {}) {
    const payload = JSON.stringify(notification.event)
    const timestamp = Math.floor(Date.now() / 1000) - age
    const delivery = { at: Date.now(), status: null, error: null }
    try {
      const response = await fetch(this.#hook.url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
          'stripe-signature': signatureHeader(payload, secret, timestamp),
        },
        body: payload,
        redirect: 'manual', // a redirect counts as a failure
        signal: AbortSignal.timeout(TIMEOUT_MS),
      })
      await response.arrayBuffer()
      delivery.status = response.status
    } catch (error) {
      delivery.error = error.cause?.code ?? error.name
    }
    notification.deliveries.push(delivery)
    return delivery
  }
}

// While a secret is being rolled Stripe signs with the old and the new one.
function signatureHeader(payload, secrets, timestamp) {
  const headers = [secrets].flat().map((secret) =>
    sdk.webhooks.generateTestHeaderString({ payload, secret, timestamp }),
  )
  const [first, ...others] = headers
  return [first, ...others.map((header) => header.slice(header.indexOf('v1=')))].join(',')
}
