// What tests of faults share: an installation of the real program that is killed and started again, programs that
// create requests, payers who pay them, and what must hold in the end.
//
//   story('a sentence', { on: SQLITE }, async ({ house, random }) => { … })
//
// SEED repeats a choice of moments and contents (not the machine's own timing), ROUNDS sets how often is killed.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { runPaylink, startPaylink, until } from '../paylink.mjs'

const SEED = process.env.SEED ?? String(randomBytes(4).readUInt32LE())
export const ROUNDS = Number(process.env.ROUNDS || 3)

/** A lease of the dead process holds a job back for two minutes; then it has to be done. */
export const IN_THE_END = 200_000

// ---- databases

const server = process.env.PAYLINK_TEST_POSTGRES

export const SQLITE = { name: 'SQLite', async make() {} }

export const POSTGRES = {
  name: 'PostgreSQL',
  skip: server ? false : 'PAYLINK_TEST_POSTGRES names no server',
  make: () => makePostgresDatabase(server),
}

/** The settings for a database of its own on that server, and how to drop it. */
export async function makePostgresDatabase(server) {
  const name = `faults_${randomBytes(6).toString('hex')}`
  const sql = (text) => promisify(execFile)('psql', ['--no-psqlrc', '--quiet', '-c', text, `${server}/postgres`])
  await sql(`CREATE DATABASE ${name} TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'`)
  // The servers of the other tests need not keep what they acknowledge.
  await sql(`ALTER DATABASE ${name} SET synchronous_commit TO on`)
  return {
    settings: { PAYLINK_DATABASE_URL: `${server}/${name}`, PAYLINK_SECRET_KEY: randomBytes(32).toString('hex') },
    drop: () => sql(`DROP DATABASE ${name} WITH (FORCE)`),
  }
}

