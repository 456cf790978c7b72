import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'

interface Test { teardown(then: () => Promise<unknown>): void }

/** Chromium as Debian installs it, or where `CHROMIUM` says. */
const PLACES = [process.env['CHROMIUM'] ?? '', '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
/** Where it is; absent: nowhere. */
export const PLACE: string | undefined = PLACES.find((path) => path !== '' && existsSync(path))

/** For a test's `skip`: why it cannot be tried; false where it can. */
export const NO_BROWSER: string | false = PLACE === undefined ? 'there is no Chromium on this machine: install the Debian package chromium, or set CHROMIUM' : false

export const PHONE = { width: 390, height: 844 }
export const LIBRARY = { width: 1280, height: 900 }

let running: Promise<Browser> | undefined

/** A window that speaks Chinese; closed after the test. What it asks other addresses for is kept in `strayed`. */
export async function opened(t: Test, address: string, { width, height }: { width: number; height: number } = LIBRARY, more: Parameters<Browser['newContext']>[0] = {}): Promise<{ context: BrowserContext; page: Page; strayed: string[] }> {
  running ??= chromium.launch({ executablePath: PLACE!, args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'] })
  const browser = await running
  const context = await browser.newContext({ viewport: { width, height }, locale: 'zh-TW', timezoneId: 'Asia/Taipei', baseURL: address, ...more })
  const strayed: string[] = []
  context.on('request', (request) => { if (!/^(?:data|blob):/.test(request.url()) && new URL(request.url()).origin !== address) strayed.push(request.url()) })
  const page = await context.newPage()
  t.teardown(() => context.close())
  return { context, page, strayed }
}

/** To be called when a file's tests are over. */
export async function closeBrowser(): Promise<void> {
  await (await running)?.close()
  running = undefined
}

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

/** What stands in the way of readers with other eyes, ears and hands, a line each (WCAG 2.2 AA). */
export async function barriers(page: Page): Promise<string[]> {
  const source = await readFile(axe, 'utf8')
  const results = await page.evaluate(async (text) => {
    // the page's own rules let no script in from elsewhere; this comes by the debugger
    new Function(text)()
    const { violations } = await (globalThis as any).axe.run((globalThis as any).document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
    return violations.flatMap(({ id, help, nodes }: any) => nodes.map(({ html, failureSummary }: any) => `${id}: ${help}: ${html.slice(0, 200)} ${failureSummary.slice(0, 200)}`))
  }, source)
  return results as string[]
}

/** Whether something makes the page wider than the window. */
export const overflows = (page: Page): Promise<boolean> => page.evaluate(() => {
  const { scrollWidth, clientWidth } = (globalThis as any).document.documentElement
  return scrollWidth > clientWidth + 1
})
