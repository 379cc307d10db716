// What callers can make the program hold: wrong log-ins, notifications and forms that are begun and do not come. Its memory stays
// bounded, and payers' pages answer meanwhile. The bounds are generous: the faults that they stand for are ten times as large.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import http from 'node:http'
import net from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { until } from '../paylink.mjs'
import { SQLITE, inGroups, story } from './support.mjs'

/** What most machines give a program that does not ask for more. */
const FEW_DESCRIPTORS = ['prlimit', '--nofile=1024:']
const MIB = 1024 * 1024
const halfAForm = (house) =>
  `POST /dashboard/login HTTP/1.1\r\nhost: 127.0.0.1:${house.port}\r\norigin: ${house.url}\r\n` +
  'content-type: application/x-www-form-urlencoded\r\ncontent-length: 500\r\n\r\nemail=chef%40example.org'

story('five hundred wrong log-ins cost the memory of two', { on: SQLITE }, async ({ t, house }) => {
  const watch = await begin(house)
  const statuses = new Map()
  const wrong = async (number) => {
    for (;;) {
      const fields = { email: `${number}@example.org`, password: 'wrong, and long enough' }
      const answer = await house.form('/dashboard/login', fields)
      assert.ok(answer, 'the connection broke')
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
      if (answer.status === 401) return
      // Whoever is told to come back later does.
      assert.equal(answer.status, 503, answer.text)
      await sleep(100)
    }
  }
  await inGroups(Array.from({ length: 500 }, (_, number) => number), 40, wrong)
  const grown = await watch.end(t, `500 wrong log-ins (${JSON.stringify(Object.fromEntries(statuses))})`)
  assert.ok(grown < 120, `it holds ${grown} MiB more`)
  assert.equal(await house.stop(), 0)
})

story('half-sent notifications to accounts that are none are not waited for', { on: SQLITE }, async ({ t, house }) => {
  const watch = await begin(house)
  const callers = Array.from({ length: 60 }, () => connect(house, '127.0.0.1'))
  const head =
    'POST /notifications/messages/ma_0000000000000000000000/00112233445566778899 HTTP/1.1\r\n' +
    `host: 127.0.0.1:${house.port}\r\ncontent-type: message/rfc822\r\ncontent-length: ${10 * MIB}\r\n\r\n`
  const body = Buffer.alloc(10 * MIB - 1, 'x')
  for (const { socket } of callers) {
    socket.write(head)
    socket.write(body)
  }
  // Either the program answers, or it takes all that they send and waits for the rest.
  await until('they are answered or have sent what they send', 60_000, () =>
    callers.every(({ socket, said, ended }) => said() !== '' || ended() || socket.writableLength === 0),
  )
  await watch.looks(20)
  const waited = callers.filter(({ said, ended }) => said() === '' && !ended()).length
  const grown = await watch.end(t, `60 half-sent notifications (${waited} waited for)`)
  assert.ok(grown < 100, `it holds ${grown} MiB more`)
  assert.deepEqual(new Set(callers.map(({ said }) => said().split(' ')[1])), new Set(['404']))
  await done(callers)
  assert.equal(await house.stop(), 0)
})

story('eleven hundred half-sent forms of one address are cut to a hundred', { on: SQLITE }, (told) =>
  manyForms({ ...told, address: () => '127.0.0.1', held: 100 }),
)

story('eleven hundred half-sent forms of many addresses stop nobody', { on: SQLITE }, (told) =>
  manyForms({ ...told, address: (number) => `127.0.0.${2 + (number % 50)}`, held: 1100 }),
)

async function manyForms({ t, house, address, held }) {
  const watch = await begin(house)
  const callers = Array.from({ length: 1100 }, (_, number) => connect(house, address(number)))
  for (const { socket } of callers) socket.write(halfAForm(house))
  await watch.looks(20)
  const waited = () => callers.filter(({ said, ended }) => said() === '' && !ended()).length
  await until(`no more than ${held} are waited for`, 60_000, () => waited() <= held)
  const open = waited()
  const grown = await watch.end(t, `1,100 half-sent forms (${open} waited for)`)
  assert.ok(grown < 150, `it holds ${grown} MiB more`)
  await until('none is waited for any more', 90_000, () => callers.every(({ ended }) => ended()))
  const answers = new Set(callers.map(({ said }) => said().split(' ')[1]))
  assert.ok([...answers].every((status) => ['400', '429'].includes(status)), [...answers].join())
  await done(callers)
  assert.equal(await house.stop(), 0)
}

// ---- callers and what they cost

function connect(house, localAddress) {
  const socket = net.connect({ host: '127.0.0.1', port: house.port, localAddress })
  let said = ''
  let ended = false
  socket.setEncoding('latin1')
  socket.on('data', (text) => (said += text))
  // The program may hang up while we are still sending.
  socket.on('error', () => (ended = true))
  socket.on('close', () => (ended = true))
  return { socket, said: () => said, ended: () => ended }
}

async function done(callers) {
  const gone = callers.filter(({ ended }) => !ended()).map(({ socket }) => once(socket, 'close'))
  for (const { socket } of callers) socket.destroy()
  await Promise.all(gone)
}

/** Opens a page on a connection of its own: one that is kept would not notice that no more are taken. */
async function open(url) {
  const [answer] = await once(http.get(url, { agent: false, signal: AbortSignal.timeout(10_000) }), 'response')
  answer.resume()
  await once(answer, 'end')
  return answer.statusCode
}

/** Starts the program and asks for money once; watches its memory, and a payer who opens the link again and again. */
async function begin(house) {
  await house.start({ by: FEW_DESCRIPTORS })
  const draft = { amount: 11_900, currency: 'EUR', reference: 'LI-748925', description: 'Rohrreparatur' }
  const made = await house.api('POST', '/payment_requests', draft)
  const link = new URL(JSON.parse(made.text).pay_url).pathname
  const memory = async () => {
    const status = await readFile(`/proc/${house.pid}/status`, 'utf8')
    return Math.round(Number(/^VmRSS:\s+(\d+) kB/m.exec(status)[1]) / 1024)
  }
  const look = async () => {
    const began = performance.now()
    const status = await open(house.url + link).catch(() => null)
    return { status, took: performance.now() - began }
  }
  for (let times = 0; times < 20; times += 1) await look()
  const before = await memory()
  let most = before
  const seen = []
  let watching = true
  const payer = (async () => {
    while (watching) {
      seen.push(await look())
      most = Math.max(most, await memory())
      await sleep(20)
    }
  })()
  return {
    /** Lets the payer look so many more times. */
    async looks(times) {
      const enough = seen.length + times
      await until(`a payer has looked ${times} times`, 300_000, () => seen.length >= enough)
    },
    /** Says what was seen, and by how much the memory grew. */
    async end(t, what) {
      watching = false
      await payer
      const after = await memory()
      most = Math.max(most, after)
      const slowest = Math.round(Math.max(...seen.map(({ took }) => took)))
      const failed = seen.filter(({ status }) => status !== 200).length
      t.diagnostic(
        `${what}: ${before} MiB before, ${most} at most, ${after} after; ` +
          `the payer's page was opened ${seen.length} times, ${failed} in vain, the slowest took ${slowest} ms`,
      )
      assert.equal(failed, 0, `the payer's page did not answer ${failed} times`)
      return most - before
    },
  }
}