/** A PostgreSQL of its own that can be stopped as if its machine had failed, and started again. */
export async function startPostgres() {
  const folder = await mkdtemp(join(tmpdir(), 'paylink-postgres-'))
  // As root the server runs as a user of its own, who has to get in.
  await chmod(folder, 0o711)
  const script = fileURLToPath(new URL('../postgres', import.meta.url))
  const env = { ...process.env, FSYNC: 'on', PORT: await steadyPort() }
  const run = async (command) => {
    const { stdout } = await promisify(execFile)(script, [command, join(folder, 'server')], { env })
    return stdout.trim()
  }
  return {
    url: await run('start'),
    halt: () => run('halt'),
    resume: () => run('start'),
    async remove() {
      await run('stop')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

// ---- stories

/**
 * A test with an installation of its own, in `dataDir` if one is given. When it fails it says with which seed, and what
 * the program complained of.
 */
export function story(name, { on, skip, dataDir }, tell) {
  const title = `${name} (${on.name})`
  test(title, { skip: skip || on.skip }, async (t) => {
    const house = await install(on, dataDir)
    try {
      await tell({ t, house, random: randomness(`${SEED} ${title}`) })
    } catch (error) {
      const context = `SEED=${SEED}; the log's first and last troubles:\n${house.troubles()}`
      throw new Error(`${error.message}\n${context}`, { cause: error })
    } finally {
      await house.remove()
    }
  })
}

/** Random choices that a seed repeats; `fork` gives one to a program that runs beside others. */
export function randomness(seed) {
  let state = createHash('sha256').update(seed).digest().readUInt32LE()
  // mulberry32
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  const between = (least, most) => least + Math.floor(next() * (most - least + 1))
  return {
    between,
    chance: (share) => next() < share,
    of: (list) => list[between(0, list.length - 1)],
    word: (length) => Array.from({ length }, () => 'abcdefghijklmnopqrstuvwxyz'[between(0, 25)]).join(''),
    fork: (name) => randomness(`${seed} ${name} ${between(0, 2 ** 31)}`),
  }
}

// ---- the installation

async function install(database, givenFolder) {
  const dataDir = givenFolder ?? (await mkdtemp(join(tmpdir(), 'paylink-faults-')))
  const port = await steadyPort()
  const made = await database.make()
  const house = new House(dataDir, port, { PAYLINK_RATE_LIMITS: 'off', ...made?.settings })
  house.drop = async () => {
    await made?.drop()
    if (!givenFolder) await rm(dataDir, { recursive: true, force: true })
  }
  try {
    house.key = (await house.setUp('Klempnerei Nord')).api_key
  } catch (error) {
    await house.drop()
    throw error
  }
  return house
}

// Pay links, notifications and settings name the port, so it is the same after each kill. Below 32768 no outgoing
// connection takes it meanwhile.
export async function steadyPort() {
  for (;;) {
    const port = 10_000 + (randomBytes(2).readUInt16LE() % 20_000)
    const probe = net.createServer().listen(port, '127.0.0.1')
    // `once` rejects on an error: the port is taken.
    const free = await once(probe, 'listening').then(() => true, () => false)
    probe.close()
    if (free) return port
  }
}

class House {
  #env
  #process = null
  #words = ''
  #answers = 0
  #waiting = []
  alive = false

  constructor(dataDir, port, env) {
    this.dataDir = dataDir
    this.port = port
    this.url = `http://127.0.0.1:${port}`
    this.#env = { PAYLINK_LISTEN: `127.0.0.1:${port}`, PAYLINK_DATA_DIR: dataDir, ...env }
  }

  /** Starts `paylink serve`, by another command if one is given; gives the milliseconds from spawning it until it is ready. */
  async start({ by } = {}) {
    const began = performance.now()
    const { dataDir, port } = this
    this.#process = await startPaylink({ args: ['serve'], by, env: this.#env, dataDir, port })
    this.#process.exited.then(() => (this.alive = false))
    this.alive = true
    return Math.round(performance.now() - began)
  }

  get pid() {
    return this.#process.pid
  }

  async stop(options) {
    return this.#gone(await this.#process.stop(options))
  }

  async kill() {
    return this.#gone(await this.#process.kill())
  }

  #gone(ending) {
    this.#words += this.#process.output()
    this.#process = null
    return ending
  }

  /** What the program complained of, from all its lives. */
  troubles() {
    const lines = this.said().split('\n')
    const troubles = lines.filter((line) => /"level":"(WARN|ERROR)"|panicked/.test(line))
    return [...troubles.slice(0, 8), ...troubles.slice(8).slice(-8)].map((line) => line.slice(0, 400)).join('\n')
  }

  async remove() {
    if (this.#process) await this.kill()
    await this.drop()
  }

  /** Runs a command of the program on this installation. */
  command(...args) {
    return runPaylink(args, this.#env)
  }

  async setUp(merchant) {
    const password = join(this.dataDir, 'password')
    await writeFile(password, 'rohr zange nordsee')
    const owner = `${merchant.toLowerCase().replaceAll(' ', '-')}@example.org`
    const { code, stdout, stderr } = await this.command(
      ...['setup', '--merchant', merchant, '--email', owner, '--password-file', password, '--json'],
    )
    assert.equal(code, 0, `paylink setup: ${stdout}${stderr}`)
    return JSON.parse(stdout)
  }

  async audit() {
    const { code, stdout, stderr } = await this.command('audit')
    assert.equal(code, 0, `paylink audit: ${stdout}${stderr}`)
  }

  /** Status, headers and body of an answer; `null` where the connection broke before all of it was there. */
  async ask(method, path, { headers, body, key } = {}) {
    const url = path.startsWith('http') ? path : this.url + path
    const authorization = key ? { authorization: `Bearer ${key}` } : {}
    let answer
    try {
      const response = await fetch(url, { method, headers: { ...authorization, ...headers }, body, redirect: 'manual' })
      answer = { status: response.status, headers: response.headers, text: await response.text() }
    } catch (error) {
      // What breaks a connection is a TypeError to fetch; anything else is a mistake of the test.
      if (!(error instanceof TypeError)) throw error
      return null
    }
    this.#answers += 1
    this.#waiting = this.#waiting.filter(({ count, resolve }) => this.#answers < count || resolve())
    return answer
  }

  /** Resolves once so many more answers have come; fails when the program ends by itself before. */
  answers(count) {
    const enough = new Promise((resolve) => this.#waiting.push({ count: this.#answers + count, resolve }))
    const end = this.#process.exited.then((ending) => {
      throw new Error(`paylink ended with ${ending}`)
    })
    return Promise.race([enough, end])
  }

  /** All that the program has printed, in all its lives. */
  said() {
    return this.#words + (this.#process?.output() ?? '')
  }

  /** A call of the API, as `ask`. */
  async api(method, path, body, { key = this.key, idempotencyKey } = {}) {
    const headers = { 'content-type': 'application/json' }
    if (idempotencyKey) headers['idempotency-key'] = idempotencyKey
    return this.ask(method, `/api/v1${path}`, { key, headers, body: body && JSON.stringify(body) })
  }

  /** What a call of the API says, where it must work. */
  async read(path, options) {
    const answer = await this.api('GET', path, undefined, options)
    assert.equal(answer?.status, 200, `GET ${path}: ${answer?.status ?? 'no answer'} ${answer?.text ?? ''}`)
    return JSON.parse(answer.text)
  }

  /** All of a list of the API. */
  async all(path) {
    const found = []
    let cursor = ''
    do {
      const page = await this.read(`${path}${path.includes('?') ? '&' : '?'}limit=100${cursor && `&cursor=${cursor}`}`)
      found.push(...page.data)
      cursor = page.next_cursor
    } while (cursor)
    return found
  }

  /** A form sent from a page of ours. */
  form(path, fields) {
    return this.ask('POST', path, { headers: { origin: this.url }, body: new URLSearchParams(fields) })
  }

  /** Lets the sandbox fail in that way. */
  async faults(faults) {
    const [account] = (await this.read('/provider_accounts')).data
    const answer = await this.api('PATCH', `/provider_accounts/${account.id}`, { faults })
    assert.equal(answer?.status, 200, answer?.text)
  }
}

// ---- programs that create

/** What was asked for and what became of it: acknowledged, or not known. */
export class Ledger {
  acknowledged = new Map()
  unknown = new Map()

  constructor(house) {
    this.house = house
  }

  /**
   * Creates one request; gives the answer, if there was one. `mayFail` are statuses that leave the outcome open as
   * no answer at all does.
   */
  async create(random, { mayFail = [] } = {}) {
    const body = draft(random)
    const answer = await this.house.api('POST', '/payment_requests', body, { idempotencyKey: body.reference })
    if (answer?.status === 201) {
      this.acknowledged.set(body.reference, { body, object: JSON.parse(answer.text) })
      return answer
    }
    assert.ok(!answer || mayFail.includes(answer.status), `POST /payment_requests: ${answer?.status} ${answer?.text}`)
    this.unknown.set(body.reference, { body })
    return answer
  }

  /** Programs that create until the server does not answer any more, or `enough` says so. */
  async createInParallel(programs, random, { mayFail, enough = () => false } = {}) {
    const program = async (random) => {
      while (!enough()) {
        const answer = await this.create(random, { mayFail })
        if (!answer && !(mayFail && this.house.alive)) break
        // Whoever is told to come back later does.
        if (answer?.status !== 201) await sleep(random.between(5, 50))
      }
    }
    await Promise.all(Array.from({ length: programs }, (_, index) => program(random.fork(`program ${index}`))))
  }

  /** Every acknowledged request is there as it was acknowledged. */
  async checkAcknowledged() {
    await inGroups([...this.acknowledged.values()], 8, async ({ body, object }) => {
      assert.deepEqual(await this.house.read(`/payment_requests/${object.id}`), object)
      for (const [field, value] of Object.entries(body)) assert.deepEqual(object[field], value, field)
    })
  }

  /** Repeats each call of which the outcome is unknown, and every call in `also`, with its key. */
  async retry({ also = [] } = {}) {
    await inGroups([...this.unknown.values(), ...also], 8, async ({ body, object }) => {
      const answer = await this.house.api('POST', '/payment_requests', body, { idempotencyKey: body.reference })
      assert.equal(answer?.status, 201, `repeated: ${answer?.status} ${answer?.text}`)
      const again = JSON.parse(answer.text)
      if (object) assert.deepEqual(again, object)
      this.acknowledged.set(body.reference, { body, object: again })
      this.unknown.delete(body.reference)
    })
  }

  /** Nothing is there twice, and nothing that nobody asked for. */
  async checkExactlyOnce() {
    assert.equal(this.unknown.size, 0)
    const listed = (await this.house.all('/payment_requests')).map(({ reference }) => reference)
    assert.deepEqual(listed.sort(), [...this.acknowledged.keys()].sort())
  }
}

// The reference is the key: unlike an external_id it may be there twice, so that a request made twice is seen.
function draft(random) {
  return {
    amount: random.between(1, 5_000_000),
    currency: random.of(['EUR', 'CHF', 'GBP']),
    reference: `${random.word(12)}-${random.between(1, 1e9)}`,
    description: random.of(['Rohrreparatur Küche', 'Nachhilfe „Mathe“', 'سباكة', 'x'.repeat(140)]),
    metadata: { job: random.word(random.between(1, 400)) },
  }
}

/** Does `work` with all of them, so many at a time. */
export async function inGroups(items, size, work) {
  const rest = [...items]
  const worker = async () => {
    while (rest.length > 0) await work(rest.shift())
  }
  await Promise.all(Array.from({ length: size }, worker))
}

// ---- payers

const SUCCEEDED = 'This payment is complete.'

/** Requests, the payers behind them, and the checkouts that they were sent to. */
export class Payers {
  #mayFail

  /** `mayFail` as for `Ledger.create`; `comesBack` is the share of payers who return from the provider's page. */
  constructor(house, { mayFail = [], comesBack = 0.5 } = {}) {
    this.house = house
    this.#mayFail = mayFail
    this.comesBack = comesBack
    this.requests = []
  }

  async askForMoney(count, random) {
    const first = this.requests.length
    await inGroups(Array.from({ length: count }, (_, index) => first + index), 8, async (index) => {
      // Some never come back after a crash: then nobody but the reconciler finds out.
      const stays = random.chance(0.6)
      // In English, so that the sandbox's page can be read.
      const body = { amount: random.between(100, 99_999), currency: 'EUR', payer: { language: 'en' } }
      const answer = await this.house.api('POST', '/payment_requests', body)
      assert.equal(answer?.status, 201, answer?.text)
      const { id, amount, pay_url: link } = JSON.parse(answer.text)
      this.requests[index] = { id, amount, link, stays, checkouts: new Set(), told: new Set(), settled: false }
    })
  }

  /** Everybody who has not paid tries to, until paid or cut off. */
  async pay(random, { patience = 0 } = {}) {
    const waiting = this.requests.filter(({ settled, stays, left }) => !settled && (stays || !left))
    await inGroups(waiting, 12, async (request) => {
      const payer = random.fork('payer')
      const tabs = Array.from({ length: payer.chance(0.2) ? 2 : 1 }, () => payer.fork('tab'))
      const alone = tabs.length === 1
      const done = await Promise.all(tabs.map((tab) => this.#payInTab(request, tab, { alone, patience })))
      request.left = true
      request.settled = done.every(Boolean)
    })
  }

  // Gives whether the payer believes to have paid.
  async #payInTab(request, random, { alone, patience }) {
    const deadline = Date.now() + patience
    for (let tries = 0; ; tries += 1) {
      const method = random.of(['any', 'card', 'sepa_debit'])
      const pressed = this.#answered(await this.house.form(`${request.link}/checkout`, { method }), [200, 303])
      if (!pressed && patience === 0) return false
      if (pressed?.status === 303) {
        const checkout = pressed.headers.get('location')
        assert.match(checkout, /\/sandbox\/checkout\//)
        request.checkouts.add(checkout)
        const outcome = tries < 2 ? random.of(OUTCOMES) : 'succeed'
        const chosen = await this.#choose(request, checkout, outcome, { alone, random })
        if (chosen === null && patience === 0) return false
        if (chosen && outcome !== 'decline') return true
      }
      // A page instead: paid, changed, or being prepared while the lease of a dead caller lives.
      const known = await this.house.api('GET', `/payment_requests/${request.id}`)
      if (known?.status === 200 && ['paid', 'processing'].includes(JSON.parse(known.text).status)) return true
      if (Date.now() > deadline && (patience > 0 || tries > 3)) return false
      await sleep(random.between(20, 200))
    }
  }

  // At the provider's page. Gives whether it took the choice, `null` when that is unknown.
  async #choose(request, checkout, outcome, { alone, random }) {
    const page = this.#answered(await this.house.ask('GET', checkout), [200])
    if (!page) return null
    if (!page.text.includes('value="succeed"')) return page.text.includes(SUCCEEDED)
    const chosen = this.#answered(await this.house.form(checkout, { outcome }), [303])
    if (!chosen) return null
    // In another tab it may have been declined or ended at the same moment.
    if (outcome === 'succeed' && alone) request.told.add(checkout)
    if (random.chance(this.comesBack)) {
      const way = chosen.headers.get('location')
      if (!this.#answered(await this.house.ask('GET', way), [200, 303])) return null
    }
    return true
  }

  #answered(answer, expected) {
    if (!answer || this.#mayFail.includes(answer.status)) return null
    assert.ok(expected.includes(answer.status), `${answer.status}: ${title(answer.text)}`)
    return answer
  }

  /**
   * Waits until every success at the sandbox is reflected, by asking the API; then nothing may be paid twice and
   * nothing invented. Gives how many were paid.
   */
  async checkInTheEnd(within = IN_THE_END) {
    const truth = new Map()
    let wrong = []
    const look = async () => {
      const checkouts = this.requests.flatMap(({ checkouts }) => [...checkouts])
      await inGroups(checkouts.filter((checkout) => !truth.get(checkout)), 8, async (checkout) => {
        truth.set(checkout, (await this.house.ask('GET', checkout)).text.includes(SUCCEEDED))
      })
      const requests = new Map((await this.house.all('/payment_requests')).map((request) => [request.id, request]))
      wrong = this.requests.flatMap(({ id, checkouts }) => {
        const { status } = requests.get(id)
        const paid = [...checkouts].some((checkout) => truth.get(checkout))
        return status === (paid ? 'paid' : 'open') ? [] : [{ id, paidAtTheSandbox: paid, status }]
      })
      return wrong.length === 0
    }
    await until('every success at the sandbox is reflected', within, async () => {
      return (await look()) || (await sleep(500))
    }).catch((error) => {
      throw new Error(`${error.message}: ${JSON.stringify(wrong, null, 1)}`)
    })

    const payments = await this.house.all('/payments')
    for (const request of this.requests) {
      const paid = [...request.checkouts].filter((checkout) => truth.get(checkout))
      for (const checkout of request.told) assert.ok(truth.get(checkout), `the sandbox forgot that ${checkout} was paid`)
      const known = payments.filter((payment) => payment.payment_request === request.id)
      assert.ok(paid.length <= 1, `${request.id} was paid twice: ${paid}`)
      assert.equal(known.length, paid.length, `${request.id}: ${JSON.stringify(known)} for ${paid}`)
      for (const payment of known) {
        assert.equal(payment.amount, request.amount)
        assert.equal(payment.surplus, 0)
        assert.ok(paid[0].endsWith(payment.provider_reference), `${paid[0]} is not ${payment.provider_reference}`)
      }
    }
    return payments.length
  }
}

// A page goes by its title.
const title = (text) => /<title>(.*)<\/title>/.exec(text)?.[1] ?? text.slice(0, 300)

const OUTCOMES = ['succeed', 'succeed', 'succeed', 'succeed', 'decline', 'pending_then_succeed']
