// Faults on demand: the next calls of a kind go wrong on their way back.

const HTML_502 =
  '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>'

/**
 * What the caller gets. Unless `accepted` is false the request was carried out
 * before; that is the case worth testing.
 */
const ANSWERS = {
  // Nothing comes, ever; the caller has to give up by itself.
  timeout: () => {},
  // The connection breaks.
  reset: (res) => res.destroy(),
  // A gateway in front of the API fails; its page is no JSON.
  html502: (res) => send(res, 502, 'text/html', HTML_502),
  // A success that cannot be read.
  rubbish: (res) => send(res, 200, 'application/json', '{"id": "cs_test_'),
  500: (res) => sendError(res, 500, API_ERROR),
  // Too fast; never carried out.
  429: (res) =>
    sendError(res, 429, {
      type: 'invalid_request_error',
      code: 'rate_limit',
      message: 'Request rate limit exceeded.',
    }),
}

export const API_ERROR = {
  type: 'api_error',
  message: 'Sorry! There was an error while talking to one of our backends.',
}

export class Faults {
  #faults = []

  add({ path, method = null, mode, times = 1, accepted = true }) {
    if (typeof path !== 'string') throw new Error('path is missing')
    if (!Object.hasOwn(ANSWERS, mode)) throw new Error(`mode is one of ${Object.keys(ANSWERS).join(', ')}`)
    if (!Number.isInteger(times) || times < 1) throw new Error('times is a number from 1')
    const tooFast = String(mode) === '429'
    this.#faults.push({ path, method, mode: String(mode), times, accepted: accepted && !tooFast })
  }

  clear() {
    this.#faults = []
  }

  list() {
    return this.#faults
  }

  /** The fault this call is to meet, if any; it is used up by that. */
  take(method, path) {
    const fault = this.#faults.find(
      (fault) => (fault.method ?? method) === method && pathMatches(fault.path, path),
    )
    if (!fault) return null
    fault.times -= 1
    this.#faults = this.#faults.filter((fault) => fault.times > 0)
    return { ...fault, answer: ANSWERS[fault.mode] }
  }
}

// `*` stands for one part: /v1/checkout/sessions/*/expire
function pathMatches(pattern, path) {
  const wanted = pattern.split('/')
  const given = path.split('/')
  return wanted.length === given.length && wanted.every((part, i) => part === '*' || part === given[i])
}

function send(res, status, type, text) {
  res.writeHead(status, { 'content-type': type })
  res.end(text)
}

function sendError(res, status, error) {
  send(res, status, 'application/json', JSON.stringify({ error }))
}
