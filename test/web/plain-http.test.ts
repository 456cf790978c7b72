import t from 'tap'
import { chromium } from 'playwright-core'
import { PASSWORD } from '../api/people.ts'
import { NO_BROWSER, PLACE } from './browser.ts'
import { site } from './site.ts'

/** 1 × 1, a PNG. */
const DOT = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

t.test('in a house without HTTPS, by another name than localhost, forms are taken, pictures are sent and words copied', { skip: NO_BROWSER }, async (t) => {
  const { listen, someone } = await site(t)
  await someone('contributor', 'elder')
  const port = new URL(await listen()).port
  // such an address is none that a browser trusts: no Sec-Fetch-Site, no randomUUID, no clipboard
  const browser = await chromium.launch({ executablePath: PLACE!, args: ['--no-sandbox', '--host-resolver-rules=MAP archive.test 127.0.0.1'] })
  t.teardown(() => browser.close())
  const page = await browser.newPage({ baseURL: `http://archive.test:${port}` })
  const wrong: string[] = []
  page.on('pageerror', (error) => { wrong.push(String(error)) })
  await page.goto('/sign-in?to=/me/settings')
  await page.fill('[name=login]', 'elder')
  await page.fill('[name=password]', PASSWORD)
  await page.click('main button')
  await page.fill('[name=name]', '陳阿嬤')
  await page.click('main form button')
  await page.waitForURL(/done=saved/)
  await page.goto('/contribute')
  const sent = page.waitForResponse((response) => response.request().method() === 'POST' && response.url().endsWith('/files'))
  await page.setInputFiles('#f-choose', { name: '廟口.png', mimeType: 'image/png', buffer: DOT })
  t.ok((await sent).ok())
  await page.goto('/me/tokens')
  await page.fill('[name=name]', '備份')
  await page.check('[name=scopes][value=read]')
  await page.click('main form:last-of-type button')
  await page.click('copy-text button')
  await page.getByText('已複製').first().waitFor()
  t.same(wrong, [])
})

t.test('what comes from a page of another place does nothing, signed in or not; of where somebody comes from nobody else is told', async (t) => {
  const { app, someone, get } = await site(t)
  await someone('contributor', 'elder')
  const entering = async (headers: Record<string, string>): Promise<number> =>
    (await app.inject({ method: 'POST', url: '/sign-in', headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html', host: 'archive.test', ...headers }, payload: new URLSearchParams({ login: 'elder', password: PASSWORD }).toString() })).statusCode
  t.equal(await entering({ 'sec-fetch-site': 'cross-site' }), 403)
  t.equal(await entering({ 'sec-fetch-site': 'same-site' }), 403)
  t.equal(await entering({ origin: 'https://evil.example' }), 403)
  t.equal(await entering({ origin: 'null' }), 403)
  t.equal(await entering({ origin: 'http://archive.test' }), 303)
  t.equal((await get('/')).headers['referrer-policy'], 'same-origin', 'no-referrer would make Origin null of our own forms')
})
