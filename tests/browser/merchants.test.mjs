// A server that was set up by hand: a merchant's first minute, and two merchants
// who never see each other.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { axe, noTrouble, openBrowser, program, startPaylink, until } from './harness.mjs'
import { headline, logIn, plain } from './stories.mjs'

const PASSWORD = 'blau rohr zange nordsee'

let browser
let paylink
let owner
let stranger

before(async () => {
  browser = await openBrowser()
  paylink = await startPaylink({ args: ['serve'] })
  const passwordFile = join(paylink.dataDir, 'password')
  await writeFile(passwordFile, `${PASSWORD}\n`)
  const setUp = async (merchant, email) => {
    const printed = await command('setup', '--merchant', merchant, '--email', email, '--password-file', passwordFile, '--json')
    return { ...JSON.parse(printed), url: paylink.url, password: PASSWORD }
  }
  owner = await setUp('Klempnerei Nord', 'chefin@example.org')
  await setUp('Dachdeckerei Süd', 'chefin@example.org')
  stranger = await setUp('Malerei West', 'anderer@example.org')
})

after(async () => {
  await browser?.close()
  await paylink?.stop()
})

test('the first request of a new merchant is one tap away', async () => {
  const page = await browser.phone({ locale: 'de-DE' })
  await logIn(page, stranger)
  assert.equal(await page.textContent('.empty h2'), 'Noch keine Zahlungsanfrage')
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme })
    await axe(page)
  }
  await page.click('.empty a')
  await page.waitForURL('**/requests/new')
  await page.fill('input[name=amount]', '12,50')
  await page.click('button:has-text("Zahlungsanfrage erstellen")')
  await page.waitForURL('**/requests/pr_*')
  assert.equal(plain(await page.textContent('.big')), '12,50 €')
  noTrouble(page)
  await page.context().close()
})

test('one person serves two merchants, one at a time', async () => {
  const page = await browser.desktop({ locale: 'de-DE' })
  await logIn(page, owner, { path: '/dashboard/requests/new' })
  const first = plain(await page.textContent('.top .who b'))
  await page.fill('input[name=amount]', '119')
  await page.click('button:has-text("Zahlungsanfrage erstellen")')
  await page.waitForURL('**/requests/pr_*')
  const request = page.url().split('?')[0]

  await page.click('.menu summary')
  await axe(page)
  await page.click('form[action="/dashboard/merchant"] button')
  await until('the other merchant is shown', 5000, async () => plain(await page.textContent('.top .who b')) !== first)
  assert.equal(new URL(page.url()).pathname, '/dashboard/requests')
  assert.equal(await page.textContent('.empty h2'), 'Noch keine Zahlungsanfrage')
  const answer = await page.goto(request)
  assert.equal(answer.status(), 404)
  assert.equal(await headline(page), 'Diese Seite gibt es nicht')
  noTrouble(page)
  await page.context().close()
})

test('nobody sees what belongs to another merchant', async () => {
  const mine = await browser.desktop({ locale: 'de-DE' })
  await logIn(mine, owner, { path: '/dashboard/requests/new' })
  await mine.fill('input[name=amount]', '119')
  await mine.click('button:has-text("Zahlungsanfrage erstellen")')
  await mine.waitForURL('**/requests/pr_*')
  const request = mine.url().split('?')[0]

  const page = await browser.desktop({ locale: 'de-DE' })
  await logIn(page, stranger)
  for (const path of [request, `${request}/live`]) {
    assert.equal((await page.goto(path)).status(), 404, path)
  }
  await page.goto(`${paylink.url}/dashboard/requests`)
  const status = await page.evaluate(
    async (url) => (await fetch(url, { method: 'POST' })).status,
    `${request}/cancellation`,
  )
  assert.equal(status, 404)
  await mine.reload()
  assert.equal(await mine.textContent('.head-status .status'), 'Offen')
  await Promise.all([mine.context().close(), page.context().close()])
})

/** Runs a command beside the server, on the same database. */
async function command(...args) {
  const env = { PATH: process.env.PATH, PAYLINK_DATA_DIR: paylink.dataDir, PAYLINK_PUBLIC_URL: paylink.url }
  return (await promisify(execFile)(program, args, { env })).stdout
}
