// Merchants at the dashboard: from the log-in to the refund.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { noTrouble, until } from './harness.mjs'
import { choose, headline, logIn, merchantOf, plain, pressPay, startDemo, text } from './stories.mjs'

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
const LIST = '/dashboard/requests'
const LOGIN_BUTTON = 'form[action="/dashboard/login"] button'

/** A page that is logged in. */
const atDashboard = (device, options = {}) => browser[device]({ ...GERMAN, storageState: merchant.session, ...options })

// Every story has requests and pages of its own, so some go on side by side.
describe('merchants', { concurrency: 3 }, () => {
  test('a wrong password tells nothing, the right one opens what was asked for', async () => {
    const page = await browser.desktop(GERMAN)
    await page.goto(`${demo.url}/dashboard/requests/new`)
    assert.equal(new URL(page.url()).pathname, '/dashboard/login')
    assert.equal(await headline(page), 'Anmelden')
    const told = []
    for (const email of [demo.user_email, 'niemand@example.org']) {
      await page.fill('input[name=email]', email)
      await page.fill('input[name=password]', 'was weiß denn ich hier')
      const [answer] = await Promise.all([page.waitForResponse('**/dashboard/login'), page.click(LOGIN_BUTTON)])
      assert.equal(answer.status(), 401)
      assert.equal(await page.inputValue('input[name=email]'), email)
      assert.equal(await page.inputValue('input[name=password]'), '')
      told.push((await answer.text()).replaceAll(email, ''))
    }
    assert.equal(told[0], told[1])
    assert.ok((await text(page)).includes('E-Mail-Adresse oder Passwort stimmt nicht.'))
    assert.deepEqual(await page.context().cookies(), [])

    await page.fill('input[name=email]', ` ${demo.user_email.toUpperCase()} `)
    await page.fill('input[name=password]', demo.password)
    await page.click(LOGIN_BUTTON)
    await page.waitForURL('**/dashboard/requests/new')
    const [cookie, ...others] = await page.context().cookies()
    assert.deepEqual(others, [])
    assert.deepEqual(
      [cookie.name, cookie.path, cookie.httpOnly, cookie.sameSite, cookie.secure],
      // Without https there can be no __Host- cookie.
      ['paylink', '/', true, 'Lax', false],
    )
    assert.ok(cookie.value.length >= 43, 'the secret has 256 bits')
    await page.goto(`${demo.url}/dashboard/login`)
    assert.equal(new URL(page.url()).pathname, LIST)
    await close(page)
  })

  test('after the log-in nobody is led astray', async () => {
    const page = await browser.desktop(GERMAN)
    for (const next of ['https://evil.example/', '//evil.example/', '/\\evil.example', '/dashboard/\\evil.example']) {
      await page.goto(`${demo.url}/dashboard/login?next=${encodeURIComponent(next)}`)
      assert.equal(await page.locator('input[name=next]').count(), 0, next)
    }
    await close(page)
  })

  test('guessing passwords is slowed down', async () => {
    const page = await browser.desktop(GERMAN)
    await page.goto(`${demo.url}/dashboard/login`)
    const status = await until('it is too much', 10_000, async () => {
      await page.fill('input[name=email]', 'guessed@example.org')
      await page.fill('input[name=password]', 'eins zwei drei vier')
      const [answer] = await Promise.all([page.waitForResponse('**/dashboard/login'), page.click(LOGIN_BUTTON)])
      return answer.status() === 429 && answer.status()
    })
    assert.equal(status, 429)
    assert.ok((await text(page)).includes('Zu viele Versuche. Bitte warten Sie eine Minute.'))
    await close(page)
  })

  test('the list: tabs, search and nothing found', async () => {
    const page = await atDashboard('desktop')
    await page.goto(demo.url + LIST)
    assert.equal(await headline(page), 'Zahlungsanfragen')
    await page.click('.tabs a:has-text("Überfällig")')
    await page.waitForURL('**?status=overdue')
    assert.deepEqual(await rows(page), ['Armatur Bad'])
    assert.match(await page.innerText('.tabs a[aria-current]'), /Überfällig\s+1/)

    // "/" goes to the search; a search stays within its tab.
    await page.keyboard.press('/')
    await page.keyboard.type('Heizkörper')
    await page.keyboard.press('Enter')
    await page.waitForURL('**q=Heizk*')
    assert.ok((await text(page)).includes('Nichts gefunden zu „Heizkörper“'))
    await page.click('.empty a')
    await page.waitForURL((url) => url.pathname + url.search === LIST)

    for (const [q, found] of [
      ['LI-748927', 'Heizkörper Wohnzimmer'],
      ['heizkörper', 'Heizkörper Wohnzimmer'],
      ['hausverwaltung', 'Notdienst, Zählerraum'],
      ['+49 170 5551123', 'Armatur Bad'],
      ['%', null],
    ]) {
      await page.fill('input[name=q]', q)
      await page.press('input[name=q]', 'Enter')
      await page.waitForURL((url) => url.searchParams.get('q') === q)
      assert.deepEqual(await rows(page), found ? [found] : [], q)
    }
    noTrouble(page)
    await close(page)
  })

  test('the list goes on to older pages and back', async () => {
    await merchant.fill(51, (number) => `Blättern ${number}`)
    const page = await atDashboard('desktop')
    await page.goto(`${demo.url}${LIST}?q=${encodeURIComponent('Blättern')}`)
    const first = await rows(page)
    assert.deepEqual([first.length, first[0], first.at(-1)], [50, 'Blättern 51', 'Blättern 2'])
    await page.click('a[rel=next]')
    await page.waitForURL('**cursor=*')
    assert.deepEqual(await rows(page), ['Blättern 1'])
    assert.equal(await page.locator('a[rel=next]').count(), 0)
    await page.click('a[rel=prev]')
    await until('the newer page is there', 5000, async () => (await rows(page)).length === 50)
    assert.deepEqual(await rows(page), first)
    await close(page)
  })

  test('a new request: what is wrong is said beside its field, and nothing typed is lost', async () => {
    const page = await atDashboard('phone')
    await page.goto(`${demo.url}/dashboard/requests`)
    await page.click('.nav-new')
    await page.waitForURL('**/requests/new')
    assert.equal(await page.evaluate(() => document.activeElement.name), 'amount')
    await page.fill('input[name=amount]', 'viel')
    await page.fill('input[name=description]', 'Karte 4242 4242 4242 4242')
    await page.fill('input[name="payer.name"]', 'Erika Mustermann')
    await page.fill('input[name="payer.phone"]', '151 555678')
    await page.fill('input[name="payer.email"]', 'erika@')
    await page.fill('input[name=due_date]', '1920-02-29')
    const [refused] = await Promise.all([
      page.waitForResponse((response) => response.request().method() === 'POST'),
      page.click('button:has-text("Zahlungsanfrage erstellen")'),
    ])
    assert.equal(refused.status(), 422)
    await page.waitForSelector('[role=alert]')
    assert.deepEqual(await faults(page), {
      amount: 'Bitte schreiben Sie den Betrag wie 119,00.',
      description: 'Das sieht nach einer Kartennummer aus. Kartennummern dürfen hier nie stehen.',
      due_date: 'Der Tag darf höchstens fünf Jahre zurückliegen.',
      'payer.phone': 'Bitte schreiben Sie die Nummer mit Vorwahl, wie 0151 12345678 oder +49 151 12345678.',
      'payer.email': 'Bitte schreiben Sie die Adresse wie name@example.org.',
    })
    assert.equal(await page.inputValue('input[name="payer.name"]'), 'Erika Mustermann')
    assert.equal(await page.inputValue('input[name=amount]'), 'viel')
    assert.equal(await page.evaluate(() => document.activeElement.name), 'amount')
    // The summary leads to the field.
    await page.click('[role=alert] a:has-text("E-Mail")')
    assert.equal(await page.evaluate(() => document.activeElement.name), 'payer.email')

    await page.fill('input[name=amount]', '1.190,5')
    await page.fill('input[name=description]', 'Rohrreparatur')
    await page.fill('input[name="payer.phone"]', '+49 151 55567812')
    await page.fill('input[name="payer.email"]', 'erika@example.org')
    await page.click('[data-days="14"]')
    await page.click('button:has-text("Zahlungsanfrage erstellen")')
    await page.waitForURL('**/requests/pr_*')
    assert.ok((await text(page)).includes('Die Zahlungsanfrage ist erstellt. Gesendet ist noch nichts'))
    assert.equal(plain(await page.textContent('.big')), '1.190,50 €')
    assert.equal(await page.textContent('.head-status .status'), 'Offen')
    noTrouble(page)
    await close(page)
  })

  test('link, QR code and a ready text are there to send', async () => {
    const request = await merchant.request({ reference: 'RE-7', 'payer.phone': '+49 151 55567812', due_date: inDays(14) })
    const page = await atDashboard('desktop')
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.goto(request.detailUrl)
    const copied = () => page.evaluate(() => navigator.clipboard.readText())
    await page.click('[data-copy=pay-link]')
    await page.waitForSelector('[data-copy=pay-link]:has-text("Kopiert")')
    assert.equal(await copied(), request.payUrl)
    await page.click('[data-copy=share-text]')
    await page.waitForSelector('[data-copy=share-text]:has-text("Kopiert")')
    const message = await copied()
    for (const part of ['Erika Mustermann', 'Klempnerei Nord', '119,00 €', 'Rohrreparatur', request.payUrl]) {
      assert.ok(message.includes(part), `${part} is missing in:\n${message}`)
    }
    assert.ok(await page.isVisible('.qr svg'))
    const sms = new URL(await page.getAttribute('a[href^="sms:"]', 'href'))
    assert.deepEqual([sms.pathname, sms.searchParams.get('body')], ['+4915155567812', message])
    const [payer] = await Promise.all([page.waitForEvent('popup'), page.click('a:has-text("Als Zahler öffnen")')])
    await payer.waitForLoadState()
    assert.equal(payer.url(), request.payUrl)
    assert.equal(await headline(payer), '119,00 €')
    noTrouble(page)
    await close(page)
  })

  test('the detail page moves while the payer pays, without being loaded again', async () => {
    const request = await merchant.request()
    const page = await atDashboard('desktop')
    await page.goto(request.detailUrl)
    await page.evaluate(() => (globalThis.sinceThen = 'the same page'))
    const payer = await browser.phone(GERMAN)
    await payer.goto(request.payUrl)
    await pressPay(payer)
    await until('the timeline knows of the hand-over', 10_000, async () =>
      (await timeline(page)).includes('Zur Bezahlseite weitergeleitet'),
    )
    assert.ok((await timeline(page)).includes('Link von einer Person geöffnet'))
    await choose(payer, 'succeed')
    await until('the status is paid', 10_000, async () => (await page.textContent('.head-status .status')) === 'Bezahlt')
    assert.deepEqual((await timeline(page)).slice(0, 2), ['Vollständig bezahlt', 'Zahlung eingegangen'])
    assert.ok(await page.isVisible('summary:has-text("Erstatten")'))
    assert.equal(await page.evaluate(() => globalThis.sinceThen), 'the same page')
    assert.match(await page.textContent('[data-live-status]'), /^Bezahlt\./)
    noTrouble(page)
    await close(page, payer)
  })

  test('a request is cancelled, and its link says so', async () => {
    const request = await merchant.request()
    const page = await atDashboard('phone')
    await page.goto(request.detailUrl)
    await page.click('#cancel summary')
    assert.ok((await text(page)).includes('Das lässt sich nicht rückgängig machen.'))
    await page.keyboard.press('Escape')
    assert.ok(await page.isHidden('#cancel form button'))
    await page.click('#cancel summary')
    await page.click('#cancel form button')
    await page.waitForSelector('.notice:has-text("Die Zahlungsanfrage ist storniert.")')
    assert.equal(await page.textContent('.head-status .status'), 'Storniert')
    assert.equal(await page.locator('#cancel form').count(), 0)
    const payer = await browser.phone(GERMAN)
    await payer.goto(request.payUrl)
    assert.equal(await headline(payer), 'Diese Zahlungsanfrage wurde storniert')
    noTrouble(page)
    await close(page, payer)
  })

  test('what was paid meanwhile is not cancelled', async () => {
    const request = await merchant.request()
    // Without scripts, so that the page stays as it was.
    const page = await atDashboard('desktop', { javaScriptEnabled: false })
    await page.goto(request.detailUrl)
    await pay(request)
    await page.click('#cancel summary')
    await page.click('#cancel form button')
    await page.waitForSelector('.notice[role=alert]')
    assert.ok((await text(page)).includes('Das ließ sich nicht stornieren'))
    assert.equal(await page.textContent('.head-status .status'), 'Bezahlt')
    await close(page)
  })

  test('refunds: wrong amounts are refused, a part goes back, then the rest', async () => {
    const request = await merchant.request()
    await pay(request)
    const page = await atDashboard('desktop')
    await page.goto(request.detailUrl)
    const amount = 'details.refund input[name=amount]'
    await page.click('details.refund summary')
    assert.equal(await page.inputValue(amount), '119,00')
    for (const [typed, fault] of [
      ['119,01', 'Das ist mehr, als noch erstattet werden kann.'],
      ['0', 'Bitte schreiben Sie den Betrag wie 119,00.'],
      ['alles', 'Bitte schreiben Sie den Betrag wie 119,00.'],
      ['', 'Bitte schreiben Sie den Betrag wie 119,00.'],
    ]) {
      await page.fill(amount, typed)
      const [answer] = await Promise.all([
        page.waitForResponse('**/refunds'),
        page.click('details.refund button:has-text("Diesen Betrag erstatten")'),
      ])
      assert.equal(answer.status(), 422, typed)
      await page.waitForSelector('details.refund[open] .fault')
      assert.equal(await page.textContent('details.refund .fault'), fault, typed)
      assert.equal(await page.inputValue(amount), typed)
    }
    await page.fill(amount, '19')
    await page.click('details.refund button:has-text("Diesen Betrag erstatten")')
    await page.waitForURL('**/requests/pr_*')
    await until('the refund has arrived at the provider', 10_000, async () => (await refunds(page)).includes('19,00 € erstattet'))
    assert.equal(await page.textContent('.head-status .status'), 'Bezahlt')

    await page.click('details.refund summary')
    assert.equal(await page.inputValue(amount), '100,00')
    await page.click('details.refund button:has-text("Diesen Betrag erstatten")')
    await until('all went back', 10_000, async () => (await refunds(page)).includes('100,00 € erstattet'))
    assert.equal(await page.locator('details.refund').count(), 0)
    assert.ok((await text(page)).includes('vollständig erstattet'))

    const payer = await browser.phone(GERMAN)
    await payer.goto(request.payUrl)
    assert.equal(await headline(payer), '119,00 € erstattet')
    await close(page, payer)
  })

  test('the language is chosen once and stays', async () => {
    const page = await browser.desktop(GERMAN)
    await page.goto(`${demo.url}/dashboard/login`)
    await page.click('button[name=language][value=en]')
    await until('the log-in is in English', 5000, async () => (await headline(page)) === 'Log in')
    await logIn(page, demo)
    assert.equal(await page.getAttribute('html', 'lang'), 'en')
    assert.equal(await headline(page), 'Requests')
    await page.goto(`${demo.url}${LIST}?status=paid`)
    await page.click('.menu summary')
    await page.click('.menu button[value=de]')
    await until('the list is in German', 5000, async () => (await headline(page)) === 'Zahlungsanfragen')
    assert.equal(new URL(page.url()).search, '?status=paid')
    await page.goto(`${demo.url}/dashboard/nothing`)
    assert.equal(await headline(page), 'Diese Seite gibt es nicht')
    await close(page)
  })

  test('sessions are listed, and a lost phone is logged out from here', async () => {
    const iphone =
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1'
    const lost = await browser.phone({ ...GERMAN, userAgent: iphone })
    await logIn(lost, demo)
    const page = await atDashboard('desktop')
    await page.goto(`${demo.url}/dashboard/sessions`)
    const its = page.locator('.sessions li', { hasText: 'Safari, iPhone' })
    assert.equal(await its.count(), 1)
    assert.equal(await page.locator('.sessions li', { hasText: 'Dieses Gerät' }).locator('button').count(), 0)
    await its.locator('button').click()
    await page.waitForSelector('.notice:has-text("Das Gerät ist abgemeldet.")')
    assert.equal(await page.locator('.sessions li', { hasText: 'Safari, iPhone' }).count(), 0)

    await lost.goto(demo.url + LIST)
    assert.equal(new URL(lost.url()).pathname, '/dashboard/login')
    assert.ok((await text(lost)).includes('Ihre Anmeldung ist abgelaufen.'))
    await close(page, lost)
  })

  test('without JavaScript: log in, ask, cancel, refund, log out', async () => {
    const page = await browser.phone({ ...GERMAN, javaScriptEnabled: false })
    await logIn(page, demo, { path: '/dashboard/requests/new' })
    await page.fill('input[name=amount]', '45')
    await page.click('button:has-text("Zahlungsanfrage erstellen")')
    await page.waitForURL('**/requests/pr_*')
    const request = { payUrl: await page.inputValue('#pay-link'), detailUrl: page.url().split('?')[0] }
    assert.ok(request.payUrl.startsWith(`${demo.url}/p/`))
    assert.equal(await page.locator('.needs-js:visible').count(), 0, 'no button that does nothing')
    await pay(request)
    await page.goto(request.detailUrl)
    await page.click('details.refund summary')
    await page.click('details.refund button:has-text("Diesen Betrag erstatten")')
    await until('the refund is there', 10_000, async () => {
      await page.goto(request.detailUrl)
      return (await refunds(page)).includes('45,00 € erstattet')
    })
    const other = await merchant.request()
    await page.goto(other.detailUrl)
    await page.click('#cancel summary')
    await page.click('#cancel form button')
    await page.waitForSelector('.notice')
    assert.equal(await page.textContent('.head-status .status'), 'Storniert')

    const before = await page.context().cookies()
    await page.click('.menu summary')
    await page.click('.menu button:has-text("Abmelden")')
    await page.waitForURL('**/dashboard/login?out=1')
    assert.ok((await text(page)).includes('Sie sind abgemeldet.'))
    assert.deepEqual((await page.context().cookies()).filter(({ name }) => name === 'paylink'), [])
    // The secret that the cookie held opens nothing any more.
    await page.context().addCookies(before)
    await page.goto(demo.url + LIST)
    assert.equal(new URL(page.url()).pathname, '/dashboard/login')
    await close(page)
  })

  test('forms from elsewhere change nothing', async () => {
    const request = await merchant.request()
    const page = await atDashboard('desktop')
    const body = `<!doctype html><form method=post action="${demo.url}${LIST}/${request.id}/cancellation"><button>x</button></form>`
    await page.route('http://elsewhere.example/', (route) => route.fulfill({ contentType: 'text/html', body }))
    await page.goto('http://elsewhere.example/')
    const [answer] = await Promise.all([page.waitForResponse('**/cancellation'), page.click('button')])
    assert.equal(answer.status(), 403)
    assert.equal(await headline(page), 'Das ist nicht erlaubt')
    await page.goto(request.detailUrl)
    assert.equal(await page.textContent('.head-status .status'), 'Offen')
    await close(page)
  })

  test('what is not there has a page that leads back', async () => {
    const page = await atDashboard('desktop')
    for (const path of ['/dashboard/nothing', `${LIST}/pr_${'0'.repeat(32)}`, `${LIST}/x`]) {
      const answer = await page.goto(demo.url + path)
      assert.equal(answer.status(), 404, path)
      assert.equal(await headline(page), 'Diese Seite gibt es nicht')
      assert.equal(await page.textContent('main a'), 'Zu den Zahlungsanfragen')
    }
    await close(page)
  })
})

