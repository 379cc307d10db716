// What stories about text messages share: paylink with an SMSC on loopback that others wrote the protocol of, and a merchant.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runPaylink, startPaylink, until } from '../paylink.mjs'

const PASSWORD = 'blau rohr zange nordsee'
/** Everything arrives there. */
export const PHONE = '+4915112345600'
/** Nothing arrives there. */
export const ABSENT = '+4915112345601'
export const EMAIL = 'erika@example.org'

/** Starts both, makes a merchant and waits until the session stands. */
export async function startTexting() {
  const [port, controlPort] = [await freePort(), await freePort()]
  const control = `http://127.0.0.1:${controlPort}`
  const rig = fileURLToPath(new URL('../rigs/sms/smsc.mjs', import.meta.url))
  const smsc = spawn(process.execPath, [rig, port, controlPort], { stdio: 'ignore' })
  const log = async () => (await fetch(`${control}/log`)).json()
  await until('the SMSC answers', 10_000, () => log().then(() => true, () => false))
  const paylink = await startPaylink({ args: ['serve'] })
  const file = async (name, content) => {
    const path = join(paylink.dataDir, name)
    await writeFile(path, content)
    return path
  }
  const command = async (...args) => {
    const done = await runPaylink(args, { PAYLINK_DATA_DIR: paylink.dataDir, PAYLINK_LISTEN: new URL(paylink.url).host, PAYLINK_LOG: 'warn' })
    assert.equal(done.code, 0, done.stderr)
    return done.stdout.trim()
  }
  const password = await file('password', `${PASSWORD}\n`)
  const merchant = JSON.parse(
    await command('setup', '--merchant', 'Klempnerei Nord', '--email', 'chefin@example.org', '--password-file', password, '--json'),
  )
  const keys = await file('smsc', JSON.stringify({ url: `smpp://paylink:secret1@127.0.0.1:${port}` }))
  const account = await command('carrier', 'add', 'smpp', '--sender', '+4917600000', '--can-reply', '--credentials-file', keys, '--json')
  assert.match(JSON.parse(account).id, /^ma_/)
  const settings = { test_recipients: [PHONE, ABSENT, EMAIL], sms_hours: { from: 0, until: 24 } }
  await command('messages', '--settings-file', await file('settings', JSON.stringify(settings)))
  await until('the session with the SMSC stands', 15_000, async () => (await (await fetch(`${control}/sessions`)).json()) > 0)

  const api = async (method, path, body) => {
    const answer = await fetch(`${paylink.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${merchant.api_key}`, ...(body && { 'content-type': 'application/json' }) },
      body: body && JSON.stringify(body),
    })
    const answered = await answer.json()
    assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${JSON.stringify(answered)}`)
    return answered
  }
  return {
    paylink,
    log,
    command,
    api,
    /** Who logs in. */
    owner: { url: paylink.url, user_email: 'chefin@example.org', password: PASSWORD, ...merchant },
    /** The texts that the SMSC got, once there are so many. */
    arrived: async (count) => {
      const got = await until(`${count} messages arrived`, 15_000, async () => {
        const sent = await log()
        return sent.length >= count && sent
      })
      return got.map(({ text }) => text)
    },
    /** A payer writes; `part` makes it a part of a long text. */
    writes: (text, part = {}) =>
      fetch(`${control}/inbound?${new URLSearchParams({ from: PHONE.slice(1), to: '4917600000', text, ...part })}`),
    ask: (phone, email) =>
      api('POST', '/payment_requests', {
        amount: 11900,
        currency: 'EUR',
        description: 'Rohrreparatur',
        payer: { name: 'Erika Mustermann', phone, email, language: 'de' },
        messages: ['sms'],
      }),
    stop: async () => {
      await paylink.stop()
      smsc.kill()
    },
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}
