// Starts a Stripe of a third party's making on loopback, for tests.
//
//   HOOK=http://127.0.0.1:8080/notifications/... SECRET=whsec_... node rig.mjs
//
// Prints one line, {"url": "...", "pid": ...}, when it can be used, and lives
// until its standard input closes or it is told to stop. A test that dies
// closes the pipe, so nothing is left running behind it.
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { EmulatorClient } from './emulator_client.mjs'
import { loadRequestChecks } from './schema.mjs'
import { createRigServer } from './server.mjs'

const HERE = fileURLToPath(new URL('.', import.meta.url))

let emulator
let stopping = false

const server = createRigServer()

process.stdin.resume()
process.stdin.once('end', () => stop(0))
process.stdin.once('close', () => stop(0))
process.once('SIGTERM', () => stop(0))
process.once('SIGINT', () => stop(0))

try {
  await start()
} catch (error) {
  console.error(error)
  stop(1)
}

async function start() {
  // The emulator must know where to send its webhooks, so our own address
  // comes first; nobody knows it yet, so nobody can call too early.
  const url = await server.listen(Number(process.env.PORT ?? 0))
  const [emulatorUrl, checks] = await Promise.all([startEmulator(url), loadRequestChecks()])
  server.ready({
    emulator: new EmulatorClient(emulatorUrl),
    checks,
    hook: { url: process.env.HOOK || null, secret: process.env.SECRET || 'whsec_test' },
  })
  console.log(JSON.stringify({ url, pid: process.pid }))
}

function startEmulator(rigUrl) {
  // It needs nothing of our environment, so it gets nothing of it.
  emulator = fork(`${HERE}emulator.mjs`, [rigUrl], {
    env: { PATH: process.env.PATH },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  return new Promise((resolve, reject) => {
    emulator.once('message', ({ url }) => resolve(url))
    emulator.once('exit', (code) => {
      const error = new Error(`the emulator ended with code ${code}`)
      reject(error)
      if (!stopping) {
        console.error(error)
        stop(1)
      }
    })
  })
}

function stop(code) {
  if (stopping) return
  stopping = true
  emulator?.kill('SIGKILL') // holds nothing worth a farewell
  server.close()
  process.exit(code)
}
