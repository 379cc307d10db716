// One origin for everything: Stripe's API under /v1/, the hosted page, and what
// tests control under /_rig.
import http from 'node:http'
import qs from 'qs'
import { Account, newId } from './account.mjs'
import { Api, checkKey, checkVersion } from './api.mjs'
import { Control } from './control.mjs'
import { StripeError } from './errors.mjs'
import { API_ERROR, Faults } from './faults.mjs'
import { IdempotencyKeys, fingerprint } from './idempotency.mjs'
import { Notifications } from './notifications.mjs'
import { API_VERSION } from './objects.mjs'

export function createRigServer() {
  const server = http.createServer()
  let baseUrl
  return {
    listen(port) {
      return new Promise((resolve, reject) => {
        server.once('error', reject)
        server.listen(port, '127.0.0.1', () => {
          baseUrl = `http://127.0.0.1:${server.address().port}`
          resolve(baseUrl)
        })
      })
    },
    ready({ emulator, checks, hook }) {
      const rig = new Rig({ baseUrl, emulator, checks, hook })
      server.on('request', (req, res) => rig.handle(req, res))
    },
    close() {
      server.close()
      server.closeAllConnections() // some are held open on purpose
    },
  }
}

class Rig {
  account = new Account()
  faults = new Faults()
  notifications = new Notifications()
  calls = []
  #keys = new IdempotencyKeys()
  #control

  constructor({ baseUrl, emulator, checks, hook }) {
    this.baseUrl = baseUrl
    this.emulator = emulator
    this.notifications.hook = hook
    this.api = new Api({
      account: this.account,
      baseUrl,
      checks,
      emulator,
      notifications: this.notifications,
    })
    this.#control = new Control(this)
  }

  async handle(req, res) {
    try {
      const body = await readBody(req)
      const url = new URL(req.url, this.baseUrl)
      if (url.pathname === '/_rig' || url.pathname.startsWith('/_rig/')) {
        await this.#handleControl(req, res, url.pathname, body)
      } else if (url.pathname.startsWith('/v1/')) {
        await this.#handleApi(req, res, url, body)
      } else {
        await this.#handlePage(req, res, url, body)
      }
    } catch (error) {
      // A fault of the rig itself: loud, lest a test takes it for one of Stripe's.
      console.error(error)
      if (!res.headersSent) sendJson(res, 500, { error: { type: 'rig_error', message: String(error) } })
    }
  }

  async #handleControl(req, res, path, body) {
    try {
      const answer = await this.#control.call(req.method, path, body ? JSON.parse(body) : {})
      sendJson(res, 200, answer)
    } catch (error) {
      if (!(error instanceof StripeError)) throw error
      sendJson(res, error.status, error.body)
    }
  }

  // ---- the API

  async #handleApi(req, res, url, body) {
    const { method } = req
    const path = url.pathname
    const requestId = newId('req', 14)
    const fault = this.faults.take(method, path)
    const call = {
      at: Date.now(),
      method,
      path,
      query: url.search.slice(1),
      body,
      idempotency_key: req.headers['idempotency-key'] ?? null,
      fault: fault?.mode ?? null,
      status: null,
      replayed: false,
    }
    this.calls.push(call)
    if (fault && !fault.accepted) return fault.answer(res)

    const form = method === 'GET' ? url.search.slice(1) : body
    const outcome = await this.#outcome(req, path, form, {
      requestId,
      // A 500 of Stripe's own is an outcome like any other and kept under its
      // key. The other faults happen on the way, where nothing is kept.
      lost: fault?.mode === '500',
    })
    call.status = outcome.status
    call.replayed = outcome.replayed ?? false
    if (fault && !call.replayed) return fault.answer(res)

    res.setHeader('request-id', requestId)
    res.setHeader('stripe-version', req.headers['stripe-version'] ?? API_VERSION)
    if (call.idempotency_key) res.setHeader('idempotency-key', call.idempotency_key)
    if (outcome.replayed) {
      res.setHeader('idempotent-replayed', 'true')
      res.setHeader('original-request', outcome.originalRequest)
    }
    sendJson(res, outcome.status, outcome.body)
  }

  async #outcome(req, path, text, { requestId, lost }) {
    const { method } = req
    try {
      checkKey(req.headers.authorization)
      checkVersion(req.headers['stripe-version'])
      const params = parseForm(text)
      const execute = () => this.#execute(method, path, params, lost)
      const key = method === 'POST' ? req.headers['idempotency-key'] : undefined
      if (!key) return await execute()
      // Taken now: the checks turn texts into numbers in `params` itself.
      const seen = fingerprint(method, path, params)
      return await this.#keys.once({ key, fingerprint: seen, requestId }, execute)
    } catch (error) {
      return errorOutcome(error)
    }
  }

  async #execute(method, path, params, lost) {
    try {
      const body = await this.api.call(method, path, params)
      if (lost) return { status: 500, body: { error: API_ERROR }, keep: true }
      return { status: 200, body, keep: true }
    } catch (error) {
      return errorOutcome(error)
    }
  }

  // ---- the hosted page

  async #handlePage(req, res, url, body) {
    const path = this.#emulatorPath(req, url, body)
    const response = await this.emulator.page(path, {
      method: req.method,
      ...(req.method === 'POST' && {
        body,
        headers: { 'content-type': req.headers['content-type'] ?? 'text/plain' },
      }),
    })
    for (const name of ['cache-control', 'content-type', 'location']) {
      if (response.headers.has(name)) res.setHeader(name, response.headers.get(name))
    }
    res.writeHead(response.status)
    res.end(Buffer.from(await response.arrayBuffer()))
  }

  #emulatorPath(req, url, body) {
    const page = /^\/c\/pay\/([^/]+)$/.exec(url.pathname)
    if (page) return `/checkout/${this.account.session(page[1])?.emulatorId ?? 'unknown'}`

    const complete = /^\/checkout\/([^/]+)\/complete$/.exec(url.pathname)
    if (complete && req.method === 'POST') {
      // The emulator shows a field for the payer's address and forgets it.
      const session = this.account.sessionByEmulatorId(complete[1])
      if (session) session.payerEmail = qs.parse(body).email || null
    }
    return url.pathname
  }
}

function errorOutcome(error) {
  if (!(error instanceof StripeError)) throw error
  return { status: error.status, body: error.body, keep: error.executed }
}

function parseForm(text) {
  return qs.parse(text, { depth: 20, arrayLimit: 100 })
}

async function readBody(req) {
  const chunks = []
  for await (const chunk of req) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

function sendJson(res, status, body) {
  res.writeHead(status, { 'content-type': 'application/json' })
  res.end(JSON.stringify(body))
}
