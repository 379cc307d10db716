// Every page as people see it: on a phone and on a desktop, in light and dark, in
// both languages of the dashboard, payers' pages in a third as well. Nothing is cut off, nothing is refused by the policy, and axe
// finds no barrier. `PAYLINK_SCREENSHOTS=folder` keeps a picture of each.
import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { axe, noTrouble, runPaylink, until } from './harness.mjs'
import { choose, faults, logIn, merchantOf, pressPay, startDemo } from './stories.mjs'

const PICTURES = process.env.PAYLINK_SCREENSHOTS

let folder
let demo
let merchant
let links

before(async () => {
  if (PICTURES) await mkdir(PICTURES, { recursive: true })
  // The demo keeps its data in a folder of its own; here it can be found.
  folder = await mkdtemp(join(tmpdir(), 'paylink-look-'))
  demo = await startDemo({ env: { PAYLINK_RATE_LIMITS: 'off', TMPDIR: folder } })
  merchant = await merchantOf(demo)
  links = await makeRequests()
})

after(async () => {
  await demo?.stop()
  if (folder) await rm(folder, { recursive: true, force: true })
})

const DEVICES = [
  { device: 'phone', language: 'de', locale: 'de-DE' },
  { device: 'desktop', language: 'en', locale: 'en-GB' },
]
const OTHER = { de: 'en', en: 'de' }
const LIST = '/dashboard/requests'

/** A page of a request, or one that a form leads to. */
const at = (name) => (page, language) => page.goto(`${links[name].payUrl}?lang=${language}`)

const PAYER = {
  open: at('open'),
  countdown: at('countdown'),
  overdue: at('overdue'),
  'open-large': at('large'),
  'open-bare': at('bare'),
  declined: at('declined'),
  processing: at('processing'),
  checking: at('checking'),
  paid: at('paid'),
  'part-refunded': at('part-refunded'),
  refunded: at('refunded'),
  expired: at('expired'),
  cancelled: at('cancelled'),
  unpayable: at('unpayable'),
  'not-offered': async (page, language) => {
    await at('open')(page, language)
    await page.$eval('input[name=method]', (field) => (field.value = 'paypal'))
    await Promise.all([page.waitForURL('**/checkout'), page.click('form button')])
  },
  preparing: async (page, language) => {
    await at('preparing')(page, language)
    await Promise.all([page.waitForURL('**/checkout'), page.click('form button')])
  },
  refused: async (page, language) => {
    await at('open')(page, language)
    await page.$eval('input[name=method]', (field) => (field.value = 'gold'))
    await Promise.all([page.waitForURL('**/checkout'), page.click('form button')])
  },
  'not-found': (page, language) => page.goto(`${demo.url}/p/nothing?lang=${language}`),
}

const SANDBOX = {
  'sandbox-open': (page, language) => page.goto(links.sandbox[language]),
  'sandbox-over': (page, language) => page.goto(links.over[language]),
}

const GATE = {
  login: (page) => page.goto(`${demo.url}/dashboard/login`),
  'login-wrong': async (page) => {
    await page.goto(`${demo.url}/dashboard/login`)
    await page.fill('input[name=email]', 'erika@example.org')
    await page.fill('input[name=password]', 'falsch')
    await Promise.all([page.waitForResponse('**/dashboard/login'), page.click('.gate-form button')])
    await page.waitForSelector('[role=alert]')
  },
  'login-ended': (page) => page.goto(`${demo.url}/dashboard/login?ended=1`),
}

const detail = (name) => (page) => page.goto(links[name].detailUrl)

