// Starts the rig from a test and talks to its controls.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const RIG = fileURLToPath(new URL('rig.mjs', import.meta.url))

/** A running rig: `url` for the client under test, `post`/`get`/`delete` for its controls. */
export async function startStripeRig({ hook, secret } = {}) {
  const child = spawn(process.execPath, [RIG], {
    env: {
      PATH: process.env.PATH,
      ...(hook && { HOOK: hook }),
      ...(secret && { SECRET: secret }),
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  const [line] = await Promise.race([
    once(createInterface(child.stdout), 'line'),
    exited.then(([code]) => {
      throw new Error(`the Stripe rig ended with code ${code}`)
    }),
  ])
  const { url, pid } = JSON.parse(line)

  const control = (method) => async (path, body) => {
    const response = await fetch(`${url}/_rig${path}`, { method, body: body && JSON.stringify(body) })
    const answer = await response.json()
    if (!response.ok) throw new Error(`${method} /_rig${path}: ${answer.error.message}`)
    return answer
  }

  return {
    url,
    pid,
    get: control('GET'),
    post: control('POST'),
    delete: control('DELETE'),
    async stop() {
      child.stdin.end()
      await exited
    },
  }
}
