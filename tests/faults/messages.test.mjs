// The process is killed while it sends: whatever the gateway may have got once, it never gets again, and nothing is forgotten.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { describe } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { until } from '../paylink.mjs'
import { IN_THE_END, POSTGRES, ROUNDS, SQLITE, story } from './support.mjs'

const MESSAGES = 150
const numbers = Array.from({ length: MESSAGES }, (_, n) => `+49151${String(10_000_000 + n)}`)

describe('the process is killed while it sends messages', { concurrency: true }, () => {
  for (const on of [SQLITE, POSTGRES]) story('no message reaches the gateway twice, and none is forgotten', { on }, sending)
})

/** A gateway that answers like Kannel: slowly, sometimes busy, and remembers what it may have taken. */
async function startGateway(random) {
  const taken = new Map()
  let calls = 0
  const server = createServer(async (request, response) => {
    const to = new URL(request.url, 'http://gateway').searchParams.get('to')
    const busy = random.chance(0.1)
    if (!busy) taken.set(to, (taken.get(to) ?? 0) + 1)
    calls += 1
    await sleep(random.between(5, 120))
    response.writeHead(busy ? 503 : 202).end(busy ? 'Queue full' : '0: Accepted for delivery')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    taken,
    calls: () => calls,
    close: () => server.close(),
  }
}

async function sending({ t, house, random }) {
  const gateway = await startGateway(random.fork('gateway'))
  try {
    const keys = join(house.dataDir, 'kannel.json')
    const settings = join(house.dataDir, 'settings.json')
    await writeFile(
      keys,
      JSON.stringify({ preset: 'kannel', values: { base_url: gateway.url, username: 'pay', password: 'link' } }),
    )
    await writeFile(settings, JSON.stringify({ test_recipients: numbers, sms_hours: { from: 0, until: 24 } }))
    for (const args of [
      ['carrier', 'add', 'http', '--sender', '+4917600000', '--credentials-file', keys],
      ['messages', '--settings-file', settings],
    ]) {
      const { code, stdout, stderr } = await house.command(...args)
      assert.equal(code, 0, `paylink ${args[0]}: ${stdout}${stderr}`)
    }
    await house.start()
    const each = Math.ceil(MESSAGES / ROUNDS)
    for (let round = 0; round < ROUNDS; round += 1) {
      const mine = numbers.slice(round * each, (round + 1) * each)
      await Promise.all(
        mine.map(async (phone) => {
          const body = { amount: 11900, currency: 'EUR', payer: { phone }, messages: ['sms'] }
          const answer = await house.api('POST', '/payment_requests', body)
          assert.equal(answer?.status, 201, answer?.text)
        }),
      )
      const enough = gateway.calls() + random.between(1, 15)
      await until('some messages are on their way', 20_000, () => gateway.calls() >= enough || allOver(house))
      assert.equal(await house.kill(), 'SIGKILL')
      if (random.chance(0.5)) await house.audit()
      await house.start()
    }
    // What the dead process was sending is held by its lease.
    await until('every message has come to its end', IN_THE_END, () => allOver(house))
    const messages = await house.all('/messages')
    assert.equal(messages.length, MESSAGES)
    const unknown = messages.filter((message) => message.status === 'unconfirmed')
    for (const message of messages) {
      const got = gateway.taken.get(message.to) ?? 0
      assert.ok(got <= 1, `${message.id} reached the gateway ${got} times`)
      assert.ok(['sent', 'unconfirmed'].includes(message.status), `${message.id} is ${message.status}: ${message.reason}`)
      if (message.status === 'sent') assert.equal(got, 1, `${message.id} is sent, and the gateway knows nothing of it`)
    }
    await house.audit()
    t.diagnostic(`${gateway.calls()} calls, ${unknown.length} of ${MESSAGES} messages left uncertain by ${ROUNDS} kills`)
  } finally {
    gateway.close()
  }
}

async function allOver(house) {
  const waiting = await Promise.all(['scheduled', 'sending'].map((status) => house.read(`/messages?status=${status}&limit=1`)))
  return waiting.every((page) => page.data.length === 0)
}
