// `paylink setup` beside a running server.
import assert from 'node:assert/strict'
import { Ledger, POSTGRES, SQLITE, story } from './support.mjs'

for (const on of [SQLITE, POSTGRES]) {
  story('another merchant is set up while the server works, and its key works at once', { on }, async (told) => {
    const { house, random } = told
    await house.start()
    const ledger = new Ledger(house)
    let enough = false
    const working = ledger.createInParallel(4, random, { enough: () => enough })
    await house.answers(20)
    for (const name of ['Stadtwerke Süd', 'Praxis Dr. Ost', 'Nachhilfe West']) {
      const made = await house.setUp(name)
      const key = made.api_key
      assert.match(key, /^pl_test_/)
      assert.deepEqual((await house.read('/payment_requests', { key })).data, [])
      const answer = await house.api('POST', '/payment_requests', { amount: 4200, currency: 'EUR' }, { key })
      assert.equal(answer?.status, 201, answer?.text)
      const request = JSON.parse(answer.text)
      assert.deepEqual(await house.read(`/payment_requests/${request.id}`, { key }), request)
      const [sandbox] = (await house.read('/provider_accounts', { key })).data
      assert.equal(sandbox.provider, 'sandbox')
      // Merchants do not see each other's.
      assert.equal((await house.api('GET', `/payment_requests/${request.id}`))?.status, 404)
    }
    enough = true
    await working
    await ledger.checkAcknowledged()
    await ledger.checkExactlyOnce()
    await house.audit()
  })
}
