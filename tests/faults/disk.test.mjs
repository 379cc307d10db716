// A disk without room.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmdirSync } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { until } from '../paylink.mjs'
import { Ledger, SQLITE, story } from './support.mjs'

const SIZE = '12m'
const REFUSED = [500, 503, 507]
const disk = mountSmallDisk()

story('a full disk refuses, loses nothing, and works again when there is room', {
  on: SQLITE,
  skip: disk.reason,
  dataDir: disk.folder,
}, async ({ t, house, random }) => {
  await house.start()
  const ledger = new Ledger(house)
  for (let round = 0; round < 2; round += 1) {
    const before = ledger.acknowledged.size
    await createSome(ledger, random, 20)

    const filler = await fill(join(disk.folder, 'filler'))
    const refusals = new Map()
    // What is there already leaves some room.
    while ((refusals.get('refused') ?? 0) < 20) {
      const answer = await ledger.create(random, { mayFail: REFUSED })
      assert.ok(answer, 'the connection broke')
      if (answer.status === 201) continue
      assert.equal(answer.headers.get('content-type'), 'application/problem+json')
      const { code } = JSON.parse(answer.text)
      refusals.set(code, (refusals.get(code) ?? 0) + 1)
      refusals.set('refused', (refusals.get('refused') ?? 0) + 1)
    }
    t.diagnostic(`${ledger.acknowledged.size - before} acknowledged; ${JSON.stringify(Object.fromEntries(refusals))}`)
    // What needs no room works on.
    await ledger.checkAcknowledged()
    assert.equal((await house.ask('GET', '/livez'))?.status, 200)
    assert.equal((await house.ask('GET', '/readyz'))?.status, 200)
    const [{ object }] = ledger.acknowledged.values()
    assert.equal((await house.ask('GET', object.pay_url))?.status, 200)

    // Killed while it is full: what it left behind must still be readable.
    if (round === 1) await house.kill()
    await rm(filler)
    if (round === 1) await house.start()
    await until('requests can be created again', 5000, async () => {
      return (await ledger.create(random, { mayFail: REFUSED }))?.status === 201
    })
    await createSome(ledger, random, 20)
    await ledger.checkAcknowledged()
    await ledger.retry()
    await ledger.checkExactlyOnce()
    await house.audit()
  }
  assert.equal(await house.stop(), 0)
  await house.start()
  await ledger.checkAcknowledged()
  await house.audit()
})

async function createSome(ledger, random, count) {
  for (let made = 0; made < count; made += 1) assert.equal((await ledger.create(random))?.status, 201)
}

/** Writes until there is no room for another byte. */
async function fill(path) {
  const file = await open(path, 'w')
  try {
    for (let size = 1 << 20; size >= 1; size = Math.floor(size / 2)) {
      for (;;) {
        const wrote = await file.write(Buffer.alloc(size)).catch((error) => {
          assert.equal(error.code, 'ENOSPC')
          return null
        })
        if (wrote?.bytesWritten !== size) break
      }
    }
  } finally {
    await file.close()
  }
  return path
}

function mountSmallDisk() {
  if (process.getuid() !== 0) return { reason: 'only root may mount a small disk' }
  const folder = mkdtempSync(join(tmpdir(), 'paylink-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE}`, 'paylink-test', folder], { stdio: 'pipe' })
  } catch (error) {
    rmdirSync(folder)
    return { reason: `no small disk can be mounted: ${String(error.stderr).trim()}` }
  }
  process.once('exit', () => {
    execFileSync('umount', ['--lazy', folder])
    rmdirSync(folder)
  })
  return { folder, reason: false }
}
