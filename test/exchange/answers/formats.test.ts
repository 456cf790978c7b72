import { createHash } from 'node:crypto'
import { Cite } from '@citation-js/core'
import { parse as readCsv } from 'csv-parse/sync'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import graphology from 'graphology'
import gexfReader from 'graphology-gexf'
// @ts-expect-error it has no types
import jsonldLibrary from 'jsonld'
import { Parser } from 'n3'
import t from 'tap'
import { FORMATS } from '../../../src/exchange/answers/index.ts'
import { vocabulary } from '../../fixture.ts'
import { AWKWARD, town } from './town.ts'

type Row = Record<string, string>
const has = (t: { ok(value: boolean, message: string): unknown }, text: string, part: string): void => void t.ok(text.includes(part), `${text.slice(0, 3000)} has ${part}`)
const { cited, ids } = await town(t)
const written = async (name: string, of = cited): Promise<string> => FORMATS.get(name)!.write(of)

t.test('every form says what was asked, when, whose view it is, what was seen, by which program, and where it is asked again', async (t) => {
  for (const { name, write } of FORMATS.values()) {
    const text = (await write(cited)).replaceAll('&amp;', '&').replaceAll('&#39;', "'")
    for (const said of ['臺北市政府社會局', cited.day, name === 'json' ? '"view": "public"' : '公開檢視', `sha256:${cited.checksum}`, cited.permalink, cited.software]) {
      t.ok(text.includes(said), `${name} has ${said}`)
    }
    t.equal(text.isWellFormed(), true)
  }
})

t.test('forms that are read as a whole carry the notes on what is contested, and Chinese throughout', async (t) => {
  for (const name of ['csv', 'evidence', 'jsonld', 'md', 'html', 'gexf', 'graphml']) {
    const text = await written(name)
    for (const said of ['有異議：有來源不同意。', '已不採用：契約已改。', '待覆核：']) t.ok(text.includes(said), `${name} has ${said}`)
  }
  const picture = await written('svg')
  t.match(picture, /stroke-dasharray/)
  t.match(picture, /<desc[^>]*>[^<]*〔有異議〕/)
})

t.test('CSV: a line a row, with ids and citations; nothing a spreadsheet would run', async (t) => {
  const text = await written('csv')
  t.ok(text.startsWith('\uFEFF'))
  const rows = readCsv(text, { bom: true, columns: true, relax_column_count: false }) as Row[]
  t.equal(rows.length, 3)
  const of = (id: string): Row => rows.find((row) => row['entity_id'] === id)!
  t.match(of(ids['shared']!), { entity: '臺北市愛鄉協會', distance: '2', routes: '臺北市政府社會局 ─ 臺北市愛鄉協會 ─ 臺北市政府文化局' })
  t.equal(of(ids['shared']!)['citation'], '臺北市政府社會局，2025，第 7 列；林振春，無日期，頁 80（頁碼由分頁推得）'.replace('無日期', '2012'), 'a chapter is of the year of its book')
  t.equal(of(ids['awkward']!)['entity'], `'${AWKWARD}`)
  for (const row of rows) for (const value of Object.values(row)) t.notMatch(value, /^[=+\-@\t\r]/)
})

t.test('evidence as CSV: a line for each piece of each step', async (t) => {
  const rows = readCsv(await written('evidence'), { bom: true, columns: true }) as Row[]
  t.equal(rows.length, cited.answer.rows.flatMap(({ routes = [], relations = [] }) => [...routes.flatMap(({ steps }) => steps.flatMap((step) => step.relations)), ...relations].flatMap(({ evidence }) => evidence)).length)
  t.match(rows.find(({ relation_id: id }) => id === ids['first']), { route: '1', step: '1', type: 'REGISTERED_WITH', type_label: '立案於', start: '民國99年5月', end: '2015', source: '臺北市人民團體名冊', locator: '第 7 列', quote: '臺北市愛鄉協會', stance: 'supports' })
})

t.test('JSON: the versions are hashes of what is seen, never the store’s', async (t) => {
  const answer = JSON.parse(await written('json'))
  const relations = answer.rows.flatMap((row: any) => row.routes.flatMap(({ steps }: any) => steps.flatMap((step: any) => step.relations)))
  t.ok(relations.length >= 6)
  for (const { version } of relations) t.match(version, /^[\w-]{12}$/)
  t.equal(answer.sources.find(({ title }: any) => title === '學習型城市').ISBN, '978-957-496-732-2')
  t.match(answer, { put: { name: 'connectors', arguments: { a: ids['social'], b: ids['culture'] } }, total: 3 })
})

