// Payers behind a pay link, with the sandbox as the provider.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { noTrouble, openBrowser, until } from './harness.mjs'
import { choose, facts, headline, merchantOf, pressPay, speak, startDemo, text } from './stories.mjs'

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
const ENGLISH = { locale: 'en-GB' }
const PAY = 'form[action$="/checkout"]'

// Every story makes requests and pages of its own, so some go on side by side.
describe('payers', { concurrency: 4 }, () => {
  // The demo's sandbox decides after ten seconds.
  describe('a bank debit that takes its time', { concurrency: true }, () => {
    const pending = async (options, outcome) => {
      const request = await merchant.request()
      const page = await browser.phone({ ...GERMAN, ...options })
      await page.goto(request.payUrl)
      await page.check('input[name=method][value=sepa_debit]')
      await pressPay(page)
      await choose(page, outcome)
      assert.equal(await headline(page), 'Ihre Zahlung ist unterwegs')
      assert.equal(await page.locator('form').count(), 0)
      return { request, page }
    }
    const becomes = (page, wanted) =>
      until(`the page says: ${wanted}`, 30_000, async () => (await headline(page).catch(() => '')) === wanted)

    test('with JavaScript the page finds out by itself that it is paid', async () => {
      const { request, page } = await pending({}, 'pending_then_succeed')
      // It asks again and again, and stays as it is while there is nothing new.
      await page.evaluate(() => (globalThis.sinceThen = 'the same page'))
      const look = () => page.waitForResponse((response) => response.request().resourceType() === 'fetch')
      await look()
      await look()
      assert.equal(await page.evaluate(() => globalThis.sinceThen), 'the same page')
      const replayed = await replay(page, request.payUrl, { method: 'card', version: '1' })
      assert.deepEqual([replayed.status, replayed.redirected], [200, false])
      assert.match(replayed.html, /Ihre Zahlung ist unterwegs/)
      await becomes(page, '119,00 € bezahlt')
      assert.equal((await facts(page))['Bezahlt mit'], 'SEPA DE •••• 3000')
      noTrouble(page)
      await close(page)
    })

    test('without JavaScript too', async () => {
      const { page } = await pending({ javaScriptEnabled: false }, 'pending_then_succeed')
      await becomes(page, '119,00 € bezahlt')
      await close(page)
    })

    test('a debit that comes back leaves the request payable', async () => {
      const { request, page } = await pending({}, 'pending_then_fail')
      await becomes(page, 'Die Zahlung hat nicht geklappt')
      assert.ok((await text(page)).includes('Ihre Bank hat die Lastschrift nicht eingelöst.'))
      await page.check('input[name=method][value=card]')
      await pressPay(page)
      await choose(page, 'succeed')
      assert.equal(await headline(page), '119,00 € bezahlt')
      assert.deepEqual((await merchant.payments(request)).sort(), ['abgelehnt', 'eingegangen'])
      noTrouble(page)
      await close(page)
    })
  })

  test('a payer without JavaScript pays on a phone, in German', async () => {
    const request = await merchant.request({ reference: 'RE-1' })
    const page = await browser.phone({ ...GERMAN, javaScriptEnabled: false })
    await page.goto(request.payUrl)
    assert.equal(await page.getAttribute('html', 'lang'), 'de')
    assert.equal(await headline(page), '119,00 €')
    const asked = await text(page)
    for (const shown of ['Klempnerei Nord', 'Flensburg', 'Rohrreparatur', 'RE-1', 'Die Zahlung nimmt Sandbox entgegen.']) {
      assert.ok(asked.includes(shown), `${shown} is missing in:\n${asked}`)
    }
    assert.ok(!asked.includes('Erika'), 'the link is a bearer secret: the payer is not named in full')
    assert.ok(await inView(page, `${PAY} button`), 'the button is not on the first screen')

    await pressPay(page)
    assert.equal(await headline(page), '119,00 €')
    assert.ok((await text(page)).includes('Klempnerei Nord'))
    await choose(page, 'succeed')

    assert.equal(page.url(), request.payUrl)
    assert.equal(await headline(page), '119,00 € bezahlt')
    assert.equal(await page.locator('form').count(), 0)
    const receipt = await facts(page)
    assert.deepEqual(
      [receipt.Referenz, receipt['Ausgestellt für'], receipt.Betrag, receipt['Bezahlt mit']],
      ['RE-1', 'E. Mustermann', '119,00 €', 'Visa •••• 4242'],
    )
    assert.deepEqual(await merchant.payments(request), ['eingegangen'])
    noTrouble(page)
    await page.context().close()
  })

  test('a payer with JavaScript pays on a desktop, in English', async () => {
    const request = await merchant.request({ amount: '1.234,50', 'payer.language': 'en' })
    const page = await browser.desktop(ENGLISH)
    await page.goto(request.payUrl)
    assert.equal(await page.getAttribute('html', 'lang'), 'en')
    assert.equal(await headline(page), '€1,234.50')
    assert.ok(await page.isVisible('.phone svg'), 'on a desktop the page offers its QR code')
    await pressPay(page)
    assert.ok((await text(page)).includes('Test mode: no money moves'))
    await choose(page, 'succeed')
    assert.equal(await headline(page), '€1,234.50 has been paid')
    assert.equal((await facts(page))['Paid with'], 'Visa •••• 4242')
    noTrouble(page)
    await page.context().close()
  })

  test('once paid, a link shows its receipt and cannot be paid again', async () => {
    const request = await merchant.request()
    const [early, page] = await Promise.all([browser.phone(GERMAN), browser.phone(GERMAN)])
    await early.goto(request.payUrl)
    await payAt(page, request)

    // Another device that opened the page before still shows the form.
    await early.click(`${PAY} button`)
    await early.waitForURL('**/checkout')
    assert.equal(await headline(early), '119,00 € bezahlt')
    assert.equal(await early.locator('form').count(), 0)

    const late = await browser.phone(GERMAN)
    const answer = await late.goto(request.payUrl)
    assert.equal(answer.status(), 200)
    assert.equal(await headline(late), '119,00 € bezahlt')
    assert.equal(await late.locator('form').count(), 0)

    const replayed = await replay(late, request.payUrl, { method: 'card', version: '1', lang: 'de' })
    assert.deepEqual([replayed.status, replayed.redirected], [200, false])
    assert.match(replayed.html, /119,00\s€ bezahlt/)
    assert.deepEqual(await merchant.payments(request), ['eingegangen'])
    await close(early, page, late)
  })

  test('the back button shows the truth', async () => {
    const request = await merchant.request()
    const page = await browser.phone(GERMAN)
    const first = await page.goto(request.payUrl)
    assert.equal(first.headers()['cache-control'], 'no-store')
    await pressPay(page)
    const checkout = page.url()
    await choose(page, 'succeed')

    await page.goBack()
    assert.equal(page.url(), checkout)
    assert.equal(await page.locator('form').count(), 0)
    assert.ok((await text(page)).includes('Diese Zahlung ist abgeschlossen.'))
    await page.goBack()
    assert.equal(page.url(), request.payUrl)
    assert.equal(await headline(page), '119,00 € bezahlt')
    assert.equal(await page.locator('form').count(), 0)
    await close(page)
  })

  test('the back button shows the truth also where the browser keeps pages in memory', async () => {
    const own = await openBrowser({ keepsPages: true })
    try {
      for (const javaScriptEnabled of [true, false]) {
        const request = await merchant.request()
        const page = await own.phone({ ...GERMAN, javaScriptEnabled })
        await payAt(page, request)
        for (let pages = 0; pages < 2; pages += 1) {
          await page.goBack({ waitUntil: 'commit' })
        }
        assert.equal(page.url(), request.payUrl)
        await until('the page is there', 5000, async () => (await page.locator('main h1').count()) === 1)
        assert.equal(await headline(page), '119,00 € bezahlt')
        // What tells the browser to look again stays for a second.
        await until('no cookie is left', 5000, async () => (await page.context().cookies()).length === 0)
      }
    } finally {
      await own.close()
    }
  })

  test('the hand-over crosses the content security policy, and nothing else does', async () => {
    const request = await merchant.request()
    // Another name of the same server is another origin for the browser.
    const elsewhere = request.payUrl.replace('127.0.0.1', 'localhost')

    const page = await browser.phone(GERMAN)
    const answer = await page.goto(elsewhere)
    const policy = answer.headers()['content-security-policy']
    const target = ` ${demo.url}`
    assert.match(policy, new RegExp(`form-action 'self'[^;]*${target}[ ;]`))
    await pressPay(page)
    assert.equal(new URL(page.url()).origin, demo.url)

    const strict = await browser.phone(GERMAN)
    await strict.route(elsewhere, async (route) => {
      const response = await route.fetch()
      const headers = { ...response.headers(), 'content-security-policy': policy.replace(target, '') }
      await route.fulfill({ response, headers })
    })
    await strict.goto(elsewhere)
    const refused = strict.waitForEvent('console', (message) => message.text().includes('form-action'))
    await strict.click(`${PAY} button`)
    await refused
    assert.equal(await headline(strict), '119,00 €')
    await close(page, strict)
  })

  test('two tabs get the same checkout', async () => {
    const request = await merchant.request()
    const tabs = await Promise.all([browser.phone(GERMAN), browser.desktop(GERMAN)])
    await Promise.all(tabs.map((tab) => tab.goto(request.payUrl)))
    await Promise.all(tabs.map(pressPay))
    assert.equal(tabs[0].url(), tabs[1].url())
    assert.deepEqual(await merchant.payments(request), ['auf der Bezahlseite'])
    await close(...tabs)
  })

  test('of two tabs at the provider one pays, and the other one says so', async () => {
    const request = await merchant.request()
    const page = await browser.phone(GERMAN)
    const other = await page.context().newPage()
    for (const tab of [page, other]) {
      await tab.goto(request.payUrl)
      await pressPay(tab)
    }
    await choose(page, 'succeed')
    assert.equal(await headline(page), '119,00 € bezahlt')

    // The other tab's page is old: paying there leads to the receipt, without a second payment.
    await choose(other, 'succeed')
    assert.equal(await headline(other), '119,00 € bezahlt')
    await other.goBack()
    assert.equal(await other.locator('form').count(), 0)
    assert.ok((await text(other)).includes('Diese Zahlung ist abgeschlossen.'))
    assert.deepEqual(await merchant.payments(request), ['eingegangen'])
    await close(page)
  })

  test('another method ends the checkout that was opened before', async () => {
    const request = await merchant.request()
    const page = await browser.phone(GERMAN)
    const other = await page.context().newPage()
    await page.goto(request.payUrl)
    await pressPay(page)
    await other.goto(request.payUrl)
    await other.check('input[name=method][value=sepa_debit]')
    await pressPay(other)
    assert.notEqual(other.url(), page.url())

    // The ended one takes no money, and the payment page still stands open.
    await choose(page, 'succeed')
    assert.equal(await headline(page), '119,00 €')
    await page.goBack()
    assert.ok((await text(page)).includes('Diese Zahlungsseite ist nicht mehr gültig.'))
    assert.equal(await page.locator('form').count(), 0)

    await choose(other, 'succeed')
    assert.equal(await headline(other), '119,00 € bezahlt')
    assert.equal((await facts(other))['Bezahlt mit'], 'SEPA DE •••• 3000')
    assert.deepEqual((await merchant.payments(request)).sort(), ['abgebrochen', 'eingegangen'])
    await close(page)
  })

  for (const { outcome, reason, english } of [
    { outcome: 'decline', reason: 'Die Bank hat die Zahlung abgelehnt', english: 'The bank declined' },
    { outcome: 'fail_authentication', reason: 'Die Bestätigung bei Ihrer Bank', english: 'confirmation' },
  ]) {
    test(`${outcome}: the page says that no money was taken, and trying again works`, async () => {
      const request = await merchant.request()
      const page = await browser.phone(GERMAN)
      await page.goto(request.payUrl)
      await pressPay(page)
      await choose(page, outcome)
      assert.equal(await headline(page), 'Die Zahlung hat nicht geklappt')
      const told = await text(page)
      assert.ok(told.includes('Es wurde kein Geld abgebucht.') && told.includes(reason), told)
      assert.equal((await page.textContent(`${PAY} button`)).replace(/\s/g, ' '), 'Erneut versuchen: 119,00 €')

      await speak(page, 'en')
      assert.match(await text(page), new RegExp(`No money was taken[^]*${english}`))
      await speak(page, 'de')

      await pressPay(page)
      await choose(page, 'succeed')
      assert.equal(await headline(page), '119,00 € bezahlt')
      assert.deepEqual((await merchant.payments(request)).sort(), ['abgelehnt', 'eingegangen'])
      noTrouble(page)
      await close(page)
    })
  }

  test('a payer who comes back without paying can go on later', async () => {
    const request = await merchant.request()
    const page = await browser.phone({ ...GERMAN, javaScriptEnabled: false })
    await page.goto(request.payUrl)
    await pressPay(page)
    const checkout = page.url()
    await choose(page, 'cancel')
    assert.equal(await headline(page), '119,00 €')
    assert.ok(!(await text(page)).includes('nicht geklappt'))
    await pressPay(page)
    assert.equal(page.url(), checkout)
    await choose(page, 'succeed')
    assert.equal(await headline(page), '119,00 € bezahlt')
    await close(page)
  })

  test('dead links say what happened, whether money was taken, and whom to ask', async () => {
    const page = await browser.phone(GERMAN)
    for (const { reference, says, then } of [
      { reference: 'LI-748102', says: /^Dieser Link ist am \d+\. \S+ \d{4} abgelaufen$/, then: 'um einen neuen Link' },
      { reference: 'LI-748866', says: /^Diese Zahlungsanfrage wurde storniert$/, then: 'storniert' },
    ]) {
      const request = await merchant.sample(reference)
      const answer = await page.goto(request.payUrl)
      assert.equal(answer.status(), 200)
      assert.match(await headline(page), says)
      const told = await text(page)
      for (const shown of ['Es wurde kein Geld abgebucht.', then, 'Fragen an Klempnerei Nord', 'buero@example.org']) {
        assert.ok(told.includes(shown), `${shown} is missing in:\n${told}`)
      }
      assert.equal(await page.locator('form').count(), 0)
      const replayed = await replay(page, request.payUrl, { method: 'card' })
      assert.deepEqual([replayed.status, replayed.redirected], [200, false])
      assert.doesNotMatch(replayed.html, /<form/)
      assert.deepEqual(await merchant.payments(request), [])
    }
    noTrouble(page)
    await close(page)
  })

  test('a link that expires while it is looked at takes no payment any more', async () => {
    const made = await demo.api('POST', '/payment_requests', {
      amount: 4500,
      currency: 'EUR',
      expires_at: new Date(Date.now() + 4000).toISOString(),
    })
    const page = await browser.phone(GERMAN)
    await page.goto(made.pay_url)
    assert.equal(await headline(page), '45,00 €')
    await until('its time is over', 10_000, () => Date.now() >= Date.parse(made.expires_at))
    await page.click(`${PAY} button`)
    await page.waitForURL('**/checkout')
    assert.match(await headline(page), /^Dieser Link ist am .* abgelaufen$/)
    assert.ok((await text(page)).includes('Es wurde kein Geld abgebucht.'))
    assert.equal(await page.locator('form').count(), 0)
    await close(page)
  })

  test('unknown and mistyped links look alike', async () => {
    const page = await browser.phone(GERMAN)
    const token = new URL(demo.pay_url).pathname.split('/').at(-1)
    const unknown = token.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'))
    const bodies = new Set()
    for (const wrong of [unknown, token.slice(1), `${token}x`, 'x', 'ä']) {
      const answer = await page.goto(`${demo.url}/p/${wrong}`)
      assert.equal(answer.status(), 404, wrong)
      assert.equal(await headline(page), 'Diesen Link gibt es nicht')
      bodies.add(await answer.text())
    }
    assert.equal(bodies.size, 1)
    await close(page)
  })

  test('languages: what is asked for, then the payer, then the browser', async () => {
    const ours = await merchant.request({ 'payer.language': 'de' })
    const open = await merchant.request()
    const english = await browser.phone(ENGLISH)
    const german = await browser.phone(GERMAN)
    const shown = async (page, url) => {
      await page.goto(url)
      return page.getAttribute('html', 'lang')
    }
    assert.equal(await shown(english, ours.payUrl), 'de')
    assert.equal(await shown(english, open.payUrl), 'en')
    assert.equal(await shown(german, open.payUrl), 'de')
    assert.equal(await shown(german, `${open.payUrl}?lang=en`), 'en')
    assert.equal(await shown(german, `${open.payUrl}?lang=xx`), 'de')
    await close(english, german)
  })

  test('the language that a payer chose stays until the receipt', async () => {
    const request = await merchant.request({ 'payer.language': 'de' })
    const page = await browser.phone(GERMAN)
    await page.goto(request.payUrl)
    await speak(page, 'en')
    assert.equal(await headline(page), '€119.00')
    assert.equal(await page.textContent('[aria-current=true]'), 'English')
    await pressPay(page)
    assert.ok((await text(page)).includes('Test mode: no money moves'))
    await choose(page, 'decline')
    assert.equal(await headline(page), 'The payment did not go through')
    await pressPay(page)
    await choose(page, 'succeed')
    assert.equal(await headline(page), '€119.00 has been paid')
    await speak(page, 'de')
    assert.equal(await headline(page), '119,00 € bezahlt')
    await close(page)
  })

  test('the QR code is there to print, as a drawing and as a picture', async () => {
    const page = await browser.desktop()
    await page.goto(demo.pay_url)
    for (const { kind, type } of [{ kind: 'svg', type: 'image/svg+xml' }, { kind: 'png', type: 'image/png' }]) {
      const url = `${demo.pay_url}/qr.${kind}`
      const answer = await page.request.get(url)
      assert.deepEqual([answer.status(), answer.headers()['content-type']], [200, type])
      const { width, height } = await page.evaluate(async (url) => {
        const image = new Image()
        image.src = url
        await image.decode()
        return { width: image.naturalWidth, height: image.naturalHeight }
      }, url)
      assert.equal(width, height)
      if (kind === 'png') assert.ok(width >= 400, `${width} pixels are not enough to print`)
      assert.equal((await page.request.get(`${demo.url}/p/${'x'.repeat(22)}/qr.${kind}`)).status(), 404)
    }
    noTrouble(page)
    await close(page)
  })

  test('a form from elsewhere and a form of rubbish start nothing', async () => {
    const request = await merchant.request()
    const page = await browser.phone(GERMAN)
    await page.goto(request.payUrl)
    const rubbish = await replay(page, request.payUrl, { method: 'gold' })
    assert.equal(rubbish.status, 400)
    assert.match(rubbish.html, /Das konnten wir nicht annehmen/)

    const elsewhere = await browser.phone(GERMAN)
    const body = `<!doctype html><form method=post action="${request.payUrl}/checkout"><button>Pay</button></form>`
    await elsewhere.route('http://elsewhere.example/', (route) => route.fulfill({ contentType: 'text/html', body }))
    await elsewhere.goto('http://elsewhere.example/')
    const [answer] = await Promise.all([
      elsewhere.waitForResponse((response) => response.url().endsWith('/checkout')),
      elsewhere.click('button'),
    ])
    assert.equal(answer.status(), 400)
    assert.equal(await headline(elsewhere), 'Das konnten wir nicht annehmen')
    assert.deepEqual(await merchant.payments(request), [])
    await close(page, elsewhere)
  })
})

// ---- helpers

async function payAt(page, request) {
  await page.goto(request.payUrl)
  await pressPay(page)
  await choose(page, 'succeed')
}

/** Sends the form of the payment page once more, from the page. */
async function replay(page, payUrl, fields) {
  return page.evaluate(
    async ({ url, fields }) => {
      const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(fields) })
      return { status: answer.status, redirected: answer.redirected, html: await answer.text() }
    },
    { url: `${payUrl}/checkout`, fields },
  )
}

/** Whether an element lies wholly on the screen without scrolling. */
async function inView(page, selector) {
  const box = await page.locator(selector).boundingBox()
  const { width, height } = page.viewportSize()
  return box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height
}

async function close(...pages) {
  await Promise.all(pages.map((page) => page.context().close()))
}
