// Opens every page of a folder in headless Chromium, as `make report-check` does:
//   node check.mjs FOLDER [PICTURES]
// No message on the console, no request, nothing for axe-core to complain of in light and dark, no sideways scrolling at 360 and 1280 pixels,
// and a PDF that has something in it. Pictures go to a folder, for people to look at.

import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import puppeteer from 'puppeteer-core'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium'
const WIDTHS = [360, 1280]

const [folder, pictures = join(folder, 'pictures')] = process.argv.slice(2)
const names = readdirSync(folder).filter((name) => name.endsWith('.html')).sort()
assert.ok(names.length > 0, `no page in ${folder}`)
mkdirSync(pictures, { recursive: true })

// As root, as in many containers, Chromium has no sandbox; what it opens here was written a moment ago.
const browser = await puppeteer.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-background-networking'] })
try {
  for (const name of names) await check(name)
} finally {
  await browser.close()
}

async function check(name) {
  const address = pathToFileURL(resolve(folder, name)).href
  const page = await browser.newPage()
  const [messages, requests] = [[], []]
  page.on('console', (message) => messages.push(message.text()))
  page.on('pageerror', (error) => messages.push(String(error)))
  page.on('request', (request) => requests.push(request.url()))
  for (const scheme of ['light', 'dark']) {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }])
    for (const width of WIDTHS) {
      await page.setViewport({ width, height: 900 })
      await page.goto(address)
      const wide = await page.evaluate(() => document.documentElement.scrollWidth)
      assert.ok(wide <= width, `${name} is ${wide} pixels wide at ${width}`)
      // Words must not lie upon each other where there is little room.
      const cut = await page.evaluate(cutOff)
      assert.deepEqual(cut, [], `${name} at ${width}: words beyond their chart or on a bar`)
      await page.screenshot({ path: join(pictures, `${name}.${width}.${scheme}.png`), fullPage: true })
    }
    await page.evaluate(() => document.querySelectorAll('details').forEach((it) => { it.open = true }))
    assert.deepEqual([messages, requests.filter((url) => url !== address)], [[], []])
    // By the inspector, which the page's own policy does not bind.
    await page.evaluate(AXE)
    const { violations } = await page.evaluate(() => globalThis.axe.run())
    assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes.map(({ target, failureSummary }) => [target, failureSummary])]), [])
  }
  await page.goto(address)
  const pdf = await page.pdf({ preferCSSPageSize: true })
  assert.ok(pdf.length > 10_000 && Buffer.from(pdf.subarray(0, 5)).toString() === '%PDF-', `${name} does not print`)
  writeFileSync(join(pictures, `${name}.pdf`), pdf)
  await page.close()
  console.log(`${name}: no message, no request, no violation; ${Math.round(pdf.length / 1000)} kB of PDF`)
}

/** Runs in the page: texts of charts that reach beyond their chart, or lie upon a bar. */
function cutOff() {
  const found = []
  for (const text of document.querySelectorAll('svg text')) {
    const [inner, outer] = [text.getBoundingClientRect(), text.closest('svg').getBoundingClientRect()]
    if (inner.right > outer.right + 1) found.push(text.textContent)
    for (const bar of text.closest('svg').querySelectorAll('rect')) {
      const other = bar.getBoundingClientRect()
      const apart = other.width === 0 || inner.right <= other.left + 1 || other.right <= inner.left + 1 || inner.bottom <= other.top + 4 || other.bottom <= inner.top + 4
      if (!apart) found.push(`${text.textContent} on a bar`)
    }
  }
  return found
}