t.test('JSON-LD: every statement stands as triples with its sources', async (t) => {
  const document = JSON.parse(await written('jsonld'))
  const [expanded] = await jsonldLibrary.expand(document) as any[]
  t.equal(expanded['@id'], cited.permalink)
  const quads = new Parser({ format: 'N-Quads' }).parse(await jsonldLibrary.toRDF(document, { format: 'application/n-quads' }) as unknown as string)
  const [statement, rdf] = [`urn:uuid:${ids['first']!}`, 'http://www.w3.org/1999/02/22-rdf-syntax-ns#']
  const said = (predicate: string): string[] => quads.filter(({ subject, predicate: p }) => subject.value === statement && p.value === predicate).map(({ object }) => object.value)
  t.same(said(`${rdf}subject`), [`urn:uuid:${ids['shared']!}`])
  t.same(said(`${rdf}predicate`), ['urn:fangzhi:relation:REGISTERED_WITH'])
  t.same(said(`${rdf}object`), [`urn:uuid:${ids['social']!}`])
  t.same(said('http://www.w3.org/ns/prov#wasDerivedFrom'), [`urn:uuid:${ids['register']!}`])
  t.same(said('http://purl.org/dc/terms/temporal'), ['2010-05/2015'], 'EDTF, also of what is written in years of the Republic')
  const unknown = quads.filter(({ predicate }) => !/^(?:https?:|urn:fangzhi:)/.test(predicate.value))
  t.same(unknown, [], 'every term has a meaning')
  t.ok(quads.some(({ object }) => object.value.includes(AWKWARD)))
})

t.test('JSON-LD: no key is dropped for want of a meaning', async (t) => {
  const { '@context': context, ...document } = JSON.parse(await written('jsonld'))
  const keys = new Set<string>()
  JSON.stringify(document, (key, value: unknown) => { if (!/^\d*$/.test(key)) keys.add(key); return key === 'question' ? undefined : value })
  t.same([...keys].filter((key) => !(key in context)), [])
})

t.test('GEXF: read by graphology as it was meant; dates as days between which it can hold', async (t) => {
  const text = await written('gexf')
  t.equal(XMLValidator.validate(text), true)
  const graph = gexfReader.parse(graphology as never, text)
  t.equal(graph.order, 5)
  t.equal(graph.size, 7)
  t.match(graph.getNodeAttributes(ids['awkward']!), { label: AWKWARD, kind: 'Organization' })
  t.match(graph.getEdgeAttributes(ids['first']!), { relationType: 'REGISTERED_WITH', startDate: '2010-05', endDate: '2015', evidence: 1, disputed: false, standing: 'normal' })
  t.equal(graph.source(ids['first']!), ids['shared'])
  t.equal(graph.edges().filter((edge) => graph.isUndirected(edge)).length, 1, 'what is symmetric has no direction')
  const edge = new XMLParser({ ignoreAttributes: false }).parse(text).gexf.graph.edges.edge.find((one: any) => one['@_id'] === ids['first'])
  t.match(edge, { '@_start': '2010-05-01', '@_end': '2015-12-31' })
})

t.test('GraphML: well formed, every key declared, every end there', async (t) => {
  const text = await written('graphml')
  t.equal(XMLValidator.validate(text), true)
  const { graphml } = new XMLParser({ ignoreAttributes: false, isArray: (name) => ['node', 'edge', 'data', 'key'].includes(name), parseTagValue: false, htmlEntities: true }).parse(text)
  const [keys, nodes] = [new Set(graphml.key.map((key: any) => key['@_id'])), new Set(graphml.graph.node.map((node: any) => node['@_id']))]
  for (const thing of [...graphml.graph.node, ...graphml.graph.edge, graphml.graph]) for (const data of thing.data) t.ok(keys.has(data['@_key']), data['@_key'])
  for (const edge of graphml.graph.edge) t.ok(nodes.has(edge['@_source']) && nodes.has(edge['@_target']))
  const label = (id: string): string => graphml.graph.node.find((node: any) => node['@_id'] === id).data.find((data: any) => data['@_key'] === 'node-label')['#text']
  t.equal(label(ids['awkward']!), AWKWARD)
})

