// People: they sign up by a form and confirm it, somebody notes that they want no more, the proof is read, and one is forgotten.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { axe, noTrouble, openBrowser, runPaylink, startPaylink, until } from './harness.mjs'
import { headline, logIn, plain, text } from './stories.mjs'

const PASSWORD = 'blau rohr zange nordsee'
const PHONE = '+4915112345600'

let browser
let paylink
let smsc
let control
let merchant
let desk

before(async () => {
  const [port, controlPort] = [await freePort(), await freePort()]
  control = `http://127.0.0.1:${controlPort}`
  const rig = fileURLToPath(new URL('../rigs/sms/smsc.mjs', import.meta.url))
  smsc = spawn(process.execPath, [rig, port, controlPort], { stdio: 'ignore' })
  await until('the SMSC answers', 10_000, () => log().then(() => true, () => false))
  ;[browser, paylink] = await Promise.all([openBrowser(), startPaylink({ args: ['serve'] })])
  const password = await file('password', `${PASSWORD}\n`)
  merchant = JSON.parse(
    await command('setup', '--merchant', 'Klempnerei Nord', '--email', 'chefin@example.org', '--password-file', password, '--json'),
  )
  const keys = await file('smsc', JSON.stringify({ url: `smpp://paylink:secret1@127.0.0.1:${port}` }))
  await command('carrier', 'add', 'smpp', '--sender', '+4917600000', '--can-reply', '--credentials-file', keys, '--json')
  const settings = { test_recipients: [PHONE], sms_hours: { from: 0, until: 24 } }
  await command('messages', '--settings-file', await file('settings', JSON.stringify(settings)))
  await until('the session with the SMSC stands', 15_000, async () => (await (await fetch(`${control}/sessions`)).json()) > 0)
  desk = await browser.desktop({ locale: 'de-DE' })
  await logIn(desk, { url: paylink.url, user_email: 'chefin@example.org', password: PASSWORD }, { path: '/dashboard/contacts' })
})

after(async () => {
  await browser?.close()
  await paylink?.stop()
  smsc?.kill()
})

test('a payer signs up at the counter and confirms by what arrives on their phone', async () => {
  await axe(desk)
  await desk.goto(`${paylink.url}/dashboard/contacts/sign-up`)
  await desk.fill('input[name=name]', 'Tresen')
  await desk.click('button:has-text("Anmeldeseite anlegen")')
  await desk.waitForSelector('[data-notice=page-made]')
  await axe(desk)
  const page = await desk.getAttribute('.join-what a', 'href')

  const phone = await browser.phone({ locale: 'de-DE', javaScriptEnabled: false })
  await phone.goto(page)
  assert.match(await text(phone), /Klempnerei Nord mir Zahlungsanfragen/)
  assert.equal(await phone.isChecked('input[name=agree]'), false)
  await phone.fill('input[name=name]', 'Erika Mustermann')
  await phone.fill('input[name=phone]', PHONE)
  await phone.click('button.pay')
  assert.match(await text(phone), /Bitte kreuzen Sie das an/)
  assert.equal(await phone.inputValue('input[name=phone]'), PHONE, 'nothing typed is lost')
  await phone.check('input[name=agree]')
  await phone.click('button.pay')
  assert.equal(await headline(phone), 'Bitte bestätigen Sie noch')

  const [sms] = await arrived(1)
  const link = sms.match(/http:\/\/\S+\/join\/yes\/[\w-]{22}/)?.[0]
  assert.ok(link, sms)
  await phone.goto(link)
  await phone.click('button.pay')
  assert.equal(await headline(phone), 'Sie sind angemeldet')
  noTrouble(phone)

  const looking = await browser.phone({ locale: 'de-DE' })
  for (const place of [page, link]) {
    await looking.goto(place)
    await axe(looking)
  }
  await desk.goto(`${paylink.url}/dashboard/contacts?q=muster`)
  assert.match(plain(await desk.innerText('.people')), /Erika Mustermann[^]*eingewilligt/)
  await axe(desk)
  noTrouble(desk)
})

