// The part of Stripe's API that paylink calls.
import { newId, now } from './account.mjs'
import { badRequest, noSuch, refused, StripeError, unauthorized } from './errors.mjs'
import {
  balanceObject,
  chargeObject,
  intentObject,
  listObject,
  refundObject,
  sessionObject,
} from './objects.mjs'

const MINUTE = 60
const HOUR = 60 * MINUTE

// The least Stripe takes, by currency, in minor units; the rest it converts.
const MINIMUM = { chf: 50, dkk: 250, eur: 50, gbp: 30, jpy: 50, nok: 300, sek: 300, usd: 50 }
const MAXIMUM = 99_999_999

export class Api {
  #account
  #baseUrl
  #checks
  #emulator
  #notifications
  #routes

  constructor({ account, baseUrl, checks, emulator, notifications }) {
    this.#account = account
    this.#baseUrl = baseUrl
    this.#checks = checks
    this.#emulator = emulator
    this.#notifications = notifications
    this.#routes = [
      ['GET', /^\/v1\/balance$/, () => balanceObject()],
      ['POST', /^\/v1\/checkout\/sessions$/, (params) => this.#createSession(params)],
      ['GET', /^\/v1\/checkout\/sessions$/, (params) => this.#listSessions(params)],
      ['GET', /^\/v1\/checkout\/sessions\/([^/]+)$/, (params, id) => this.#getSession(id)],
      ['POST', /^\/v1\/checkout\/sessions\/([^/]+)\/expire$/, (params, id) => this.#expireSession(id)],
      ['GET', /^\/v1\/payment_intents\/([^/]+)$/, (params, id) => this.#getIntent(id)],
      ['GET', /^\/v1\/charges\/([^/]+)$/, (params, id) => this.#getCharge(id)],
      ['POST', /^\/v1\/refunds$/, (params) => this.#createRefund(params)],
      ['GET', /^\/v1\/refunds$/, (params) => this.#listRefunds(params)],
      ['GET', /^\/v1\/refunds\/([^/]+)$/, (params, id) => this.#getRefund(id)],
    ]
  }

  /** Answers a call with an object or throws a StripeError. */
  async call(method, path, params) {
    for (const [routeMethod, pattern, handler] of this.#routes) {
      const match = routeMethod === method && pattern.exec(path)
      if (match) {
        const object = await handler(params, ...match.slice(1).map(decodeURIComponent))
        return this.#expandAll(object, params.expand)
      }
    }
    throw new StripeError(
      404,
      {
        type: 'invalid_request_error',
        message: `Unrecognized request URL (${method}: ${path}). The rig knows only what paylink calls.`,
      },
      { executed: false },
    )
  }

  // ---- checkout sessions

  async #createSession(params) {
    // The check turns texts into numbers in place; what it leaves are the values meant.
    this.#checks.createSession(params)
    const items = lineItems(params)
    const { currency } = items[0]
    const amount = items.reduce((sum, item) => sum + item.unitAmount * item.quantity, 0)
    checkAmount(amount, currency)
    checkTexts(params)
    const created = now()
    const expiresAt = expiry(params, created)

    const id = newId('cs_test', 58)
    const emulatorId = await this.#emulator.createSession({
      items,
      currency,
      // The emulator has ids of its own, so ours goes in before it can put in its.
      successUrl: params.success_url.replaceAll('{CHECKOUT_SESSION_ID}', id),
      cancelUrl: params.cancel_url,
    })
    const session = this.#account.addSession({
      id,
      emulatorId,
      params,
      amount,
      currency,
      created,
      expiresAt,
      method: 'card',
      payment: null,
      payerEmail: null,
    })
    return this.#session(session)
  }

  async #getSession(id) {
    return this.#session(this.#mustFindSession(id))
  }

  async #expireSession(id) {
    const session = this.#mustFindSession(id)
    if (!(await this.#emulator.expireSession(session.emulatorId))) {
      const { status } = await this.#session(session)
      throw refused(
        'Only Checkout Sessions with a status in ["open"] can be expired. ' +
          `This Checkout Session has a status of ${status}.`,
      )
    }
    return this.#session(session)
  }

  async #listSessions(query) {
    const url = '/v1/checkout/sessions'
    checkList(query, ['created', 'payment_intent', 'status'])
    let sessions = this.#account
      .sessions()
      .filter((session) => createdWithin(session.created, query.created))
      .filter((session) => !query.payment_intent || session.payment?.intent === query.payment_intent)
    if (query.status) {
      const objects = await Promise.all(sessions.map((session) => this.#session(session)))
      return listObject(url, objects.filter((object) => object.status === query.status), query)
    }
    const page = listObject(url, sessions, query)
    return { ...page, data: await Promise.all(page.data.map((session) => this.#session(session))) }
  }

  #mustFindSession(id) {
    const session = this.#account.session(id)
    if (!session) throw noSuch('checkout.session', id, 'session')
    return session
  }

  async #session(session) {
    const status = await this.#emulator.sessionStatus(session.emulatorId)
    return sessionObject(this.#account, session, status, this.#baseUrl)
  }

  // ---- what hangs on a payment

  #getIntent(id) {
    const session = this.#account.sessionByIntent(id)
    if (!session) throw noSuch('payment_intent', id, 'intent')
    return intentObject(this.#account, session)
  }

  #getCharge(id) {
    const session = this.#account.sessionByCharge(id)
    if (!session) throw noSuch('charge', id, 'id')
    return chargeObject(this.#account, session, this.#baseUrl)
  }

  // ---- refunds

  #createRefund(params) {
    this.#checks.createRefund(params)
    checkMetadata(params.metadata)
    if (!params.payment_intent && !params.charge) {
      throw badRequest(
        'One of the following params should be provided for this request: payment_intent or charge.',
      )
    }
    const session = params.payment_intent
      ? this.#account.sessionByIntent(params.payment_intent)
      : this.#account.sessionByCharge(params.charge)
    if (!session) {
      const kind = params.payment_intent ? 'payment_intent' : 'charge'
      throw noSuch(kind, params[kind], kind)
    }
    const { payment } = session
    if (payment.status !== 'succeeded') {
      throw refused(`This PaymentIntent (${payment.intent}) does not have a successful charge to refund.`)
    }
    const dispute = this.#account.disputeOf(session)
    if (dispute && dispute.status !== 'won') {
      throw refused(`Charge ${payment.charge} has been charged back; cannot issue a refund.`, {
        code: 'charge_disputed',
      })
    }
    const left = session.amount - this.#account.amountRefunded(session)
    if (left <= 0) {
      throw refused(`Charge ${payment.charge} has already been refunded.`, {
        code: 'charge_already_refunded',
      })
    }
    const amount = params.amount ?? left
    if (!Number.isInteger(amount) || amount < 1) {
      throw badRequest('Invalid positive integer', { code: 'parameter_invalid_integer', param: 'amount' })
    }
    if (amount > left) {
      // Stripe gives this one a text and no code.
      throw refused(
        `Refund amount (${amount} ${session.currency}) is greater than unrefunded amount on charge ` +
          `(${left} ${session.currency})`,
        { param: 'amount' },
      )
    }
    return refundObject(this.refund(session, { ...params, amount }))
  }

  /** Gives money back and tells the hook, by API or as if in Stripe's dashboard. */
  refund(session, { amount, metadata, reason }) {
    const refund = this.#account.addRefund({ session, amount, metadata, reason })
    refund.notified = this.#notifications.emit(
      'charge.refunded',
      chargeObject(this.#account, session, this.#baseUrl),
    )
    return refund
  }

  #getRefund(id) {
    const refund = this.#account.refund(id)
    if (!refund) throw noSuch('refund', id, 'id')
    return refundObject(refund)
  }

  #listRefunds(query) {
    checkList(query, ['charge', 'created', 'payment_intent'])
    const refunds = this.#account
      .refunds()
      .map(refundObject)
      .filter((refund) => createdWithin(refund.created, query.created))
      .filter((refund) => !query.payment_intent || refund.payment_intent === query.payment_intent)
      .filter((refund) => !query.charge || refund.charge === query.charge)
    return listObject('/v1/refunds', refunds, query)
  }

  // ---- expand

  #expandAll(object, expand = []) {
    for (const path of [expand].flat()) {
      const parts = path.split('.')
      if (parts.length > 4) throw badRequest('You cannot expand more than 4 levels of a property.')
      this.#expand(object, parts, path)
    }
    return object
  }

  // payment_intent.latest_charge: ids along the path become the objects they name
  #expand(object, [key, ...rest], path) {
    const value = object[key]
    if (value === null || value === undefined) {
      if (key in object) return
      throw badRequest(`This property cannot be expanded (${path}).`, { param: 'expand' })
    }
    if (Array.isArray(value)) {
      value.forEach((element) => this.#expand(element, rest, path))
      return
    }
    if (typeof value === 'string') object[key] = this.#lookUp(value, path)
    if (rest.length > 0) this.#expand(object[key], rest, path)
  }

  #lookUp(id, path) {
    if (id.startsWith('pi_')) return this.#getIntent(id)
    if (id.startsWith('ch_')) return this.#getCharge(id)
    throw badRequest(`This property cannot be expanded (${path}).`, { param: 'expand' })
  }
}

