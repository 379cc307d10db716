// The process is killed as by a power switch while it works, and started again on the same data.
import assert from 'node:assert/strict'
import { describe } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { until } from '../paylink.mjs'
import { Ledger, POSTGRES, Payers, ROUNDS, SQLITE, story } from './support.mjs'

/** After so long a provider is asked about a checkout that nobody has told of. */
const ASKED_AFTER = 21_000

// Most of their time the payers' stories wait for leases and pauses, which they do together; they kill in turn, so that
// a slow machine does not let those pauses pass between two kills.
let turn = Promise.resolve()
function inTurn(work) {
  const done = turn.then(work)
  turn = done.catch(() => {})
  return done
}

describe('the process is killed', { concurrency: true }, () => {
  for (const on of [SQLITE, POSTGRES]) {
    story('what was acknowledged is there after a kill, and a repeated call has one effect', { on }, creating)
    story('every success at the sandbox is reflected after kills, once', { on }, paying)
    story('the same when all notifications are lost and nobody comes back', { on }, payingUnheard)
  }
  story('whoever is killed while asking about lost payments asks again once its leases have run out', {
    on: SQLITE,
    skip: process.env.PATIENT ? false : 'takes about three minutes: PATIENT=1',
  }, askingAgain)
})

function creating(told) {
  return inTurn(() => createAndKill(told))
}

async function createAndKill({ t, house, random }) {
  const ledger = new Ledger(house)
  const times = []
  for (let round = 0; round < ROUNDS; round += 1) {
    times.push(await house.start())
    const before = [...ledger.acknowledged.values()]
    const enough = house.answers(random.between(1, 100))
    const creating = ledger.createInParallel(8, random)
    await enough
    assert.equal(await house.kill(), 'SIGKILL')
    await creating
    // On the files as the dead process left them, or beside the living one.
    if (random.chance(0.5)) await house.audit()
    times.push(await house.start())
    await ledger.checkAcknowledged()
    await ledger.retry({ also: before.slice(-10) })
    await ledger.retry({ also: [...ledger.acknowledged.values()].slice(-10) })
    await ledger.checkExactlyOnce()
    await house.audit()
    assert.equal(await house.kill(), 'SIGKILL')
  }
  await house.start()
  await ledger.checkAcknowledged()
  await ledger.checkExactlyOnce()
  t.diagnostic(`${ledger.acknowledged.size} requests; ready ${times.join(', ')} ms after a kill`)
}

async function paying(told) {
  const payers = new Payers(told.house, { comesBack: 0.5 })
  await inTurn(() => payAndKill(told, payers))
  await settle(told, payers)
}

async function payingUnheard(told) {
  const payers = new Payers(told.house, { comesBack: 0 })
  await inTurn(async () => {
    await told.house.start()
    await told.house.faults({ lose_notifications: true })
    await told.house.kill()
    await payAndKill(told, payers)
  })
  await settle(told, payers)
}

async function payAndKill({ house, random }, payers) {
  for (let round = 0; round < ROUNDS; round += 1) {
    await house.start()
    await payers.askForMoney(20, random)
    const enough = house.answers(random.between(1, 120))
    const paying = payers.pay(random)
    // Few payers may be through before.
    await Promise.race([enough, paying])
    assert.equal(await house.kill(), 'SIGKILL')
    await paying
    if (random.chance(0.5)) await house.audit()
  }
}

async function settle({ t, house, random }, payers) {
  await house.start()
  await payers.pay(random, { patience: 40_000 })
  await tellHowLong(t, payers)
  await house.audit()
}

// While it is down the time comes to ask about all of them, so that many are being asked about when it is killed.
async function askingAgain({ t, house, random }) {
  await house.start()
  await house.faults({ lose_notifications: true })
  const payers = new Payers(house, { comesBack: 0 })
  await payers.askForMoney(60, random)
  await payers.pay(random, { patience: 10_000 })
  await house.kill()
  await sleep(ASKED_AFTER)
  const paid = async () => (await house.all('/payment_requests?status=paid')).length
  for (const known of [1, 10, 20]) {
    await house.start()
    await until(`${known} payments are known`, 10_000, async () => (await paid()) >= known)
    await house.kill()
  }
  await house.start()
  await tellHowLong(t, payers)
  await house.audit()
}

async function tellHowLong(t, payers) {
  const began = performance.now()
  const paid = await payers.checkInTheEnd()
  const seconds = Math.round((performance.now() - began) / 1000)
  t.diagnostic(`${paid} of ${payers.requests.length} paid, all of it known ${seconds} s later`)
  assert.ok(paid > payers.requests.length / 3)
}
