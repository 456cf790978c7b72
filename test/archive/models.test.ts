import { fileURLToPath } from 'node:url'
import t from 'tap'
import { loadFacts } from '../../src/archive/facts.ts'
import { PUBLIC } from '../../src/model/audience.ts'
import { nameKey } from '../../src/model/names.ts'
import { emptyStore, vocabulary } from '../fixture.ts'

/** The models of the founding book as they stand in an archive, read off its pages by hand. */
const MODELS: readonly [model: string, proposers: string[], parts: string[]][] = [
  ['學習型城市發展的六個時期', ['Michael Osborne', 'Norman Longworth'], ['古典時期', '萌芽時期', '實驗時期', '擴張時期', '了解時期', '鞏固時期']],
  ['學習型城市的三個世代', ['Peter Kearns'], ['第一代學習型城市', '第二代學習型城市', '第三代學習型城市']],
  ['第三代學習型城市的七個面向', ['Peter Kearns'], ['機會城市', '友善城市', '安全城市', '健康城市', '文化與創意城市', '綠色生態城市', '全球化與在地化特色城市']],
  ['歐盟創建學習城市的六大關鍵', ['Norman Longworth'], ['關鍵個人', '關鍵機構', '一個核心群體', '擴大影響', '發起活動', '關鍵雇主']],
  ['成功的終身學習夥伴關係的十項特徵', ['Norman Longworth'], ['人人得益', '成員多參與', '成員知情', '自由建議', '目標明確', '高階人士負責', '定期會議', '領導者得到支持', '領導能鼓舞人', '維護利益與承諾']],
  ['六分原則', ['吳明烈'], ['分享資源', '分庭抗禮', '分工合作', '分寸謹守', '分擔風險', '分層負責']],
  ['終身學習機構策略聯盟的七項具體作法', ['吳明烈'], ['慎選策略聯盟夥伴', '樹立聯盟機構策略聯盟的正確認知與理念', '塑造策略聯盟的共同願景', '確立策略聯盟的具體範疇與內容', '建立策略聯盟的專責團隊', '發展策略聯盟的最佳實務', '落實策略聯盟的成效評鑑']],
]

t.test('the models of the founding book: who proposed them, their parts in order, each with page and words', async (t) => {
  const graph = await emptyStore(t)
  await loadFacts({ graph, vocabulary }, { file: fileURLToPath(new URL('../../seed/facts/learning-city.yaml', import.meta.url)) })
  const named = async (name: string) => (await graph.find({ keys: [nameKey(name)], kinds: ['Concept'] }, PUBLIC)).items
  for (const [name, proposers, parts] of MODELS) {
    const [model, ...others] = await named(name)
    t.ok(model, name)
    t.same(others, [])
    const relations = (await graph.relations(model!.id, {}, PUBLIC)).items
    t.same(relations.filter(({ type }) => type === 'PROPOSES').map(({ from }) => from.name).sort(), proposers)
    t.ok(relations.some(({ type, from }) => type === 'ABOUT' && from.id !== model!.id), 'a chapter is about it')
    const ordered = relations.filter(({ type, to, qualifiers }) => type === 'PART_OF' && to.id === model!.id && qualifiers.order !== undefined)
    t.same(ordered.toSorted((a, b) => Number(a.qualifiers.order) - Number(b.qualifiers.order)).map(({ from }) => from.name), parts)
    for (const { evidence } of ordered) t.ok(evidence.every(({ locator, quote }) => /^\d+$/.test(locator.page ?? '') && (quote?.length ?? 0) >= 4))
  }
  const [city] = await named('學習城市')
  const definitions = (await graph.relations(city!.id, { types: ['DEFINES'] }, PUBLIC)).items
  t.same(definitions.map(({ from }) => from.name).sort(), ['Larsen', '歐洲終身學習創協'], 'two definitions side by side')
  for (const name of ['雙核心', '共伴效應']) {
    const [concept] = await named(name)
    t.match((await graph.relations(concept!.id, { types: ['PROPOSES'] }, PUBLIC)).items, [{ from: { name: '林振春' } }])
  }
})
