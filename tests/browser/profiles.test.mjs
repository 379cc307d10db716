// A merchant makes a second profile, gives it an SMS sender of its own, and asks somebody for money with it.
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { after, before, test } from 'node:test'
import { axe, noTrouble, until } from './harness.mjs'
import { logIn, plain, startDemo } from './stories.mjs'

const NUMBER = '+4917600002'
const PHONE = '+4915112345678'

let demo, gateway
const calls = []

before(async () => {
  gateway = createServer((request, response) => {
    calls.push(new URL(request.url, 'http://gateway').searchParams)
    response.writeHead(202).end('0: Accepted for delivery')
  })
  await new Promise((listening) => gateway.listen(0, '127.0.0.1', listening))
  demo = await startDemo()
})

after(async () => {
  gateway?.close()
  await demo?.stop()
})

test('a profile is made, gets a sender, and its request goes out from there', async () => {
  const page = await demo.browser.desktop({ locale: 'de-DE' })
  await logIn(page, demo, { path: '/dashboard/profiles' })
  await axe(page)
  await page.click('a[href="/dashboard/profiles/new"]')
  await page.waitForURL('**/profiles/new')
  await axe(page)
  await page.fill('#name', 'Notdienst')
  await page.fill('#display-name', 'Rohr-Notdienst Nord')
  await page.fill('#accent', '#a81d1d')
  await page.fill('#support-phone', '0461 7654321')
  await page.click('.form-end button')
  await page.locator('[data-notice=profile-saved]').waitFor()
  const card = page.locator('section', { hasText: 'Rohr-Notdienst Nord' })
  assert.match(plain(await card.innerText()), /\+49 461 7654321/)

  await card.locator('a[href*="/dashboard/senders?profile="]').click()
  await page.waitForURL('**/senders?profile=*')
  await axe(page)
  const form = page.locator('#sms .sender-kind', { has: page.locator('input[value=kannel]') })
  await form.locator('summary').first().click()
  await form.locator('[name=base_url]').fill(`http://127.0.0.1:${gateway.address().port}`)
  await form.locator('[name=user]').fill('pay')
  await form.locator('[name=password]').fill('geheim')
  await form.locator('[name=sender]').fill(NUMBER)
  await form.locator('button').last().click()
  await page.locator('[data-notice=sender-set-up]').waitFor()
  assert.match(plain(await page.innerText('#sms')), /Eigener/)
  await page.fill('#from', '0')
  await page.fill('#until', '24')
  await page.fill('#recipients', PHONE)
  await page.click('#settings button')
  await page.locator('[data-notice=sender-settings-saved]').waitFor()
  assert.match(page.url(), /profile=/, 'the page stays with the profile')

  await page.goto(`${demo.url}/dashboard/requests/new`)
  await page.fill('#amount', '119,00')
  await page.selectOption('#profile', { label: 'Notdienst' })
  await page.fill('#payer-phone', PHONE)
  await page.check('[name=send_sms]')
  await page.click('.form-end button')
  await page.locator('[data-notice=created]').waitFor()
  await until('the gateway is called', 15_000, async () => calls.length > 0)
  assert.equal(calls[0].get('from'), NUMBER)
  assert.match(calls[0].get('text'), /Rohr-Notdienst Nord/)
  noTrouble(page)

  const phone = await demo.browser.phone({ locale: 'de-DE' })
  await phone.goto(calls[0].get('text').match(/http\S+\/p\/[\w-]{22}/)[0])
  assert.match(plain(await phone.innerText('body')), /Rohr-Notdienst Nord/)
  await axe(phone)
})
