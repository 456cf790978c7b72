import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import t from 'tap'
import type { Locator, Page } from 'playwright-core'
import { seed } from '../../src/archive/seed.ts'
import { PUBLIC } from '../../src/model/audience.ts'
import { ask } from '../../src/questions/ask.ts'
import { evidenceOf } from '../../src/graph/answer.ts'
import { emptyStore, vocabulary } from '../fixture.ts'
import { barriers, closeBrowser, LIBRARY, NO_BROWSER, opened, overflows, PHONE } from './browser.ts'
import { HEIGHT, WIDTH } from '../../src/web/pages/help/help.ts'
import { site, type Site } from './site.ts'

/**
 * The three people of the design, in a browser, on the demonstration: a scholar asks, a community worker writes something
 * down on a phone, a librarian settles and collects. With `PICTURES` set to a folder, what they see is kept there: the
 * pictures of the README and of docs/ are made so.
 */
const PICTURES = process.env['PICTURES']
/** Those of the help pages are made with them. */
const HELP = fileURLToPath(new URL('../../src/web/pictures', import.meta.url))

async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES === undefined) return
  await mkdir(PICTURES, { recursive: true })
  // of few colours: a fourth of the bytes
  await sharp(await page.screenshot()).png({ palette: true, colours: 64, effort: 10 }).toFile(`${PICTURES}/${name}.png`)
}

/** Of the help pages, in the language of the page: what stands in the window, small. */
async function helped(page: Page, name: string): Promise<void> {
  await mkdir(HELP, { recursive: true })
  const shot = await page.screenshot({ clip: { x: 0, y: 0, width: WIDTH, height: HEIGHT } })
  await sharp(shot).webp({ quality: 36, smartSubsample: true, effort: 6 }).toFile(`${HELP}/${name}.webp`)
}

/** Taps are counted: typing is none. */
class Hand {
  taps = 0
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  async tap(what: string | Locator): Promise<void> {
    this.taps++
    await (typeof what === 'string' ? this.page.locator(what).first() : what.first()).click()
  }
}

const signedIn = async (page: Page, address: string, secret: string): Promise<void> => page.context().addCookies([{ name: 'fangzhi', value: secret, url: address }])

let service: Site
let address: string

