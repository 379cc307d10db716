// The inbox from end to end: an SMS comes in, what it means is decided, it is answered; what did not arrive is put right.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { axe, noTrouble, openBrowser, until } from './harness.mjs'
import { logIn, plain } from './stories.mjs'
import { ABSENT, PHONE, startTexting } from './texting.mjs'

let browser
let texting

before(async () => {
  ;[browser, texting] = await Promise.all([openBrowser(), startTexting()])
})

after(async () => {
  await browser?.close()
  await texting?.stop()
})

const says = async (page) => plain(await page.innerText('main'))

test('a text that sounds like a withdrawal is decided about and answered, on a phone', async () => {
  await texting.ask(PHONE)
  await texting.arrived(1)
  await texting.writes('Bitte keine SMS mehr vor acht Uhr')
  const page = await browser.phone({ locale: 'de-DE' })
  await logIn(page, texting.owner, { path: '/dashboard/inbox' })
  await until('it is in the inbox', 10_000, async () => {
    await page.reload()
    return (await says(page)).includes('Bitte keine SMS mehr')
  })
  assert.equal((await page.innerText('.nav-count')).trim()[0], '1')
  await axe(page)
  await page.click('.thread a')
  await page.waitForURL('**/inbox/cnv_*')
  assert.ok((await says(page)).includes('Möchte diese Person keine SMS mehr?'))
  await axe(page)
  await page.click('button[value=reply]')
  await page.waitForURL('**/inbox/cnv_*')
  assert.ok((await says(page)).includes('eine gewöhnliche Antwort'))
  assert.equal(await page.locator('.suggestion').count(), 0)
  await page.fill('textarea', 'Gern, wir schreiben erst ab neun.')
  assert.match(await page.innerText('#answer-count'), /33 Zeichen, eine SMS/)
  await page.click('button:has-text("Antwort senden")')
  assert.equal((await texting.arrived(2))[1], 'Gern, wir schreiben erst ab neun.')
  await until('it is shown as delivered', 10_000, async () => {
    await page.reload()
    const entry = page.locator('.ours').last()
    return (await entry.innerText()).includes('zugestellt')
  })
  noTrouble(page)
})

test('a long text is one message, also the word that ends messages', async () => {
  const page = await browser.desktop({ locale: 'de-DE' })
  await logIn(page, texting.owner, { path: '/dashboard/inbox' })
  await texting.writes('OP', { of: 9, number: 2, count: 2 })
  await texting.writes('ST', { of: 9, number: 1, count: 2 })
  await texting.arrived(3)
  await page.goto(`${texting.owner.url}/dashboard/inbox?show=all`)
  await page.click('.thread a')
  assert.ok((await says(page)).includes('Diese Person möchte keine SMS'))
  assert.equal(await page.locator('textarea').count(), 0)
  await texting.writes('START')
  noTrouble(page)
})

test('what did not arrive is corrected and sent again', async () => {
  const page = await browser.phone({ locale: 'de-DE' })
  await logIn(page, texting.owner, { path: '/dashboard/inbox/failures' })
  const before = (await texting.log()).length
  await texting.ask(ABSENT)
  await until('it is among the failures', 15_000, async () => {
    await page.reload()
    return (await says(page)).includes('Die Nachricht konnte nicht zugestellt werden.')
  })
  await axe(page)
  await page.click('summary:has-text("Adresse berichtigen")')
  await page.fill('input[name=address]', '+49 151')
  await page.click('button:has-text("Berichtigen und senden")')
  await page.waitForSelector('.fault')
  assert.equal(await page.inputValue('input[name=address]'), '+49 151')
  await page.fill('input[name=address]', PHONE)
  await page.click('button:has-text("Berichtigen und senden")')
  await page.waitForURL('**/failures?*')
  const texts = await texting.arrived(before + 2)
  assert.match(texts.at(-1), /119,00 €/)
  assert.ok((await says(page)).includes('Alles ist angekommen'))

  await page.goto(`${texting.owner.url}/dashboard/messages?state=delivered`)
  await axe(page)
  await page.locator('.thread a:has-text("Zahlungsanfrage per SMS")').first().click()
  await page.waitForURL('**/messages/msg_*')
  assert.ok((await says(page)).includes('119,00 €'))
  await axe(page)
  await page.goto(`${texting.owner.url}/dashboard/messages/report`)
  assert.ok((await says(page)).includes('smpp'))
  await axe(page)
  noTrouble(page)
})
