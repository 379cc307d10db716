// PostgreSQL fails as a machine does, and comes back, while the process works.
import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { until } from '../paylink.mjs'
import { standBetween } from './postgres_proxy.mjs'
import {
  Ledger,
  POSTGRES,
  Payers,
  ROUNDS,
  inGroups,
  makePostgresDatabase,
  startPostgres,
  steadyPort,
  story,
} from './support.mjs'

// The database's absence is told as what it is.
const AWAY = [503]

let postgres
const on = {
  ...POSTGRES,
  async make() {
    postgres = await startPostgres()
    const { settings } = await makePostgresDatabase(postgres.url)
    return { settings, drop: () => postgres.remove() }
  },
}

story('PostgreSQL fails under load: nothing acknowledged is lost, nothing is made twice', { on }, async (told) => {
  const { t, house, random } = told
  await house.start()
  const ledger = new Ledger(house)
  const payers = new Payers(house, { mayFail: AWAY })
  for (let round = 0; round < ROUNDS; round += 1) {
    await payers.askForMoney(10, random)
    let enough = false
    const creating = ledger.createInParallel(4, random, { mayFail: AWAY, enough: () => enough })
    const paying = payers.pay(random, { patience: 1_000 })
    await house.answers(random.between(1, 120))
    await postgres.halt()
    // Some calls meet nobody there.
    await until('the absence is noticed', 15_000, async () => (await house.ask('GET', '/readyz'))?.status === 503)
    await sleep(random.between(0, 300))
    await postgres.resume()
    const began = performance.now()
    await until('it works again', 15_000, async () => {
      const answer = await ledger.create(random, { mayFail: AWAY })
      return answer?.status === 201
    })
    t.diagnostic(`creates again ${Math.round(performance.now() - began)} ms after PostgreSQL`)
    await house.answers(50)
    enough = true
    await Promise.all([creating, paying])
    assert.ok(house.alive, 'the process has ended')
    await ledger.checkAcknowledged()
    await ledger.retry()
    await house.audit()
  }
  await payers.pay(random, { patience: 40_000 })
  const paid = await payers.checkInTheEnd()
  t.diagnostic(`${ledger.acknowledged.size} created, ${paid} of ${payers.requests.length} paid`)
  await house.audit()
})

// ---- a cluster that looks for its primary

let proxy
const behindAProxy = {
  ...POSTGRES,
  name: 'PostgreSQL behind a proxy',
  async make() {
    postgres = await startPostgres()
    const { settings } = await makePostgresDatabase(postgres.url)
    const address = new URL(settings.PAYLINK_DATABASE_URL)
    const port = await steadyPort()
    proxy = await standBetween(port, Number(address.port))
    address.port = port
    return {
      settings: { ...settings, PAYLINK_DATABASE_URL: address.href },
      async drop() {
        await proxy.remove()
        await postgres.remove()
      },
    }
  },
}

/** What a server becomes whose place another one has taken: it reads, and writes nothing. */
async function demoted(yes) {
  const sql = `ALTER SYSTEM SET default_transaction_read_only TO ${yes ? 'on' : 'off'}`
  const env = { ...process.env, PGOPTIONS: '-c default_transaction_read_only=off' }
  const words = ['--no-psqlrc', '--quiet', '-c', sql, '-c', 'SELECT pg_reload_conf()', `${postgres.url}/postgres`]
  await promisify(execFile)('psql', words, { env })
}

const AWAY_AS = {
  'the connection is closed': { go: () => proxy.turn('closed'), back: () => proxy.turn('open') },
  'the wish for TLS gets nonsense': { go: () => proxy.turn('garbled'), back: () => proxy.turn('open') },
  'the server was demoted': { go: () => demoted(true), back: () => demoted(false), reads: true },
  'the server has failed': { go: () => postgres.halt(), back: () => postgres.resume() },
}

/** Programs, payers and people of the merchant that go on calling; every answer is looked at. */
class Callers {
  counts = new Map()
  #enough = false

  constructor(house, link, cookie) {
    this.house = house
    const page = { headers: { 'accept-language': 'de' } }
    const person = { headers: { cookie, 'accept-language': 'de' } }
    const draft = { amount: 11900, currency: 'EUR' }
    this.calls = [
      ['api', () => house.api('POST', '/payment_requests', draft)],
      ['api', () => house.api('GET', '/payment_requests')],
      ['page', () => house.ask('GET', link, page)],
      ['page', () => this.#form(`${link}/checkout`, { method: 'card' })],
      ['page', () => house.ask('GET', `${link}/return`, page)],
      ['dashboard', () => house.ask('GET', '/dashboard/requests', person)],
      ['dashboard', () => house.ask('GET', '/dashboard/requests/new', person)],
    ]
  }

  #form(path, fields) {
    const headers = { origin: this.house.url, 'accept-language': 'de' }
    return this.house.ask('POST', path, { headers, body: new URLSearchParams(fields) })
  }

