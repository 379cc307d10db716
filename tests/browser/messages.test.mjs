// Text-to-pay from end to end: paylink, an SMSC that others wrote the protocol of, and a browser.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { axe, noTrouble, openBrowser, until } from './harness.mjs'
import { logIn, plain } from './stories.mjs'
import { ABSENT, EMAIL, PHONE, startTexting } from './texting.mjs'

let browser
let texting

before(async () => {
  ;[browser, texting] = await Promise.all([openBrowser(), startTexting()])
})

after(async () => {
  await browser?.close()
  await texting?.stop()
})

test('a request goes out by SMS, is opened, paid and thanked for, and the merchant sees it all', async () => {
  const page = await browser.phone({ locale: 'de-DE' })
  await logIn(page, texting.owner, { path: '/dashboard/requests/new' })
  await page.fill('input[name=amount]', '119,00')
  await page.fill('input[name=description]', 'Rohrreparatur')
  await page.fill('input[name="payer.name"]', 'Erika Mustermann')
  await page.fill('input[name="payer.phone"]', PHONE)
  await page.check('input[name=send_sms]')
  await axe(page, { whole: true })
  await page.click('button:has-text("Zahlungsanfrage erstellen")')
  await page.waitForURL('**/requests/pr_*')
  const [text] = await texting.arrived(1)
  const link = text.match(/http:\/\/\S+\/p\/[\w-]{22}/)?.[0]
  assert.ok(link, text)
  assert.match(text, /119,00 €/)
  assert.match(text, /Klempnerei Nord/)

  const payer = await browser.phone({ locale: 'de-DE' })
  await payer.goto(link)
  await payer.click('form button')
  await payer.click('button[value=succeed]')
  await payer.waitForURL(`${link}**`)
  noTrouble(payer)
  const thanks = (await texting.arrived(2))[1]
  assert.match(thanks, /119,00 €/)

  await until('the timeline tells it', 10_000, async () => {
    const told = plain(await page.innerText('main'))
    return told.includes('Vollständig bezahlt') && (told.match(/Nachricht zugestellt/g) ?? []).length === 2
  })
  await axe(page)
  noTrouble(page)
})

test('STOP ends it, is confirmed once, and HELP is answered all the same', async () => {
  const before = (await texting.log()).length
  await texting.writes('STOP')
  const confirmed = (await texting.arrived(before + 1)).at(-1)
  assert.match(confirmed, /Klempnerei Nord/)
  const request = await texting.ask(PHONE)
  const message = await until('it is not sent', 10_000, async () => {
    const [first] = (await texting.api('GET', `/payment_requests/${request.id}/messages`)).data
    return first.status === 'skipped' && first
  })
  assert.equal(message.reason, 'opted_out')
  await texting.writes('HILFE')
  assert.match((await texting.arrived(before + 2)).at(-1), /Klempnerei Nord/)
  await texting.writes('START')
  await until('messages go out again', 10_000, async () => {
    const sent = await texting.api('POST', `/payment_requests/${request.id}/messages`, { channel: 'sms' })
    const end = await until('it has ended', 10_000, async () => {
      const { status } = await texting.api('GET', `/messages/${sent.id}`)
      return ['delivered', 'skipped'].includes(status) && status
    })
    return end === 'delivered'
  })
})

test('what does not arrive by SMS is tried by e-mail', async () => {
  const request = await texting.ask(ABSENT, EMAIL)
  const messages = await until('both have ended', 15_000, async () => {
    const { data } = await texting.api('GET', `/payment_requests/${request.id}/messages`)
    return data.length === 2 && data.every(({ status }) => ['failed', 'held'].includes(status)) && data
  })
  const [sms, email] = ['sms', 'email'].map((channel) => messages.find((message) => message.channel === channel))
  assert.equal(sms.status, 'failed')
  assert.equal(email.status, 'held', 'no mail server is set up: it lies in the outbox')
  assert.match(email.text, /119,00/)
})