const DASHBOARD = {
  list: (page) => page.goto(demo.url + LIST),
  'list-menu': async (page) => {
    await page.goto(demo.url + LIST)
    await page.click('.menu summary')
  },
  'list-overdue': (page) => page.goto(`${demo.url}${LIST}?status=overdue`),
  'list-nothing': (page) => page.goto(`${demo.url}${LIST}?q=Dachrinne`),
  new: (page) => page.goto(`${demo.url}${LIST}/new`),
  'new-faults': async (page) => {
    await page.goto(`${demo.url}${LIST}/new`)
    await page.fill('input[name=amount]', 'viel')
    await page.fill('input[name=description]', 'Karte 4242 4242 4242 4242')
    await page.fill('input[name="payer.email"]', 'erika@')
    await page.click('details.more summary')
    await page.fill('input[name=countdown_days]', 'bald')
    await Promise.all([page.waitForResponse(`**${LIST}`), page.click('.form-end button')])
    await page.waitForSelector('[role=alert]')
  },
  'detail-created': (page) => page.goto(`${links.open.detailUrl}?notice=created`),
  'detail-overdue': detail('overdue'),
  'detail-cancel': async (page) => {
    await page.goto(links.open.detailUrl)
    await page.click('#cancel summary')
  },
  'detail-paid': detail('paid'),
  'detail-part-refunded': detail('part-refunded'),
  'detail-refunded': detail('refunded'),
  'detail-refund-wrong': async (page) => {
    await page.goto(links.paid.detailUrl)
    await page.click('details.refund summary')
    await page.fill('details.refund input[name=amount]', '900')
    await Promise.all([page.waitForResponse('**/refunds'), page.click('details.refund form button')])
    await page.waitForSelector('details.refund .fault')
  },
  'detail-declined': detail('declined'),
  'detail-processing': detail('processing'),
  'detail-checking': detail('checking'),
  'detail-expired': detail('expired'),
  'detail-cancelled': detail('cancelled'),
  'detail-large': detail('large'),
  sessions: (page) => page.goto(`${demo.url}/dashboard/sessions`),
  password: (page) => page.goto(`${demo.url}/dashboard/password`),
  'password-wrong': async (page) => {
    await page.goto(`${demo.url}/dashboard/password`)
    await page.fill('input[name=old]', 'falsch')
    await page.fill('input[name=new]', 'kurz')
    await page.fill('input[name=again]', 'kurz')
    await Promise.all([page.waitForResponse('**/dashboard/password'), page.click('.form-end button')])
    await page.waitForSelector('.fault')
  },
  error: (page) => page.goto(`${demo.url}/dashboard/nothing`),
}

/** In live mode, where nobody takes payments. */
const LIVE = {
  'detail-unpayable': detail('unpayable'),
}

for (const { device, language, locale } of DEVICES) {
  describe(`on a ${device}`, { concurrency: 2 }, () => {
    for (const [name, go] of Object.entries({ ...PAYER, ...SANDBOX })) {
      test(name, async () => {
        const page = await demo.browser[device]({ locale })
        await go(page, language)
        await look(page, name, device, language)
        if (name in PAYER) {
          await touchable(page)
          await go(page, OTHER[language])
          await nothingCutOff(page)
          await narrow(page, device)
        }
        noTrouble(page)
        await page.context().close()
      })
    }
    for (const [name, go] of Object.entries(GATE)) {
      test(name, async () => {
        const page = await demo.browser[device]({ locale })
        await go(page)
        await look(page, name, device, language)
        await narrow(page, device)
        noTrouble(page)
        await page.context().close()
      })
    }
    for (const [name, go] of Object.entries({ ...DASHBOARD, ...LIVE })) {
      test(name, async () => {
        const storageState = await session(language, { live: name in LIVE })
        const page = await demo.browser[device]({ locale, storageState })
        await go(page)
        await look(page, name, device, language)
        await narrow(page, device)
        noTrouble(page)
        await page.context().close()
      })
    }
  })
}

// Long words, long months, another alphabet: what stays whole in Polish does in the other languages of payers.
describe('in Polish', { concurrency: 2 }, () => {
  for (const [name, go] of Object.entries(PAYER)) {
    test(name, async () => {
      const page = await demo.browser.phone({ locale: 'pl-PL' })
      await go(page, 'pl')
      await look(page, name, 'phone', 'pl', ['light'])
      await touchable(page)
      if (await page.$('.languages')) {
        await page.click('.languages summary')
        await touchable(page)
      }
      await narrow(page, 'phone')
      noTrouble(page)
      await page.context().close()
    })
  }
})

describe('on tablets', () => {
  for (const width of [761, 768, 820, 900, 960, 1024, 1180]) {
    test(`the list is whole at ${width}`, async () => {
      const page = await demo.browser.desktop({ locale: 'de-DE', storageState: await session('de') })
      await page.setViewportSize({ width, height: 1000 })
      await page.goto(demo.url + LIST)
      await nothingCutOff(page)
      await cellsWhole(page)
      await look(page, `list-${width}`, 'tablet', 'de')
      noTrouble(page)
      await page.context().close()
    })
  }
})

// ---- what is looked for

