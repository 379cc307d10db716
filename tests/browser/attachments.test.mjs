// PDFs that go with a payment request: chosen in a browser, opened by the payer.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { axe, noTrouble } from './harness.mjs'
import { choose, headline, merchantOf, plain, pressPay, startDemo, text } from './stories.mjs'

let demo
let browser
let merchant

before(async () => {
  demo = await startDemo()
  browser = demo.browser
  merchant = await merchantOf(demo)
})

after(() => demo?.stop())

const GERMAN = { locale: 'de-DE' }
const pdf = (mark) => Buffer.from(`%PDF-1.4\n%${mark}\n%%EOF\n`)
const file = (name, buffer) => ({ name, buffer, mimeType: name.endsWith('.pdf') ? 'application/pdf' : 'text/plain' })
const close = (page) => page.context().close()

/** What a link on the page leads to, as the page's own visitor gets it. */
async function fetched(page, href) {
  return page.evaluate(async (href) => {
    const answer = await fetch(href)
    const bytes = [...new Uint8Array(await answer.arrayBuffer())]
    return { status: answer.status, type: answer.headers.get('content-type'), as: answer.headers.get('content-disposition'), bytes }
  }, href)
}

/** Fills in the form and sends it with these files. */
async function asks(page, files) {
  await page.goto(`${demo.url}/dashboard/requests/new`)
  await page.fill('input[name=amount]', '119,00')
  await page.fill('input[name=description]', 'Rohrreparatur')
  await page.setInputFiles('#attachments', files)
  await page.click('.form-end button')
}

describe('attachments', () => {
  for (const javaScriptEnabled of [true, false]) {
    test(`an invoice is chosen ${javaScriptEnabled ? 'with' : 'without'} scripts, and opened by the payer, also once it is paid`, async () => {
      const page = await browser.phone({ ...GERMAN, javaScriptEnabled, storageState: merchant.session })
      const invoice = pdf(`invoice ${javaScriptEnabled}`)
      await asks(page, [file('Rechnung für März.pdf', invoice), file('AGB.pdf', pdf('terms'))])
      await page.waitForURL('**/dashboard/requests/pr_*')
      assert.deepEqual(await page.locator('.file-rows a').allInnerTexts(), ['Rechnung für März.pdf', 'AGB.pdf'])
      const link = await page.inputValue('#pay-link')
      noTrouble(page)
      await close(page)

      const payer = await browser.phone(GERMAN)
      await payer.goto(link)
      assert.equal(plain(await payer.innerText('.files')), 'Anhänge\nRechnung für März.pdf\nPDF, 1 KB\nAGB.pdf\nPDF, 1 KB')
      await axe(payer)
      const href = await payer.getAttribute('.files a', 'href')
      const got = await fetched(payer, href)
      assert.deepEqual([got.status, got.type, Buffer.from(got.bytes)], [200, 'application/pdf', invoice])
      assert.match(got.as, /^inline; .*filename\*=UTF-8''Rechnung%20f%C3%BCr%20M%C3%A4rz\.pdf$/)
      await pressPay(payer)
      await choose(payer, 'succeed')
      assert.equal(await headline(payer), '119,00 € bezahlt')
      assert.equal((await fetched(payer, href)).status, 200)
      assert.ok(plain(await payer.innerText('.files')).includes('Rechnung für März.pdf'))
      noTrouble(payer)
      await close(payer)
    })
  }

  test('what is no PDF comes back with everything typed, and says what to choose again', async () => {
    const page = await browser.desktop({ ...GERMAN, storageState: merchant.session })
    await asks(page, [file('Rechnung.pdf', pdf('invoice')), file('Notiz.txt', Buffer.from('Hallo'))])
    await page.waitForSelector('.faults')
    assert.ok((await text(page)).includes('Datei 2 ist kein PDF.'))
    assert.ok((await text(page)).includes('Bitte wählen Sie noch einmal aus: 1. Rechnung.pdf, 2. Notiz.txt'))
    assert.equal(await page.inputValue('input[name=description]'), 'Rohrreparatur')
    await axe(page)
    await page.setInputFiles('#attachments', [file('Rechnung.pdf', pdf('invoice'))])
    await page.click('.form-end button')
    await page.waitForURL('**/dashboard/requests/pr_*')

    // One more on the request's page, and away again.
    await page.setInputFiles('.file-add input', [file('Aufmaß.pdf', pdf('more'))])
    await page.click('.file-add button')
    await page.waitForSelector('[data-notice=attachment-added]')
    assert.deepEqual(await page.locator('.file-rows a').allInnerTexts(), ['Rechnung.pdf', 'Aufmaß.pdf'])
    assert.ok((await text(page)).includes('Anhang hinzugefügt: Aufmaß.pdf'))
    await axe(page)
    await page.click('button[aria-label="Rechnung.pdf entfernen"]')
    await page.waitForSelector('[data-notice=attachment-removed]')
    assert.deepEqual(await page.locator('.file-rows a').allInnerTexts(), ['Aufmaß.pdf'])
    noTrouble(page)
    await close(page)
  })
})
