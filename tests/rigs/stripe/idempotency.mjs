// Idempotency keys as Stripe documents them: the first outcome of a key is kept
// and given again, a 500 too; other parameters under the same key are an error;
// a request that failed validation, or met another one still running, leaves
// nothing behind.
import { StripeError, badRequest } from './errors.mjs'

export class IdempotencyKeys {
  #kept = new Map()

  /**
   * Runs `execute` unless the key has an outcome already. `execute` returns
   * {status, body, keep}; what comes back says besides whether it was replayed.
   */
  async once({ key, fingerprint, requestId }, execute) {
    if (key.length > 255) throw badRequest('Idempotency keys can be at most 255 characters.')
    const known = this.#kept.get(key)
    if (known) return replay(known, key, fingerprint)

    const entry = { fingerprint, requestId, outcome: null }
    this.#kept.set(key, entry)
    try {
      const outcome = await execute()
      if (outcome.keep) entry.outcome = outcome
      return { ...outcome, replayed: false }
    } finally {
      if (entry.outcome === null) this.#kept.delete(key)
    }
  }
}

function replay(known, key, fingerprint) {
  if (known.fingerprint !== fingerprint) {
    throw new StripeError(400, {
      type: 'idempotency_error',
      message:
        'Keys for idempotent requests can only be used with the same parameters they were first ' +
        `used with. Try using a key other than '${key}' if you meant to execute a different request.`,
    })
  }
  if (known.outcome === null) {
    throw new StripeError(409, {
      type: 'invalid_request_error',
      code: 'idempotency_key_in_use',
      message:
        'There is currently another in-progress request using this Idempotent Key (that probably ' +
        `means you submitted twice, and the other request is still going through): ${key}. ` +
        'Please try again later.',
    })
  }
  return { ...known.outcome, replayed: true, originalRequest: known.requestId }
}

/** Equal for requests that mean the same, whatever the order of their fields. */
export function fingerprint(method, path, params) {
  const sorted = (key, value) =>
    value && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value
  return JSON.stringify([method, path, params], sorted)
}