test('somebody calls, the withdrawal is noted, and nothing goes out any more', async () => {
  await desk.click('.people a')
  await axe(desk)
  await desk.click('a:has-text("Abbestellung notieren")')
  await axe(desk)
  await desk.fill('textarea[name=evidence]', 'Anruf, Frau Büro')
  await desk.click('button:has-text("Ins Einwilligungsprotokoll")')
  await desk.waitForSelector('[data-notice=consent-noted]')
  assert.match(plain(await desk.innerText('main')), /abbestellt[^]*am Telefon gesagt[^]*Anruf, Frau Büro/)
  const before = (await log()).length
  await desk.click('a:has-text("Zahlungsanfrage erstellen").button')
  assert.equal(await desk.inputValue('input[name="payer.phone"]'), PHONE, 'the form knows the contact')
  await desk.fill('input[name=amount]', '119,00')
  await desk.check('input[name=send_sms]')
  await desk.click('button:has-text("Zahlungsanfrage erstellen")')
  await desk.waitForSelector('#payer-phone-error')
  assert.match(plain(await desk.innerText('main')), /Diese Person hat SMS abbestellt/)
  await desk.uncheck('input[name=send_sms]')
  await desk.click('button:has-text("Zahlungsanfrage erstellen")')
  await desk.waitForURL('**/requests/pr_*')
  assert.match(plain(await desk.innerText('.messages')), /Per SMS senden[^]*Der Zahler möchte keine Nachrichten auf diesem Kanal\./)
  assert.equal(await desk.locator('button:has-text("Per SMS senden")').count(), 0, 'there is nothing to press')
  assert.equal((await log()).length, before, 'no message left the house')
  noTrouble(desk)
})

test('the proof is read and checked, and the person is forgotten', async () => {
  const request = desk.url()
  await contact()
  await desk.click('a:has-text("Nachweis ansehen")')
  await axe(desk)
  assert.match(plain(await desk.innerText('main')), /Formular mit Bestätigung[^]*Tresen[^]*SMS abbestellt/)
  const [download] = await Promise.all([desk.waitForEvent('download'), desk.click('a:has-text("JSON")')])
  const proof = JSON.parse(await readFile(await download.path(), 'utf8'))
  const [{ entries }] = proof.addresses
  assert.deepEqual(entries.map(({ entry }) => entry.action), ['given', 'withdrawn'])
  let previous = '0'.repeat(64)
  for (const { entry, hash } of entries) {
    previous = createHash('sha256').update(`${previous}\n${JSON.stringify(entry)}`).digest('hex')
    assert.equal(hash, previous, 'as its file says how to check it')
  }
  await contact()
  await desk.click('#erase summary')
  assert.match(await desk.innerText('#erase'), /noch bezahlt werden/)
  await desk.goto(request)
  await desk.click('#cancel summary')
  await desk.click('#cancel button')
  await desk.waitForSelector('[data-notice=cancelled]')
  await contact()
  await desk.click('#erase summary')
  await desk.click('#erase button')
  await desk.waitForSelector('[data-notice=person-erased]')
  assert.doesNotMatch(await text(desk), /Erika/)
  await desk.goto(request)
  assert.doesNotMatch(await text(desk), /Erika|151 12345600/)
  const audit = await command('audit')
  assert.match(audit, /all is well/)
  noTrouble(desk)
})

test('a file is tried before it is read', async () => {
  const csv = '\ufeffKundennummer;Name;Handy;Einwilligung SMS;Nachweis\r\nK-1;Otto Beispiel;0170 1112233;ja;Auftrag 7\r\nK-2;Falsch;ruf an;;\r\n'
  await desk.goto(`${paylink.url}/dashboard/contacts/import`)
  await axe(desk)
  await desk.setInputFiles('input[name=file]', { name: 'kunden.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
  await desk.click('button:has-text("Datei prüfen")')
  assert.match(plain(await desk.innerText('.report')), /Das würde geschehen[^]*Zeile 3[^]*phone/)
  await axe(desk)
  await desk.click('button:has-text("Jetzt einlesen")')
  assert.match(plain(await desk.innerText('.report')), /Eingelesen/)
  await desk.goto(`${paylink.url}/dashboard/contacts?q=K-1`)
  assert.match(plain(await desk.innerText('.people')), /Otto Beispiel/)
  noTrouble(desk)
})

/** The page of the one contact that there is. */
async function contact() {
  await desk.goto(`${paylink.url}/dashboard/contacts?q=muster`)
  await desk.click('.people a')
  await desk.waitForURL('**/contacts/con_*')
}

async function log() {
  return (await fetch(`${control}/log`)).json()
}

/** The texts that the SMSC got, once there are so many. */
async function arrived(count) {
  const got = await until(`${count} messages arrived`, 15_000, async () => {
    const sent = await log()
    return sent.length >= count && sent
  })
  return got.map(({ text }) => text)
}

async function file(name, content) {
  const path = join(paylink.dataDir, name)
  await writeFile(path, content)
  return path
}

async function command(...args) {
  const done = await runPaylink(args, { PAYLINK_DATA_DIR: paylink.dataDir, PAYLINK_LISTEN: new URL(paylink.url).host, PAYLINK_LOG: 'warn' })
  assert.equal(done.code, 0, done.stderr)
  return done.stdout.trim()
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
