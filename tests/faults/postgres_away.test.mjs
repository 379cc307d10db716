// PostgreSQL fails as a machine does, and comes back, while the process works.
import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { until } from '../paylink.mjs'
import { Ledger, POSTGRES, Payers, ROUNDS, makePostgresDatabase, startPostgres, story } from './support.mjs'

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
  const payers = new Payers(house, { mayFail: [...AWAY, 500] })
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
