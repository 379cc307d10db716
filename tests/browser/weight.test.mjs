// The payment page is one answer, small enough for the first round trip, and
// brings everything along.
import assert from 'node:assert/strict'
import http from 'node:http'
import { after, before, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { noTrouble } from './harness.mjs'
import { merchantOf, startDemo } from './stories.mjs'

const MOST = 14 * 1024

let demo
let pages

before(async () => {
  demo = await startDemo()
  const merchant = await merchantOf(demo)
  const sample = async (reference) => (await merchant.sample(reference)).payUrl
  pages = {
    open: demo.pay_url,
    overdue: await sample('LI-748870'),
    declined: await sample('LI-748926'),
    processing: await sample('LI-748921'),
    paid: await sample('LI-748927'),
    refunded: await sample('LI-748924'),
    cancelled: await sample('LI-748866'),
    expired: await sample('LI-748102'),
    'not found': `${demo.url}/p/${'x'.repeat(22)}`,
  }
  await merchant.page.context().close()
})

after(() => demo?.stop())

test('every state fits into 14 KB, headers and style with it', async (t) => {
  for (const [state, url] of Object.entries(pages)) {
    for (const language of ['de', 'en', 'fr', 'pl']) {
      const answer = await fetchOnce(`${url}?lang=${language}`, { 'accept-encoding': 'gzip' })
      assert.equal(answer.headers['content-encoding'], 'gzip')
      assert.ok(answer.transferred <= MOST, `${state} in ${language}: ${answer.transferred} bytes`)
      const html = gunzipSync(answer.body).toString()
      assert.match(html, /<style>/)
      if (language === 'de') t.diagnostic(`${state}: ${answer.transferred} bytes, ${html.length} unpacked`)
    }
  }
})

test('everybody gets the same bytes', async () => {
  const agents = ['Mozilla/5.0 (iPhone)', 'facebookexternalhit/1.1', 'WhatsApp/2', 'curl/8', '']
  const bodies = new Set()
  for (const agent of agents) {
    const { body } = await fetchOnce(`${demo.pay_url}?lang=de`, { 'user-agent': agent })
    bodies.add(body.toString())
  }
  assert.equal(bodies.size, 1)
})

for (const javaScriptEnabled of [true, false]) {
  test(`one request and no other host, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, async () => {
    for (const [state, url] of Object.entries(pages)) {
      const page = await demo.browser.phone({ javaScriptEnabled })
      const requests = []
      page.context().on('request', (request) => requests.push(request.url()))
      await page.goto(url)
      // Only a page that changes by itself may bring a script that looks for it.
      const script = state === 'processing' && javaScriptEnabled ? [`${demo.url}/static/js/refresh.js`] : []
      assert.deepEqual(requests, [url, ...script], state)
      assert.ok(await page.isVisible('h1'))
      assert.match(await page.getAttribute('link[rel=icon]', 'href'), /^data:/)
      // Styled: the style block is let through by its hash.
      assert.equal(await page.$eval('body', (body) => getComputedStyle(body).marginTop), '0px')
      noTrouble(page)
      await page.context().close()
    }
  })
}

/** One answer over a connection of its own, and every byte of it. */
function fetchOnce(url, headers) {
  return new Promise((resolve, reject) => {
    const request = http.get(url, { headers: { connection: 'close', ...headers }, agent: false }, (response) => {
      const chunks = []
      response.on('data', (chunk) => chunks.push(chunk))
      response.on('end', () => {
        const { statusCode: status, headers, socket } = response
        resolve({ status, headers, body: Buffer.concat(chunks), transferred: socket.bytesRead })
      })
    })
    request.on('error', reject)
  })
}