async function look(page, name, device, language, colorSchemes = ['light', 'dark']) {
  assert.equal(await page.getAttribute('html', 'lang'), language)
  await nothingCutOff(page)
  await wholePage(page)
  for (const colorScheme of colorSchemes) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    if (PICTURES) await page.screenshot({ path: join(PICTURES, `${name}.${device}.${colorScheme}.${language}.png`) })
    // Only colours differ in the dark.
    await axe(page, colorScheme === 'light' ? {} : { rules: ['color-contrast'] })
  }
}

/** A screen as high as the page, so that the navigation at the thumb covers nothing. */
async function wholePage(page) {
  const { width, height } = page.viewportSize()
  const whole = await page.evaluate(() => {
    scrollTo(0, 0)
    return document.documentElement.scrollHeight
  })
  await page.setViewportSize({ width, height: Math.max(height, whole) })
}

/** Nothing is wider than the screen, save what can be scrolled within itself. */
async function nothingCutOff(page) {
  const found = await page.evaluate(() => {
    const width = document.documentElement.clientWidth
    const wide = [...document.body.querySelectorAll('*')].filter((element) => {
      if (!element.checkVisibility({ visibilityProperty: true }) || element.closest('.hidden, .unseen, .skip')) return false
      const { left, right } = element.getBoundingClientRect()
      if (right <= width + 1 && left >= -1) return false
      for (let around = element.parentElement; around; around = around.parentElement) {
        const { overflowX, textOverflow } = getComputedStyle(around)
        if (['auto', 'scroll'].includes(overflowX) || textOverflow === 'ellipsis') return false
      }
      return true
    })
    const clipped = [...document.querySelectorAll('button, .button, h1, h2, dd, td')].filter((element) => {
      const cut = element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0
      return cut && element.checkVisibility() && getComputedStyle(element).textOverflow !== 'ellipsis'
    })
    const say = (element) => `${element.tagName.toLowerCase()}.${element.className}: ${element.textContent.trim().slice(0, 60)}`
    return { scrolls: document.documentElement.scrollWidth - width, wide: wide.map(say), clipped: clipped.map(say) }
  })
  assert.deepEqual(found, { scrolls: 0, wide: [], clipped: [] }, page.url())
}

/** No cell reaches beyond its sheet, and no word that would fit is torn. */
async function cellsWhole(page) {
  const found = await page.$$eval('.requests td, .requests th', (cells) => {
    // Where rows are cards, their headings are for ears only.
    const spoken = (cell) => cell.closest('thead') && getComputedStyle(cell.closest('thead')).position === 'absolute'
    const seen = cells.filter((cell) => cell.checkVisibility() && !spoken(cell))
    const cut = seen.filter((cell) => cell.getBoundingClientRect().right > cell.closest('.sheet').getBoundingClientRect().right)
    const torn = []
    for (const cell of seen) {
      const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT)
      while (texts.nextNode()) {
        for (const word of texts.currentNode.data.matchAll(/(?<!\S)\S{2,20}(?!\S)/g)) {
          const range = document.createRange()
          range.setStart(texts.currentNode, word.index)
          range.setEnd(texts.currentNode, word.index + word[0].length)
          const lines = new Set([...range.getClientRects()].map((rect) => Math.round(rect.top)))
          if (lines.size > 1) torn.push(word[0])
        }
      }
    }
    return { cells: seen.length > 0, cut: cut.map((cell) => cell.textContent), torn }
  })
  assert.deepEqual(found, { cells: true, cut: [], torn: [] })
}

/** As wide as a desktop at 400 %: WCAG 2.2, 1.4.10. */
async function narrow(page, device) {
  if (device !== 'phone') return
  await page.setViewportSize({ width: 320, height: 640 })
  await nothingCutOff(page)
}

/** Whatever can be tapped on the payer's page is 44 pixels high. */
async function touchable(page) {
  const small = await page.$$eval('a, button, summary, label', (elements) =>
    elements
      .filter((element) => element.checkVisibility() && element.getBoundingClientRect().height < 44)
      .map((element) => `${element.tagName} ${element.textContent.trim()}: ${element.getBoundingClientRect().height}`),
  )
  assert.deepEqual(small, [], page.url())
}

// ---- what is looked at

