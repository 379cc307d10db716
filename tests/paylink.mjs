// The program as tests start it: for browser stories and for tests of faults.
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

/** The program: PAYLINK_BIN, or what cargo built. */
export const program =
  process.env.PAYLINK_BIN ?? fileURLToPath(new URL('../target/debug/paylink', import.meta.url))

/**
 * Runs `paylink demo` with data of its own.
 * `env` adds settings, `args` replaces the command; a `dataDir` that is given stays when it stops.
 * `by` is a command that becomes the program, like prlimit.
 */
export async function startPaylink({ env = {}, args = ['demo'], by = [], port, dataDir, readyWithin = 10_000 } = {}) {
  const folder = dataDir ?? (await mkdtemp(join(tmpdir(), 'paylink-story-')))
  port ??= await freePort()
  const url = `http://127.0.0.1:${port}`
  const [command, ...words] = [...by, program, ...args]
  const child = spawn(command, words, {
    env: {
      ...environmentWithoutSettings(),
      PAYLINK_LISTEN: `127.0.0.1:${port}`,
      PAYLINK_DATA_DIR: folder,
      // Stories set up carriers of this machine at the dashboard.
      PAYLINK_ALLOWED_NETWORKS: '127.0.0.0/8',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8')
    stream.on('data', (text) => (output += text))
  }
  let ended = null
  const exited = new Promise((resolve) => {
    child.once('error', (error) => resolve((ended = String(error))))
    child.once('exit', (code, signal) => resolve((ended = signal ?? code)))
  })
  // A story that throws before it stops the server must not leave it running.
  const killWithUs = () => child.kill('SIGKILL')
  process.once('exit', killWithUs)

  const end = async (signal, within) => {
    child.kill(signal)
    const patience = AbortSignal.timeout(within)
    patience.addEventListener('abort', () => child.kill('SIGKILL'))
    await exited
    process.off('exit', killWithUs)
    if (!dataDir) await rm(folder, { recursive: true, force: true })
    return ended
  }
  const stop = ({ within = 15_000 } = {}) => end('SIGTERM', within)

  try {
    await until(`paylink is ready on ${url}`, readyWithin, async () => {
      if (ended !== null) throw new Error(`paylink ended with ${ended}`)
      const response = await fetch(`${url}/readyz`).catch(() => null)
      return response?.status === 200
    })
  } catch (error) {
    await stop()
    throw new Error(`${error.message}\n${output}`)
  }
  return {
    url,
    port,
    dataDir: folder,
    pid: child.pid,
    /** All it has printed so far. */
    output: () => output,
    /** Gives the exit code or signal, once it has ended. */
    exited,
    /** Ends it gracefully; returns the exit code, or the signal if it had to be killed. */
    stop,
    /** Ends it at once, whatever it is doing. */
    kill: () => end('SIGKILL', 15_000),
  }
}

/** Runs a command to its end; gives its exit code and what it printed. */
export function runPaylink(args, env) {
  return new Promise((resolve) => {
    const settings = { ...environmentWithoutSettings(), ...env }
    execFile(program, args, { env: settings, timeout: 60_000 }, (error, stdout, stderr) => {
      resolve({ code: error ? (error.code ?? error.signal) : 0, stdout, stderr: stderr || String(error ?? '') })
    })
  })
}

// PAYLINK_BIN and whatever else the caller's shell has set is ours; paylink
// refuses settings it does not know.
function environmentWithoutSettings() {
  const settings = Object.entries(process.env).filter(([name]) => !name.startsWith('PAYLINK_'))
  return Object.fromEntries(settings)
}

async function freePort() {
  const server = net.createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}

/** Waits until `condition` gives something true and returns it. */
export async function until(what, within, condition) {
  const deadline = Date.now() + within
  for (;;) {
    const result = await condition()
    if (result) return result
    if (Date.now() > deadline) throw new Error(`waited ${within} ms in vain until ${what}`)
    await sleep(25)
  }
}
