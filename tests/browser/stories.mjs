// What stories about paylink share: the demo, its merchant at the dashboard, and
// a payer's way through a payment.
import assert from 'node:assert/strict'
import { openBrowser, startPaylink, until } from './harness.mjs'

/** The demo and a browser. `open` are what `paylink demo --json` printed. */
export async function startDemo({ env = {} } = {}) {
  const browser = await openBrowser()
  const paylink = await startPaylink({ args: ['demo', '--json'], env }).catch(async (error) => {
    // An open browser would keep the story waiting for ever.
    await browser.close()
    throw error
  })
  const stop = async () => {
    await browser.close()
    return paylink.stop()
  }
  try {
    // It serves before its samples are made.
    const line = await until('the demo says how to use it', 15_000, () => {
      return paylink.output().split('\n').find((line) => line.startsWith('{"') && line.includes('"pay_url"'))
    })
    const demo = { ...paylink, ...JSON.parse(line), browser, stop }
    demo.api = (method, path, body) => callApi(demo, method, path, body)
    return demo
  } catch (error) {
    await stop()
    throw new Error(`${error.message}\n${paylink.output()}`)
  }
}

async function callApi(demo, method, path, body) {
  const answer = await fetch(`${demo.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${demo.api_key}`, 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  })
  const said = await answer.json()
  assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${JSON.stringify(said)}`)
  return said
}

/** Lets the sandbox fail in that way until it is called again with another. */
export async function faults(demo, faults) {
  const [sandbox] = (await demo.api('GET', '/provider_accounts')).data
  await demo.api('PATCH', `/provider_accounts/${sandbox.id}`, { faults })
}

/** Logs in by the form, in whatever language and size the page has. */
export async function logIn(page, demo, { path = '/dashboard/requests' } = {}) {
  await page.goto(demo.url + path)
  await page.fill('input[name=email]', demo.user_email)
  await page.fill('input[name=password]', demo.password)
  await page.click('form[action="/dashboard/login"] button')
  await page.waitForURL((url) => url.pathname === new URL(path, demo.url).pathname)
}

/**
 * A merchant at the dashboard who makes requests as its form does, and tells what
 * is in their detail page. One log-in for many: log-ins are limited.
 */
export async function merchantOf(demo) {
  const page = await demo.browser.desktop({ locale: 'de-DE' })
  await logIn(page, demo)
  const session = await page.context().storageState()
  const send = async (path, fields) => {
    const answer = await page.evaluate(
      async ({ path, fields }) => {
        const answer = await fetch(path, { method: 'POST', body: new URLSearchParams(fields) })
        return { status: answer.status, url: answer.url, html: await answer.text() }
      },
      { path, fields },
    )
    assert.equal(answer.status, 200, `POST ${path}: ${answer.status}\n${answer.html}`)
    return answer
  }
  // The form says which merchant and mode it stands in.
  const scope = await page.evaluate(async () => {
    const html = await (await fetch('/dashboard/requests/new')).text()
    return new DOMParser().parseFromString(html, 'text/html').querySelector('input[name=scope]').value
  })
  return {
    page,
    /** For more pages that are logged in: `browser.phone({ storageState: merchant.session })`. */
    session,
    /** Makes a request of 119,00 € to be paid in German; `fields` are those of the form. */
    async request(fields = {}) {
      const { url, html } = await send('/dashboard/requests', {
        scope,
        amount: '119,00',
        currency: 'EUR',
        description: 'Rohrreparatur',
        'payer.name': 'Erika Mustermann',
        ...fields,
      })
      const payUrl = /id="pay-link"[^>]*value="([^"]+)"/.exec(html)?.[1]
      assert.ok(payUrl, `no pay link in ${url}`)
      const detailUrl = url.split('?')[0]
      return { payUrl, detailUrl, id: detailUrl.split('/').at(-1) }
    },
    /** Makes so many requests at once; `purpose(number)` is what each is for. */
    async fill(count, purpose) {
      const forms = Array.from({ length: count }, (_, index) => ({ scope, amount: '1', currency: 'EUR', description: purpose(index + 1) }))
      const made = await page.evaluate(async (forms) => {
        let made = 0
        for (const form of forms) {
          const body = new URLSearchParams(form)
          const answer = await fetch('/dashboard/requests', { method: 'POST', body, redirect: 'manual' })
          if (answer.type === 'opaqueredirect') made += 1
        }
        return made
      }, forms)
      assert.equal(made, count)
    },
    cancel: (request) => send(`/dashboard/requests/${request.id}/cancellation`, {}),
    /** How many payments the detail page of a request shows, and in which state. */
    async payments(request) {
      return page.evaluate(async (url) => {
        const html = await (await fetch(url)).text()
        const parsed = new DOMParser().parseFromString(html, 'text/html')
        return [...parsed.querySelectorAll('article.payment header .status')].map((status) => status.textContent)
      }, request.detailUrl)
    },
    /** The demo's own requests, by their reference. */
    async sample(reference) {
      const { detailUrl, payUrl } = await page.evaluate(async (q) => {
        const parse = async (url) => new DOMParser().parseFromString(await (await fetch(url)).text(), 'text/html')
        const list = await parse(`/dashboard/requests?${new URLSearchParams({ q })}`)
        const detailUrl = new URL(list.querySelector('.requests tbody a').getAttribute('href'), location.href).href
        return { detailUrl, payUrl: (await parse(detailUrl)).querySelector('#pay-link').value }
      }, reference)
      return { payUrl, detailUrl, id: detailUrl.split('/').at(-1) }
    },
  }
}

/** Presses Pay and waits for the provider's page. */
export async function pressPay(page) {
  await page.click('form[action$="/checkout"] button')
  await page.waitForURL('**/sandbox/checkout/*')
}

/** Opens the list behind the globe and chooses a language. */
export async function speak(page, language) {
  await page.click('.languages summary')
  await Promise.all([page.waitForEvent('load'), page.click(`.languages a[hreflang=${language}]`)])
}

/** At the provider's page, lets that happen and waits to be back. */
export async function choose(page, outcome) {
  await page.click(`button[name=outcome][value=${outcome}]`)
  await page.waitForURL('**/p/*')
}

/** Text with plain spaces. */
export const plain = (text) => text.replace(/[\u00a0\u202f]/g, ' ').replaceAll('\u00ad', '').trim()

/** The headline of the page that is shown. */
export async function headline(page) {
  return plain(await page.textContent('h1'))
}

/** All text that a person sees, with plain spaces. */
export async function text(page) {
  return plain(await page.innerText('body'))
}

/** Details or receipt of a payment page: label to value. */
export async function facts(page) {
  const pairs = await page.$$eval('dl div', (rows) =>
    rows.map((row) => [row.querySelector('dt').textContent, row.querySelector('dd').textContent]),
  )
  return Object.fromEntries(pairs.map((pair) => pair.map(plain)))
}
