// Stripe's way of saying no.

export class StripeError extends Error {
  constructor(status, error, { executed = true } = {}) {
    super(error.message)
    this.status = status
    this.body = { error: { ...error } }
    // Idempotency keeps the outcome of requests that began to run. Those that
    // failed validation did not, and may be mended under the same key.
    this.executed = executed
  }
}

/** The request itself is wrong: nothing was begun. */
export function badRequest(message, extra = {}) {
  return new StripeError(400, { type: 'invalid_request_error', message, ...extra }, { executed: false })
}

/** The request is well-formed and the state of things forbids it. */
export function refused(message, extra = {}) {
  return new StripeError(400, { type: 'invalid_request_error', message, ...extra })
}

export function noSuch(kind, id, param) {
  return new StripeError(404, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    message: `No such ${kind}: '${id}'`,
    param,
  })
}

export function unauthorized(message, extra = {}) {
  return new StripeError(401, { type: 'invalid_request_error', message, ...extra }, { executed: false })
}
