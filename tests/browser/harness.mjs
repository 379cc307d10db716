// What browser stories share: a browser like the payer's, a running paylink, and
// a check for accessibility.
//
//   const browser = await openBrowser()
//   const page = await browser.phone({ javaScriptEnabled: false, locale: 'de-DE' })
//   const paylink = await startPaylink()
import { AxeBuilder } from '@axe-core/playwright'
import { chromium } from 'playwright-core'

export { program, runPaylink, startPaylink, until } from '../paylink.mjs'
export { startStripeRig } from '../rigs/stripe/client.mjs'

const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  // A page that loads anything from elsewhere fails here instead of reaching out.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
]

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 }
const DESKTOP = { viewport: { width: 1280, height: 900 } }

const DEFAULTS = { colorScheme: 'light', javaScriptEnabled: true, locale: 'en-GB' }

/**
 * Chromium, and pages in it. Each page has a context of its own, so cookies and
 * cache are never shared; `page.context().newPage()` opens a second tab.
 *
 * `keepsPages`: going back shows a page from memory, as it does for people;
 * Playwright switches that off, and waits for a load that does not come.
 */
export async function openBrowser({ keepsPages = false } = {}) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
    args: CHROMIUM_ARGS,
    ignoreDefaultArgs: keepsPages ? ['--disable-back-forward-cache'] : [],
  })
  const open = (device) => async (options = {}) => {
    const settings = { ...device, ...DEFAULTS, ...options }
    const context = await browser.newContext(settings)
    context.setDefaultTimeout(10_000)
    context.on('page', watch)
    if (!settings.javaScriptEnabled) scriptless.add(context)
    return context.newPage()
  }
  return {
    browser,
    phone: open(PHONE),
    desktop: open(DESKTOP),
    close: () => browser.close(),
  }
}

const scriptless = new WeakSet()
const troubles = new WeakMap()

function watch(page) {
  const seen = []
  troubles.set(page, seen)
  page.on('pageerror', (error) => seen.push(`error: ${error.message}`))
  page.on('requestfailed', (request) => {
    // A redirect or a closed tab aborts what was loading; that is no trouble.
    const reason = request.failure()?.errorText
    if (reason !== 'net::ERR_ABORTED') seen.push(`${request.url()}: ${reason}`)
  })
  // A page that answers 404 or 422 is what a story is about; a file of it that does is trouble.
  const pages = new Set()
  page.on('response', (response) => {
    if (response.request().isNavigationRequest()) pages.add(response.url())
  })
  page.on('console', (message) => {
    if (message.type() !== 'error') return
    const status = message.text().startsWith('Failed to load resource: the server responded')
    if (!status || !pages.has(message.location().url)) seen.push(`console: ${message.text()}`)
  })
}

/** Throws what the browser complained of since: script errors, blocked and failed loads. */
export function noTrouble(page) {
  const seen = troubles.get(page).splice(0)
  if (seen.length > 0) throw new Error(`${page.url()}:\n  ${seen.join('\n  ')}`)
}

const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']

/**
 * Throws when axe finds a violation, naming rule, element and reason of each. axe
 * is a script: where scripts are off it would wait for ever. `rules` are all that
 * are looked at, where others were looked at before. `whole` looks at the page in a
 * window as high as it is: what happens to lie half below a bar that stays, as
 * far as the page is scrolled just now, would count as a small target.
 */
export async function axe(page, { rules, whole = false } = {}) {
  if (scriptless.has(page.context())) throw new Error('axe needs a page opened with JavaScript')
  const builder = new AxeBuilder({ page })
  const size = page.viewportSize()
  if (whole) {
    const height = await page.evaluate(() => document.documentElement.scrollHeight)
    await page.setViewportSize({ ...size, height })
  }
  const { violations } = await (rules ? builder.withRules(rules) : builder.withTags(AXE_TAGS)).analyze()
  if (whole) await page.setViewportSize(size)
  if (violations.length === 0) return
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ target, html, failureSummary }) =>
        `${id}: ${help}\n    at ${target.join(' ')}: ${html}\n    ` +
        failureSummary.replaceAll('\n', '\n    '),
    ),
  )
  throw new Error(`${page.url()} has ${found.length} accessibility violations\n  ${found.join('\n  ')}`)
}
