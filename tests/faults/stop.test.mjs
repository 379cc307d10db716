// SIGTERM lets what has begun come to its end.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import http from 'node:http'
import { Ledger, POSTGRES, Payers, SQLITE, inGroups, story } from './support.mjs'

/** "Within seconds": a container is usually given ten before it is killed. */
const SECONDS = 10_000

for (const on of [SQLITE, POSTGRES]) {
  story('calls that were half sent when SIGTERM came are answered, and kept', { on }, async ({ t, house, random }) => {
    await house.start()
    const calls = await Promise.all(Array.from({ length: 20 }, () => halfSent(house, random)))
    const began = performance.now()
    process.kill(house.pid, 'SIGTERM')
    const stopping = house.stop({ within: 30_000 })
    const answers = await Promise.all(calls.map((call) => call.sendTheRest()))
    assert.deepEqual([...new Set(answers.map(({ status }) => status))], [201])
    assert.equal(await stopping, 0)
    const took = Math.round(performance.now() - began)
    assert.ok(took < SECONDS, `it took ${took} ms to stop`)

    const ready = await house.start()
    t.diagnostic(`stopped after ${took} ms, ready again after ${ready} ms`)
    for (const { object } of answers) assert.deepEqual(await house.read(`/payment_requests/${object.id}`), object)
    assert.equal((await house.all('/payment_requests')).length, calls.length)
    await house.audit()
  })

  story('it stops although programs and payers go on calling, and keeps what it acknowledged', { on }, async (told) => {
    const { t, house, random } = told
    await house.start()
    const ledger = new Ledger(house)
    const payers = new Payers(house)
    await payers.askForMoney(30, random)
    const working = house.answers(random.between(20, 120))
    const creating = ledger.createInParallel(4, random)
    const paying = payers.pay(random)
    await working
    const began = performance.now()
    assert.equal(await house.stop({ within: 30_000 }), 0)
    const took = Math.round(performance.now() - began)
    await Promise.all([creating, paying])
    assert.ok(took < SECONDS, `it took ${took} ms to stop`)

    const ready = await house.start()
    const calls = `${ledger.acknowledged.size} calls answered, ${ledger.unknown.size} turned away`
    t.diagnostic(`stopped after ${took} ms, ready again after ${ready} ms; ${calls}`)
    await ledger.checkAcknowledged()
    await ledger.retry()
    await payers.pay(random, { patience: 40_000 })
    await payers.checkInTheEnd()
    await house.audit()
  })
}

story('it stops at once when nobody calls, connections that are kept open or not', { on: SQLITE }, async (told) => {
  const { t, house } = told
  await house.start()
  const agent = new http.Agent({ keepAlive: true })
  await inGroups(Array.from({ length: 10 }), 10, async () => {
    const [answer] = await once(http.get(`${house.url}/readyz`, { agent }), 'response')
    await answer.resume().toArray()
  })
  const began = performance.now()
  assert.equal(await house.stop({ within: 30_000 }), 0)
  agent.destroy()
  const took = Math.round(performance.now() - began)
  t.diagnostic(`stopped after ${took} ms`)
  assert.ok(took < SECONDS, `it took ${took} ms to stop`)
})

/** A call that the server has begun to read: it asked for the body, and half of that is sent. */
async function halfSent(house, random) {
  const body = JSON.stringify({ amount: random.between(1, 9999), currency: 'EUR', description: random.word(40) })
  const call = http.request(`${house.url}/api/v1/payment_requests`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${house.key}`,
      'content-type': 'application/json',
      'content-length': body.length,
      expect: '100-continue',
    },
  })
  const answered = once(call, 'response')
  call.flushHeaders()
  await once(call, 'continue')
  call.write(body.slice(0, 20))
  return {
    async sendTheRest() {
      call.end(body.slice(20))
      const [response] = await answered
      const text = Buffer.concat(await response.toArray()).toString()
      return { status: response.statusCode, object: JSON.parse(text) }
    },
  }
}
