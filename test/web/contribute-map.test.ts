import t from 'tap'
import { counties, county, pointIn } from '../../src/web/map/atlas.ts'
import { newId } from '../../src/model/ids.ts'
import { smallCity } from '../fixture.ts'
import { barriers, closeBrowser, NO_BROWSER, opened, overflows, PHONE } from './browser.ts'
import { site } from './site.ts'

t.teardown(closeBrowser)

t.test('a mark on the map of districts writes coordinates, by a tap or by the arrow keys', { skip: NO_BROWSER }, async (t) => {
  const { store, scribe } = await smallCity(t)
  const station = scribe.entity('Place', '松山車站', { fields: { coordinates: '25.04925,121.57790', address: '松山路11號' } })
  await scribe.commit()
  const service = await site(t, { graph: store })
  const amei = await service.someone('contributor')
  const address = await service.listen()
  const { page, context, strayed } = await opened(t, address, PHONE)
  await context.addCookies([{ name: 'fangzhi', value: amei.secret, url: address }])
  await page.goto('/contribute')
  await page.click('summary:has-text("地圖上的點")')
  await page.click('map-point button')
  await page.waitForSelector('.pad svg')
  const drawn = (await county('63000'))!
  const tap = async (longitude: number, latitude: number): Promise<void> => {
    const [x, y] = drawn.at(longitude, latitude)!
    const [left, top] = await page.evaluate(([right, down]) => {
      const svg = (globalThis as any).document.querySelector('.pad svg')
      svg.scrollIntoView({ block: 'center' })
      const point = new (globalThis as any).DOMPoint(right, down).matrixTransform(svg.getScreenCTM())
      return [point.x, point.y] as [number, number]
    }, [x, y] as const)
    await page.mouse.click(left, top)
  }
  const written = async (): Promise<readonly [number, number]> => pointIn(await page.inputValue('#f-where-coordinates'))!
  await tap(121.5774, 25.0506)
  t.equal(await page.inputValue('#f-where-district'), '松山區', 'and the district, which nobody had written')
  const [longitude, latitude] = await written()
  t.ok(Math.abs(longitude - 121.5774) < 0.001 && Math.abs(latitude - 25.0506) < 0.001, `${longitude},${latitude} is within a hundred metres`)
  t.match(await page.textContent('map-point [role=status]'), /^松山區，25\.0/)

  await page.focus('.pad')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowUp')
  const [east, north] = await written()
  t.ok(east > longitude && north > latitude)
  await page.keyboard.press('+')
  await page.keyboard.press('ArrowRight')
  const [closer] = await written()
  t.ok(closer > east && closer - east < 0.75 * (east - longitude), 'closer, a step is shorter')
  t.same(await barriers(page), [])
  t.notOk(await overflows(page))

  await page.fill('#f-where-district', '我家附近')
  await page.keyboard.press('Tab')
  await page.focus('.pad')
  await page.keyboard.press('ArrowLeft')
  t.equal(await page.inputValue('#f-where-district'), '我家附近', 'what somebody wrote stays')

  await page.goto(`/en/contribute?change=${station}`)
  await page.click('map-point button')
  await page.waitForSelector('.pad svg')
  t.match(await page.textContent('map-point [role=status]'), /^信義區，25\.04925,121\.57790/, 'what stands is marked')
  await page.selectOption('.picking select', { label: 'Keelung City' })
  await page.waitForSelector('.picking svg[aria-label="Map of Keelung City"]')
  t.same(await barriers(page), [])
  t.same(strayed, [])
})

t.test('the map to point at is that of what was said, and tells everybody the same', async (t) => {
  const { store } = await smallCity(t)
  const service = await site(t, { graph: store })
  const amei = await service.someone('contributor')
  const county = async (query: string, options = {}): Promise<string> => /<option value="(\d+)" selected/.exec((await service.get(`/contribute/map?${query}`, options)).text)![1]!
  t.equal(await county(''), '63000')
  t.equal(await county('district=瑞芳區'), '65000')
  t.equal(await county('district=信義區&address=基隆市信二路'), '10017')
  t.equal(await county('at=22.62,120.30'), '64000')
  t.equal(await county('county=66000&at=22.62,120.30'), '66000')
  t.equal(await county(`county=${newId()}&at=x`), '63000')
  t.equal((await service.get('/contribute/map')).text, (await service.get('/contribute/map', { cookie: amei.cookie })).text)
  t.equal((await counties()).length, 22)
})
