// Plans of messages: made in the dashboard without scripts, followed by a request, put off by the payer.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { axe, noTrouble, until } from './harness.mjs'
import { logIn, plain, startDemo } from './stories.mjs'

let paylink
let browser

before(async () => {
  paylink = await startDemo()
  browser = paylink.browser
})

after(() => paylink?.stop())

test('a plan is made without scripts, says what is wrong, and reads as sentences', async () => {
  const page = await browser.phone({ locale: 'de-DE', javaScriptEnabled: false })
  await logIn(page, paylink, { path: '/dashboard/plans' })
  assert.match(plain(await page.innerText('main')), /7 Tage vor der Fälligkeit, 10:00 Uhr/)
  await page.click('text=Neuer Plan')
  await page.fill('#name', 'Handwerk')
  await page.check('input[name=default]')
  // The built-in plan is where one begins; its second message goes out only to those who did not look.
  await page.fill('#step-1-days', '2')
  await page.selectOption('#step-1-side', 'before')
  await page.selectOption('#step-1-from', 'opened')
  await page.click('text=Plan speichern')
  assert.match(plain(await page.innerText('[role=alert]')), /Nachricht 2: So viele Tage gehen hier nicht/)
  assert.equal(await page.inputValue('#name'), 'Handwerk', 'nothing is lost')
  await page.selectOption('#step-1-side', 'after')
  await page.selectOption('#step-1-from', 'created')
  const second = page.locator('fieldset', { has: page.locator('#step-1-purpose') })
  await second.locator('summary').click()
  await second.locator('input[value=unopened]').check()
  await page.click('text=Plan speichern')
  const told = plain(await page.innerText('main'))
  assert.match(told, /Gespeichert/)
  assert.match(told, /Handwerk\s+Standard/)
  assert.match(told, /2 Tage nach dem Erstellen, 10:00 Uhr/)
  assert.match(told, /Link nicht geöffnet/)
  noTrouble(page)
})

test('what is planned stands in the request before it is sent, and the payer puts it off', async () => {
  const page = await browser.desktop({ locale: 'de-DE' })
  await logIn(page, paylink, { path: '/dashboard/requests/new' })
  const due = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10)
  await page.fill('input[name=amount]', '119,00')
  await page.fill('input[name="payer.email"]', 'erika@example.org')
  await page.fill('input[name=due_date]', due)
  await page.check('input[name=send_email]')
  await page.selectOption('select[name=remind]', { label: 'Handwerk' })
  await page.click('button:has-text("Zahlungsanfrage erstellen")')
  await page.waitForURL('**/requests/pr_*')
  const planned = () => page.innerText('main').then((text) => (plain(text).match(/geplant/g) ?? []).length)
  await until('three messages are planned', 10_000, async () => (await planned()) >= 3)
  const link = await page.inputValue('#link, input[readonly]')

  const payer = await browser.phone({ locale: 'de-DE' })
  await payer.goto(link)
  await payer.click('text=Später erinnern')
  await axe(payer)
  const day = payer.locator('button[name=day]').last()
  await day.click()
  assert.match(plain(await payer.innerText('h1')), /Wir erinnern Sie am/)
  await payer.click('text=Zur Zahlungsseite')
  await payer.waitForSelector('text=119,00')
  noTrouble(payer)
  await until('the merchant sees it', 10_000, async () =>
    plain(await page.innerText('main')).includes('Der Zahler möchte später erinnert werden.'),
  )
  noTrouble(page)
})

test('what payers may do is the merchant’s choice', async () => {
  const page = await browser.phone({ locale: 'de-DE' })
  await logIn(page, paylink, { path: '/dashboard/plans' })
  await axe(page)
  await page.click('text=Neuer Plan')
  await axe(page)
  await page.goBack()
  await page.fill('#minutes', 'bald')
  await page.click('form.rules button')
  assert.match(plain(await page.innerText('#minutes-fault')), /von 1 bis 10080/)
  await page.fill('#minutes', '90')
  await page.uncheck('input[name=snooze]')
  await page.check('input[name=new_links]')
  await page.click('form.rules button')
  await page.waitForSelector('[data-notice=rules-saved]')
  assert.equal(await page.isChecked('input[name=snooze]'), false)
  assert.equal(await page.inputValue('#minutes'), '90')
  noTrouble(page)
})