async function makeRequests() {
  const sample = (reference) => merchant.sample(reference)
  const made = {
    open: await sample('LI-748925'),
    overdue: await sample('LI-748870'),
    declined: await sample('LI-748926'),
    processing: await sample('LI-748921'),
    paid: await sample('LI-748927'),
    'part-refunded': await sample('LI-748924'),
    expired: await sample('LI-748102'),
    cancelled: await sample('LI-748866'),
    countdown: await merchant.request({ expires_on: inDays(3), countdown_days: '7', reference: 'RE-2026-0815' }),
    large: await merchant.request({
      amount: '12345678,90',
      // So much is asked about once.
      sure_amount: '12345678,90',
      description: 'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen und Grundstücksverkehrsgenehmigungszuständigkeitsübertragung, zweiter Abschlag',
      reference: 'RECHNUNGSNUMMER-2026-000000000000000000000000000000000000000123',
      'payer.name': 'Dr. Maximiliane-Charlotte Freifrau von und zu Hohenschwangau-Wittelsbach',
      'payer.email': 'maximiliane-charlotte.freifrau-von-und-zu-hohenschwangau@buchhaltung.example.org',
      'payer.phone': '+49 151 12345678',
    }),
    bare: await merchant.request({ amount: '5', description: '', 'payer.name': '' }),
    refunded: await merchant.request({ description: 'Dichtung, doppelt bezahlt' }),
    checking: await merchant.request(),
    preparing: await merchant.request(),
    unpayable: await liveRequest(),
  }
  const page = await demo.browser.phone({ locale: 'de-DE' })
  const start = async (name) => {
    await page.goto(made[name].payUrl)
    await pressPay(page)
  }
  for (const language of ['de', 'en']) {
    for (const name of ['sandbox', 'over']) {
      const { payUrl } = await merchant.request()
      await page.goto(`${payUrl}?lang=${language}`)
      await pressPay(page)
      made[name] = { ...made[name], [language]: page.url() }
    }
    await choose(page, 'succeed')
  }

  await start('refunded')
  await choose(page, 'succeed')
  const [payment] = (await demo.api('GET', `/payment_requests/${made.refunded.id}/payments`)).data
  await demo.api('POST', `/payments/${payment.id}/refunds`, {})

  // One checkout is left whose end is never answered, another whose start is not.
  await start('checking')
  const silent = { lose_notifications: true, end_answer: 'error', start_answer: 'error', lookup_answer: 'error' }
  await faults(demo, silent)
  await page.goto(made.checking.payUrl)
  await page.check('input[name=method][value=sepa_debit]')
  await Promise.all([page.waitForURL('**/checkout'), page.click('form button')])
  await page.goto(made.preparing.payUrl)
  await Promise.all([page.waitForURL('**/checkout'), page.click('form button')])
  await page.context().close()

  await until('the refund has arrived', 10_000, async () => {
    const request = await demo.api('GET', `/payment_requests/${made.refunded.id}`)
    return request.amount_refunded === request.amount
  })
  return made
}

/** A request in live mode, which has a key and no account at a provider. */
async function liveRequest() {
  const [data] = (await readdir(folder)).filter((name) => name.startsWith('paylink-demo-'))
  const at = join(folder, data)
  const env = { PAYLINK_DATA_DIR: at, PAYLINK_DATABASE_URL: `sqlite:${join(at, 'demo.db')}` }
  const { stdout, stderr } = await runPaylink(['key', 'make', '--live', '--name', 'shop', '--json'], env)
  assert.ok(stdout, stderr)
  const { api_key } = JSON.parse(stdout)
  const answer = await fetch(`${demo.url}/api/v1/payment_requests`, {
    method: 'POST',
    headers: { authorization: `Bearer ${api_key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ amount: 11_900, currency: 'EUR', description: 'Rohrreparatur', reference: 'LI-748930' }),
  })
  const made = await answer.json()
  assert.equal(answer.status, 201, JSON.stringify(made))
  return { payUrl: made.url ?? made.pay_url, detailUrl: `${demo.url}${LIST}/${made.id}`, id: made.id }
}

const sessions = new Map()

/** One log-in for each language and mode. */
function session(language, { live = false } = {}) {
  const kind = `${language} ${live}`
  if (!sessions.has(kind)) {
    const opened = async () => {
      const page = await demo.browser.desktop({ locale: language === 'de' ? 'de-DE' : 'en-GB' })
      await logIn(page, demo)
      if (live) {
        await page.click('.menu summary')
        await Promise.all([page.waitForEvent('load'), page.click('button[name=live][value=true]')])
      }
      const state = await page.context().storageState()
      await page.context().close()
      return state
    }
    sessions.set(kind, opened())
  }
  return sessions.get(kind)
}

function inDays(days) {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
}