t.test('CSL-JSON, BibTeX and RIS: a chapter in its book, keys in ASCII, Chinese kept', async (t) => {
  const items = JSON.parse(await written('csl')) as any[]
  t.match(items.find(({ type }) => type === 'chapter'), {
    title: '地方知識建構與學習型城鄉的營造', author: [{ literal: '林振春' }], editor: [{ literal: '中華民國社區教育學會' }], 'container-title': '學習型城市', publisher: '師大書苑',
    issued: { 'date-parts': [[2012, 4]] }, page: '77-98', note: /引用處：頁 80（頁碼由分頁推得）/,
  })
  for (const { id } of items) t.match(id, /^[a-z]+\d*-[0-9a-f]{8}$/)

  const bib = await written('bibtex')
  const back = new Cite(bib as never).data as any[]
  t.same(back.map(({ id }) => id), items.map(({ id }) => id))
  t.match(bib, /author = \{\{林振春\}\}/)
  t.match(bib, /title = \{學習型城市\}/)
  t.notMatch(bib, /\{undefined/)

  const ris = await written('ris')
  t.match(ris, /^TY {2}- CHAP$/m)
  t.match(ris, /^AU {2}- 林振春$/m)
  t.match(ris, /^T2 {2}- 學習型城市$/m)
  for (const line of ris.split('\n').filter((one) => one !== '')) t.match(line, /^[A-Z][A-Z0-9] {2}- /)
})

t.test('what LaTeX would take for commands is escaped', async (t) => {
  const [id, source] = [...cited.sources][0]!
  const sources = new Map([[id, { ...source, entity: { ...source.entity, name: String.raw`100% of A & B_{c} \d #1 <i>x</i>` } }]])
  has(t, await written('bibtex', { ...cited, sources }), String.raw`title = {100\% of {A} \& {B}\_\{c\} \textbackslash{}d \#1 \textless{}i\textgreater{}x\textless{}/i\textgreater{}}`)
})

t.test('Markdown and HTML: a citation a step, references in order, nothing unescaped', async (t) => {
  const md = await written('md')
  has(t, md, '臺北市愛鄉協會 立案於 臺北市政府社會局（民國99年5月（2010年5月）至民國104年（2015）） \\[1\\]（臺北市政府社會局，2025，第 7 列）')
  has(t, md, '- 林振春（2012）。地方知識建構與學習型城鄉的營造。載於中華民國社區教育學會（主編），**學習型城市**（頁 77–98）。師大書苑。')
  has(t, md, '有紀錄的連結不等於隸屬或立場。')
  t.notMatch(md, /(?<!\\)<b>/)
  const html = await written('html')
  t.notMatch(html, /<b>"甲|<script/)
  t.match(html, /<b>學習型城市<\/b>/)
  t.match(html, /<svg [^>]*role="img"/)
  const ids = new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))
  for (const [, to] of html.matchAll(/href="#([^"]+)"/g)) t.ok(ids.has(to), `#${to!} is there`)
})

t.test('a seal is the checksum of what stands above it', async (t) => {
  for (const name of ['md', 'html', 'bibtex', 'gexf', 'graphml', 'svg']) {
    const text = await written(name)
    const [, above, checksum] = /^([\s\S]*)(?:<!-- |% )sha256 of all above: ([0-9a-f]{64})/.exec(text)!
    t.equal(createHash('sha256').update(above!).digest('hex'), checksum, name)
  }
})

t.test('an answer without rows, and one without relations, can be taken away in every form', async (t) => {
  for (const rows of [[], [{ cells: { entity: null, distance: 3, score: '甲' } }]]) {
    const empty = { ...cited, sources: new Map(), versions: new Map(), answer: { ...cited.answer, rows, total: rows.length } }
    for (const { name, write } of FORMATS.values()) t.type(await write(empty), 'string', name)
    t.match(await written('svg', empty), /沒有圖/)
  }
})

t.test('names of formats are words that every edge can use', async (t) => {
  for (const { name, extension, mediaType } of FORMATS.values()) {
    t.match(name, /^[a-z]+$/)
    t.match(extension, /^[a-z.]+$/)
    t.match(mediaType, /^[a-z]+\/[a-z0-9.+-]+/)
  }
  t.equal(new Set([...FORMATS.values()].map(({ extension }) => extension)).size, FORMATS.size)
  t.ok(vocabulary.relations.size > 0)
})

t.test('where a community keeps the evidence, every form says so in its place', async (t) => {
  const { answer } = cited
  const keep = <R extends { readonly evidence: readonly unknown[] }>(relation: R): R => ({ ...relation, evidence: [], keptBy: ['a-protocol'] })
  const rows = answer.rows.map(({ routes = [], relations = [], ...row }) => ({
    ...row, relations: relations.map(keep), routes: routes.map((route) => ({ ...route, steps: route.steps.map((step) => ({ ...step, relations: step.relations.map(keep) })) })),
  }))
  const kept = { ...cited, answer: { ...answer, rows }, sources: new Map() }
  for (const name of ['csv', 'evidence', 'jsonld', 'md', 'html', 'gexf', 'graphml', 'svg']) t.match(await written(name, kept), /憑據由某社群保管/, name)
  for (const name of ['md', 'html']) t.notMatch(await written(name, kept), /（）/, `${name} has no empty citation`)
  const lines = readCsv(await written('evidence', kept), { bom: true, columns: true, relax_column_count: false }) as Row[]
  t.ok(lines.length > 0 && lines.every(({ relation_id: id, source, quote, note }) => id !== '' && source === '' && quote === '' && note!.includes('憑據由某社群保管')), 'a line for each relation of each step all the same')
})