  async goOn() {
    await inGroups(this.calls, this.calls.length, async ([face, call]) => {
      while (!this.#enough) {
        const answer = await call()
        assert.ok(answer, 'the connection broke')
        this.counts.set(answer.status, (this.counts.get(answer.status) ?? 0) + 1)
        if (answer.status >= 500) checkAway(face, answer)
        else assert.ok([200, 201, 303].includes(answer.status), `${answer.status}: ${answer.text.slice(0, 300)}`)
        await sleep(5)
      }
    })
  }

  stop() {
    this.#enough = true
  }
}

/** The absence is told as what it is, in words for whoever meets it. */
function checkAway(face, { status, headers, text }) {
  assert.equal(status, 503, text.slice(0, 500))
  assert.match(headers.get('retry-after') ?? '', /^\d+$/)
  if (face === 'api') {
    assert.equal(headers.get('content-type'), 'application/problem+json')
    assert.equal(JSON.parse(text).code, 'unavailable')
  } else {
    const words = { page: 'gerade nicht erreichbar', dashboard: 'Die Datenbank antwortet gerade nicht' }
    assert.ok(text.includes(words[face]), text.slice(0, 500))
    assert.match(text, /<html lang="de"/)
  }
}

story('while PostgreSQL is away everybody is told so, and when to come back', { on: behindAProxy }, async (told) => {
  const { t, house } = told
  await house.start()
  const made = await house.api('POST', '/payment_requests', { amount: 11900, currency: 'EUR' })
  const link = JSON.parse(made.text).pay_url
  const cookie = await logIn(house)
  for (const [how, { go, back, reads }] of Object.entries(AWAY_AS)) {
    const callers = new Callers(house, link, cookie)
    const calling = callers.goOn()
    try {
      await house.answers(50)
      await go()
      await until(`the absence is noticed: ${how}`, 20_000, async () => {
        const answer = reads
          ? await house.api('POST', '/payment_requests', { amount: 1, currency: 'EUR' })
          : await house.ask('GET', '/readyz')
        return answer?.status === 503
      })
      await house.answers(20)
      await back()
      await until(`it works again: ${how}`, 20_000, async () => {
        return (await house.api('POST', '/payment_requests', { amount: 1, currency: 'EUR' }))?.status === 201
      })
      await house.answers(20)
    } finally {
      callers.stop()
    }
    await calling
    assert.ok(callers.counts.get(503) > 0, 'nobody met the absence')
    t.diagnostic(`${how}: ${[...callers.counts].map(([status, count]) => `${count} × ${status}`).join(', ')}`)
  }
  await house.audit()
})

async function logIn(house) {
  const fields = { email: 'klempnerei-nord@example.org', password: 'rohr zange nordsee' }
  const answer = await house.form('/dashboard/login', fields)
  assert.equal(answer?.status, 303, answer?.text)
  return answer.headers.get('set-cookie').split(';')[0]
}

// ---- the end without a database

/** A container is killed ten seconds after SIGTERM. */
const IN_TIME = 8_000

for (const [how, go] of [
  ['PostgreSQL has failed', () => postgres.halt()],
  ['PostgreSQL does not answer', () => proxy.turn('silent')],
]) {
  story(`SIGTERM while ${how} ends the program in time, which says what it left undone`, { on: behindAProxy }, async (told) => {
    const { t, house, random } = told
    await house.start()
    const payers = new Payers(house, { mayFail: AWAY, comesBack: 0.3 })
    await payers.askForMoney(20, random)
    const paying = payers.pay(random)
    await house.answers(40)
    await go()
    await until('the absence is met', 20_000, () => /could not|failed|does not answer/.test(house.troubles()))
    const began = performance.now()
    const ending = await house.stop({ within: 30_000 })
    const took = Math.round(performance.now() - began)
    await paying
    t.diagnostic(`stopped after ${took} ms`)
    assert.equal(ending, 0)
    assert.ok(took < IN_TIME, `it took ${took} ms to stop`)
    assert.match(house.said(), /lease will run out|left undone|could not be written|failed/)

    if (how === 'PostgreSQL has failed') await postgres.resume()
    else proxy.turn('open')
    await house.start()
    await payers.pay(random, { patience: 40_000 })
    await payers.checkInTheEnd()
    await house.audit()
  })
}