// ---- helpers

/** Pays at the sandbox, as a payer elsewhere. */
async function pay(request) {
  const payer = await browser.phone(GERMAN)
  await payer.goto(request.payUrl)
  await pressPay(payer)
  await choose(payer, 'succeed')
  await close(payer)
}

/** The purposes in the list. */
async function rows(page) {
  return (await page.locator('table.requests tbody .c-purpose a').allTextContents()).map(plain)
}

/** What is said beside the fields: name to text. */
async function faults(page) {
  return Object.fromEntries(
    await page.$$eval('form [aria-invalid=true]', (fields) =>
      fields.map((field) => [field.name, document.getElementById(`${field.id}-error`).textContent]),
    ),
  )
}

/** The titles in the timeline, newest first. */
async function timeline(page) {
  return page.locator('.timeline li div > span').allTextContents()
}

/** Refunds with their amounts and states. */
async function refunds(page) {
  return page.$$eval('.refunds li', (items) =>
    items.map((item) => {
      const [amount, state] = [item.querySelector('b'), item.querySelector('.status')].map((part) => part.textContent)
      return `${amount.replace(/[\u00a0\u202f]/g, ' ')} ${state}`
    }),
  )
}

/** "2026-12-05": a day as date fields have it. */
function inDays(days) {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
}

async function close(...pages) {
  await Promise.all(pages.map((page) => page.context().close()))
}