/** Test keys only, with Stripe's answers to the others. */
export function checkKey(authorization = '') {
  const [scheme, credentials = ''] = authorization.split(' ')
  const key =
    scheme === 'Basic'
      ? Buffer.from(credentials, 'base64').toString().split(':')[0]
      : credentials
  if (key === '') {
    throw unauthorized(
      'You did not provide an API key. You need to provide your API key in the Authorization header, ' +
        'using Bearer auth.',
    )
  }
  const masked = `${key.slice(0, 8)}${'*'.repeat(8)}${key.slice(-4)}`
  if (!/^(sk|rk)_test_./.test(key)) throw unauthorized(`Invalid API Key provided: ${masked}`)
  if (/^.._test_expired/.test(key)) {
    throw unauthorized(`Expired API Key provided: ${masked}`, { code: 'api_key_expired' })
  }
}

/** One major version has one set of shapes; the monthly releases of it only add. */
export function checkVersion(version) {
  if (version && !version.endsWith('.endive')) throw badRequest(`Invalid Stripe API version: ${version}`)
}

function lineItems({ line_items: items = [] }) {
  if (items.length === 0) throw missing('line_items')
  return items.map(({ price_data: price, quantity = 1 }, index) => {
    const param = `line_items[${index}][price_data]`
    if (!price) throw missing(param)
    if (!price.product_data?.name) throw missing(`${param}[product_data][name]`)
    if (price.unit_amount === undefined) throw missing(`${param}[unit_amount]`)
    if (!Number.isInteger(price.unit_amount) || price.unit_amount < 0) {
      throw badRequest('Invalid integer', {
        code: 'parameter_invalid_integer',
        param: `${param}[unit_amount]`,
      })
    }
    if (!Number.isInteger(quantity) || quantity < 1) {
      throw badRequest('Invalid positive integer', {
        code: 'parameter_invalid_integer',
        param: `line_items[${index}][quantity]`,
      })
    }
    return {
      name: price.product_data.name,
      currency: price.currency.toLowerCase(),
      unitAmount: price.unit_amount,
      quantity,
    }
  })
}

