// Makes the pictures of the README from the demo: `node tests/browser/pictures.mjs`.
// With pngquant in the path they become small.
import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { choose, logIn, merchantOf, pressPay, startDemo } from './stories.mjs'

const FOLDER = fileURLToPath(new URL('./pictures/', import.meta.url))

const demo = await startDemo()
try {
  await mkdir(FOLDER, { recursive: true })
  const merchant = await merchantOf(demo)
  await merchant.page.context().close()

  const payer = await demo.browser.phone({ locale: 'de-DE' })
  await payer.goto(demo.pay_url)
  await keep(payer, 'payer-open')
  await payer.emulateMedia({ colorScheme: 'dark' })
  await pressPay(payer)
  await choose(payer, 'succeed')
  await keep(payer, 'payer-paid')

  const desktop = (colorScheme) =>
    demo.browser.desktop({ locale: 'en-GB', colorScheme, deviceScaleFactor: 2, viewport: { width: 1280, height: 800 } })
  const list = await desktop('light')
  await logIn(list, demo)
  await keep(list, 'dashboard-list')
  const detail = await desktop('dark')
  await logIn(detail, demo)
  await detail.click('.c-purpose a:has-text("Wartung Gastherme")')
  await detail.waitForURL('**/requests/pr_*')
  await keep(detail, 'dashboard-detail')
} finally {
  await demo.stop()
}

async function keep(page, name) {
  const path = `${FOLDER}${name}.png`
  await writeFile(path, await page.screenshot())
  await promisify(execFile)('pngquant', ['--force', '--strip', '--speed', '1', '--output', path, '128', path]).catch(
    (error) => console.error(`${name} stays large: ${error.message}`),
  )
}
