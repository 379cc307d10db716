// What the rig asks of the emulator.
import qs from 'qs'

export class EmulatorClient {
  #calls = 0

  constructor(url) {
    this.url = url
  }

  /** Creates a session there and returns its id; names and prices are shown on the hosted page. */
  async createSession({ items, currency, successUrl, cancelUrl }) {
    const lineItems = []
    for (const { name, unitAmount, quantity } of items) {
      const product = await this.#post('/v1/products', { name })
      const price = await this.#post('/v1/prices', {
        product: product.id,
        currency,
        unit_amount: unitAmount,
      })
      lineItems.push({ price: price.id, quantity })
    }
    const session = await this.#post('/v1/checkout/sessions', {
      mode: 'payment',
      success_url: successUrl,
      cancel_url: cancelUrl,
      line_items: lineItems,
    })
    return session.id
  }

  /** `open`, `complete` or `expired`. */
  async sessionStatus(id) {
    const response = await this.#fetch(`/v1/checkout/sessions/${id}`)
    return (await this.#json(response)).status
  }

  /** True when the session was open and is expired now. */
  async expireSession(id) {
    const response = await this.#fetch(`/v1/checkout/sessions/${id}/expire`, { method: 'POST' })
    if (response.status === 400) return false
    await this.#json(response)
    return true
  }

  /** Presses the pay button. */
  async pay(id) {
    await this.page(`/checkout/${id}/complete`, { method: 'POST' })
  }

  /** The hosted page and its parts, redirects unfollowed. */
  page(path, init = {}) {
    return this.#fetch(path, { ...init, redirect: 'manual' })
  }

  async #post(path, fields) {
    const response = await this.#fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: qs.stringify(fields),
    })
    return this.#json(response)
  }

  async #json(response) {
    const body = await response.json()
    if (!response.ok) throw new Error(`emulator: ${response.status} ${JSON.stringify(body)}`)
    return body
  }

  #fetch(path, init = {}) {
    // It counts 5000 calls an hour for each key and then refuses; a stress test
    // needs more, so every call brings a key of its own.
    this.#calls += 1
    const headers = { ...init.headers, authorization: `Bearer sk_test_rig${this.#calls}` }
    return fetch(this.url + path, { ...init, headers })
  }
}