function missing(param) {
  return badRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param })
}

function checkAmount(amount, currency) {
  const least = MINIMUM[currency] ?? 1
  if (amount < least) {
    throw badRequest(
      `The Checkout Session's total amount due must add up to at least ${least} ${currency} in minor units`,
      { code: 'amount_too_small' },
    )
  }
  if (amount > MAXIMUM) {
    throw badRequest(`The total amount must be no more than ${MAXIMUM} in minor units`, {
      code: 'amount_too_large',
    })
  }
}

// What Stripe says of these in words only, so the types know nothing of it.
function checkTexts(params) {
  if (params.mode !== 'payment') throw badRequest('The rig knows only mode=payment.', { param: 'mode' })
  if (!params.success_url) throw missing('success_url')
  for (const param of ['success_url', 'cancel_url']) {
    if (params[param] !== undefined && !URL.canParse(params[param].replaceAll(/[{}]/g, ''))) {
      throw badRequest('Not a valid URL', { code: 'url_invalid', param })
    }
  }
  if ((params.client_reference_id ?? '').length > 200) {
    throw badRequest('client_reference_id has at most 200 characters', { param: 'client_reference_id' })
  }
  checkMetadata(params.metadata)
  checkMetadata(params.payment_intent_data?.metadata, 'payment_intent_data[metadata]')
}

function checkMetadata(metadata, param = 'metadata') {
  const entries = Object.entries(metadata || {})
  if (entries.length > 50) throw badRequest('Metadata can have up to 50 keys', { param })
  for (const [key, value] of entries) {
    if (key.length > 40) throw badRequest(`Metadata keys have at most 40 characters: ${key}`, { param })
    if (String(value).length > 500) {
      throw badRequest(`Metadata values have at most 500 characters: ${key}`, { param: `${param}[${key}]` })
    }
  }
}

function expiry(params, created) {
  const expiresAt = params.expires_at ?? created + 24 * HOUR
  if (expiresAt < created + 30 * MINUTE || expiresAt > created + 24 * HOUR) {
    throw badRequest(
      'The `expires_at` timestamp must be at least 30 minutes and less than 24 hours from ' +
        'Checkout Session creation.',
      { param: 'expires_at' },
    )
  }
  return expiresAt
}

const LIST_PARAMS = ['expand', 'limit', 'starting_after']

function checkList(query, filters) {
  const unknown = Object.keys(query).find((key) => ![...LIST_PARAMS, ...filters].includes(key))
  if (unknown) {
    throw badRequest(`Received unknown parameter: ${unknown}`, {
      code: 'parameter_unknown',
      param: unknown,
    })
  }
}

// created=123 or created[gte]=123&created[lt]=456
function createdWithin(created, range) {
  if (range === undefined) return true
  if (typeof range === 'string') return created === Number(range)
  return (
    created >= Number(range.gte ?? 0) &&
    created > Number(range.gt ?? -1) &&
    created <= Number(range.lte ?? Infinity) &&
    created < Number(range.lt ?? Infinity)
  )
}