t.test('the demonstration', { skip: NO_BROWSER }, async (t) => {
  t.teardown(closeBrowser)
  const graph = await emptyStore(t)
  await seed({ graph, vocabulary })
  service = await site(t, { graph })
  await service.indexed()
  address = await service.listen()

  await t.test('the scholar: a sentence becomes an answer with its evidence, the same as elsewhere', async (t) => {
    const question = '哪些組織連結社會局與文化局？'
    const { answer } = await ask({ graph, vocabulary, viewer: PUBLIC }, question)
    for (const [size, name] of [[LIBRARY, 'wide'], [PHONE, 'phone']] as const) {
      const { page, strayed } = await opened(t, address, size)
      const hand = new Hand(page)
      await page.goto('/')
      await picture(page, `front-${name}`)
      await page.fill('main input[name=q]', question)
      await hand.tap('main form button')
      await page.waitForLoadState()
      t.equal(hand.taps, 1, 'one tap')
      t.match(await page.textContent('main'), answer!.text)
      const shown = await page.textContent('main') ?? ''
      for (const row of answer!.rows) {
        const { name: called } = row.cells['entity'] as { name: string }
        t.ok(shown.includes(called), called)
        for (const { source, quote } of evidenceOf(row)) {
          t.ok(shown.includes(source.name), source.name)
          if (quote !== undefined) t.ok(shown.includes(quote), quote)
        }
      }
      t.same(await barriers(page), [])
      t.notOk(await overflows(page))
      await picture(page, `answer-${name}`)
      const permalink = await page.inputValue('input[readonly]').catch(() => '')
      t.match(permalink, /\/answers\/connectors\?/)
      t.same(strayed, [])
    }
  })

  await t.test('the pictures of the help pages', { skip: PICTURES === undefined ? 'only with PICTURES' : false }, async () => {
    for (const [language, prefix] of [['zh-Hant', ''], ['en', '/en']] as const) {
      const { page } = await opened(t, address, PHONE, { deviceScaleFactor: 1.5 })
      await signedIn(page, address, (await service.someone('contributor', `help-${language}`)).secret)
      await page.goto(`${prefix}/`)
      await page.fill('main input[name=q]', '哪些組織連結社會局與文化局？')
      await page.locator('h1').first().click()
      await helped(page, `ask.${language}`)
      await page.goto(`${prefix}/ask?q=${encodeURIComponent('哪些組織連結社會局與文化局？')}`)
      await page.locator('main details.evidence summary').first().click()
      await page.locator('.findings h2').first().evaluate((heading: any) => { heading.scrollIntoView() })
      await helped(page, `answer.${language}`)
      await page.goto(`${prefix}/contribute`)
      await page.fill('[name=title]', '老祖祠的兩隻石獅子')
      await page.fill('[name=when]', '民國52年')
      await page.locator('label[for=f-title]').evaluate((label: any) => { label.scrollIntoView() })
      await helped(page, `contribute.${language}`)
    }
  })

  await t.test('from the front page in at most four taps', async (t) => {
    const { page } = await opened(t, address, PHONE)
    const ways: Record<string, (hand: Hand) => Promise<void>> = {
      'who runs 紀州庵': async (hand) => {
        await page.fill('main input[name=q]', '紀州庵由誰經營？')
        await hand.tap('main form button')
        await page.waitForLoadState()
        await hand.tap('main details.evidence summary')
        t.match(await page.textContent('main'), /台灣文學發展基金會/)
      },
      'what connects 社會局 and 文化局': async (hand) => {
        await page.fill('main input[name=q]', '哪些組織連結社會局與文化局？')
        await hand.tap('main form button')
        await page.waitForLoadState()
        await hand.tap('main details.evidence summary')
      },
      'where the book speaks of 共伴效應': async (hand) => {
        await page.fill('main input[name=q]', '共伴效應')
        await hand.tap('main form button')
        await page.waitForLoadState()
        await hand.tap('main details.evidence summary')
        t.match(await page.textContent('main'), /《?學習型城市》?[\s\S]*頁 ?\d/)
      },
      'how to add a story': async (hand) => {
        await hand.tap('.menu a[href="/contribute"]')
        await page.waitForLoadState()
        t.match(await page.textContent('h1'), /寫下一段/)
      },
    }
    for (const [what, way] of Object.entries(ways)) {
      const hand = new Hand(page)
      await page.goto('/')
      await way(hand)
      t.comment(`${what}: ${hand.taps}`)
      t.ok(hand.taps <= 4, `${what}: ${hand.taps} taps`)
    }
  })

  await t.test('the community worker writes a memory down on a phone, and a librarian publishes it', async (t) => {
    const [amei, librarian] = [await service.someone('contributor', 'amei'), await service.someone('librarian', 'librarian')]
    const phone = await opened(t, address, PHONE)
    await signedIn(phone.page, address, amei.secret)
    const { page } = phone
    await page.goto('/contribute')
    await page.fill('[name=title]', '老祖祠的兩隻石獅子')
    await page.fill('[name=when]', '民國52年')
    await page.fill('[name="where.district"]', '松山區')
    await page.fill('[name=story]', '阿公說，石獅子是日治時期從對岸運來的，後來放在廟前。')
    await page.check('[name=audience][value=everyone]')
    await page.setInputFiles('#f-choose', [{ name: '石獅子.jpg', mimeType: 'image/jpeg', buffer: await sharp({ create: { width: 600, height: 400, channels: 3, background: '#a86' } }).jpeg().toBuffer() }])
    await page.fill('[name="files[0].caption"]', '左邊那一隻')
    await picture(page, 'contribute-phone')
    t.same(await barriers(page), [])
    t.notOk(await overflows(page))
    await page.click('button[value=send]')
    await page.waitForURL('**/contributions?sent=*', { timeout: 20_000 })
    t.match(await page.textContent('main'), /老祖祠的兩隻石獅子/)
    t.notMatch((await service.get(`/search?q=${encodeURIComponent('石獅子')}`)).text, /老祖祠/, 'nobody else reads it yet')

    const desk = await opened(t, address, LIBRARY)
    await signedIn(desk.page, address, librarian.secret)
    await desk.page.goto('/review')
    await picture(desk.page, 'review-wide')
    await desk.page.locator('li', { hasText: '老祖祠的兩隻石獅子' }).locator('input[name=ids]').check()
    await desk.page.click('button[value=accept]')
    await desk.page.waitForURL(/count=1/)
    await service.indexed()
    t.match((await service.get(`/search?q=${encodeURIComponent('石獅子')}`)).text, /老祖祠的兩隻<mark>石獅子<\/mark>/)
    await page.goto('/contributions')
    t.match(await page.textContent('main'), /公開|刊出|發布|採納/)
  })

  await t.test('the librarian reads an institution\'s page and its neighbourhood, and makes a collection', async (t) => {
    const { page } = await opened(t, address, LIBRARY)
    const { secret } = await service.someone('librarian', 'curator')
    await signedIn(page, address, secret)
    await page.goto('/ask?q=%E6%96%87%E5%8C%96%E5%B1%80')
    await page.waitForURL(/\/entities\//)
    await picture(page, 'entity-wide')
    t.same(await barriers(page), [])
    await page.locator('a[href*="/explore?from="]').first().click()
    await page.waitForLoadState()
    await page.waitForTimeout(1_500)
    await picture(page, 'explore-wide')
    await page.goto('/collections/new')
    await page.fill('[name=name]', '文化局與它的館所')
    await page.locator('main form button').first().click()
    await page.waitForURL(/\/collections\/[0-9a-f-]{36}/)
    t.match(await page.textContent('h1'), /文化局與它的館所/)
  })
})
