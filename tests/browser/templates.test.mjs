// A merchant words its messages: sees the cost while typing, the fault at its line, and at last the message as it went out.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { axe, noTrouble, until } from './harness.mjs'
import { logIn, plain, startDemo } from './stories.mjs'

const TEXT = 'textarea[name=text]'

let demo

before(async () => {
  demo = await startDemo()
})

after(() => demo?.stop())

test('a wording is typed, counted, put right, saved and sent', async () => {
  const page = await demo.browser.desktop({ locale: 'de-DE' })
  await logIn(page, demo, { path: '/dashboard/templates' })
  await axe(page)
  await page.click('a[href="/dashboard/templates/request.sms.de"]')
  await page.waitForURL('**/templates/request.sms.de')
  const count = () => page.innerText('[data-count]').then(plain)
  assert.match(await count(), /^1 SMS, noch \d+ Zeichen frei · GSM-7$/)
  await axe(page)

  await page.fill(TEXT, 'Moin {{ payer.name }}, bitte {{ amount }} für Łódź: ')
  await page.click('[data-insert="{{ link }}"]')
  await until('the counter follows', 5_000, async () => (await count()).endsWith('UCS-2'))
  assert.match(plain(await page.innerText('[data-part=preview]')), /„Ł“ „ó“ „ź“/)
  assert.match(plain(await page.innerText('.bubble')), /Moin .*, bitte .* für Łódź: http/)

  await page.fill(TEXT, 'Moin,\nbitte {{ ammount }}: {{ link }}')
  const fault = page.locator('.template-faults li')
  await fault.waitFor()
  assert.match(plain(await fault.innerText()), /Zeile 2: Diesen Platzhalter gibt es hier nicht\. Gemeint ist vielleicht: amount/)
  assert.equal(await fault.locator('mark').innerText(), 'ammount')
  await page.click('button[value=save]')
  await page.waitForLoadState()
  assert.match(await page.inputValue(TEXT), /ammount/, 'nothing typed is lost')
  assert.match(plain(await page.innerText('.template-faults')), /Zeile 2/)
  await axe(page)
  await page.click('.template-faults a')
  const chosen = await page.$eval(TEXT, (field) => field.value.slice(field.selectionStart, field.selectionEnd))
  assert.equal(chosen, 'bitte {{ ammount }}: {{ link }}')

  await page.fill(TEXT, 'Moin {{ payer.name }}, es sind noch {{ amount }} offen: {{ link }}')
  await page.click('button[value=save]')
  await page.locator('[data-notice=template-saved]').waitFor()
  assert.match(plain(await page.innerText('.head')), /Eigene/)
  noTrouble(page)

  // A story may be told at night.
  await page.goto(`${demo.url}/dashboard/senders`)
  await page.fill('#from', '0')
  await page.fill('#until', '24')
  await page.click('#settings button')
  await page.locator('[data-notice=sender-settings-saved]').waitFor()
  const request = await demo.api('POST', '/payment_requests', {
    amount: 11900,
    currency: 'EUR',
    payer: { name: 'Erika Mustermann', phone: '+4915112345678', language: 'de' },
    messages: ['sms'],
  })
  await page.goto(`${demo.url}/dashboard/requests/${request.id}`)
  const read = page.locator('.message-rows details').first()
  await read.waitFor()
  await read.locator('summary').click()
  assert.match(plain(await read.innerText()), /Moin Erika Mustermann, es sind noch 119,00 € offen: http/)

  await page.goto(`${demo.url}/dashboard/templates/request.sms.de`)
  await page.click('.pop-plain summary')
  await page.click('.pop-plain button')
  await page.locator('[data-notice=template-restored]').waitFor()
  assert.match(plain(await page.innerText('.head')), /Mitgeliefert/)
})

test('without scripts a button shows the preview, also of an e-mail', async () => {
  const page = await demo.browser.phone({ locale: 'de-DE', javaScriptEnabled: false })
  await logIn(page, demo, { path: '/dashboard/templates/request.email.de' })
  await page.fill('input[name=subject]', '{{ amount }}, bitte')
  await page.click('button[value=preview]')
  assert.equal(await page.inputValue('input[name=subject]'), '{{ amount }}, bitte')
  assert.match(plain(await page.innerText('.mail-shown')), /€, bitte/)
})

test('the senders page says what is set up and explains a failure', async () => {
  const page = await demo.browser.phone({ locale: 'de-DE' })
  await logIn(page, demo, { path: '/dashboard/senders' })
  await axe(page)
  await page.click('#email .sender-kind summary')
  await page.fill('#smtp-host', '127.0.0.1')
  await page.fill('#smtp-port', '9')
  await page.selectOption('#smtp-security', 'none')
  await page.fill('#smtp-sender', 'rechnung@example.org')
  await page.click('#email .sender-kind[open] > form > .button')
  await page.locator('[data-notice=sender-set-up]').waitFor()
  await page.fill('#to-email', 'erika@example.org')
  await page.click('#email .sender-try button')
  assert.match(plain(await page.innerText('#email [role=alert]')), /nicht erreicht.*Prüfen Sie Server und Port/s)
  await axe(page)
  noTrouble(page)
})
