import { makeWorkshop } from '../../src/archive/entries/workshops.ts'
import { EVERYONE } from '../../src/model/audience.ts'
import { newId, type Id } from '../../src/model/ids.ts'
import { KINDS, type RecordInput } from '../../src/model/records.ts'
import { emptyStore, Scribe, vocabulary } from '../fixture.ts'
import { site, type Site } from './site.ts'

/** A service in which something stands at every address, every text of it as given. */
export interface Everything extends Site {
  readonly librarian: { readonly cookie: string }
  /** Of each route that has a place in its path, and of those that need a question: addresses at which something stands. */
  readonly at: Readonly<Record<string, readonly string[]>>
}

/** @param text the n-th text of some length that somebody writes; default: what is usual */
export async function everything(t: Parameters<typeof emptyStore>[0], text: (n: number) => string = (n) => `松山的事 ${n}`): Promise<Everything> {
  const graph = await emptyStore(t)
  const scribe = new Scribe(graph)
  let n = 0
  const next = (): string => text(n++)
  const fieldsOf = (kind: (typeof KINDS)[number]): Record<string, unknown> => Object.fromEntries([...vocabulary.fields.values()].flatMap(({ code, kinds, value, codes }): (readonly [string, unknown])[] =>
    (!kinds.includes(kind) || codes !== undefined ? [] : value === 'list' ? [[code, [next(), next()]]] : value === 'text' ? [[code, next()]] : [])))
  const ids = Object.fromEntries(KINDS.map((kind) => [kind, scribe.entity(kind, next(), {
    names: [{ text: next() }, { text: next(), sort: 'short' }], identifiers: [{ scheme: 'test', value: next().slice(0, 200) }],
    fields: fieldsOf(kind),
  })])) as Record<(typeof KINDS)[number], Id>
  const relation = scribe.relate('OPERATES', ids.Person, ids.Organization, { quote: next(), start: '2010', end: '..', source: ids.Work, page: '3', qualifiers: { note: next() } })
  scribe.relate('PART_OF', ids.Concept, ids.Programme, { quote: next() })
  scribe.relate('MENTIONS', ids.Work, ids.Concept, { quote: next() })
  await scribe.commit()
  const [content, story, note, waiting] = [newId(), newId(), newId(), newId()]
  const put = (record: object): { op: 'put'; base: null; record: RecordInput } => ({ op: 'put', base: null, record: record as RecordInput })
  const passages = [next(), next(), next()]
  const changeset = newId()
  await graph.commit({
    id: changeset, actor: 'test', reason: next(), origin: 'cli', operations: [
      put({ id: content, type: 'content', entity: ids.Work, order: 0, state: 'published', audience: EVERYONE, passages: passages.map((one, i) => ({ text: one, offset: [i * 2_000, i * 2_000 + one.length], page: String(i + 1), heading: one.slice(0, 200) })) }),
      put({ id: story, type: 'content', entity: ids.Entry, order: 0, state: 'published', audience: EVERYONE, passages: [{ text: next(), offset: [0, 500] }] }),
      put({ id: note, type: 'annotation', target: ids.Organization, version: 1, text: next(), state: 'published', audience: EVERYONE }),
      put({ id: waiting, type: 'entity', kind: 'Organization', state: 'proposed', audience: EVERYONE, names: [{ text: next() }], fields: { description: next() } }),
    ],
  })
  const service = await site(t, { graph })
  const librarian = await service.someone('librarian', 'librarian')
  const { cookie } = librarian
  const made = async (path: string, form: Record<string, string>): Promise<string> => {
    const { to, status, text: page } = await service.post(path, { key: newId(), ...form }, { cookie })
    if (status !== 303) throw new Error(`${path}: ${status} ${/<ul>.*?<\/ul>/s.exec(page)?.[0] ?? ''}`)
    return to.split('?')[0]!
  }
  const community = await made('/communities', { name: next(), english: next(), description: next(), contact: next() })
  const protocol = await made(`${community}/protocols`, { name: next(), english: next(), description: next(), contact: next(), kind: 'open', shown: 'announced', members: 'community' })
  const collection = (await made('/collections/new', { name: next(), description: next(), manner: 'manual', state: 'published', reader: 'everyone', item: `${ids.Organization} ${ids.Work}` })).replace(/\/edit$/, '')
  const { code } = await makeWorkshop(service.people, await service.people.directory.actor(librarian.id as never), { title: [...next()].slice(0, 100).join(''), audience: { protocols: ['everyone'] } })
  const table = new FormData()
  table.append('table', new File([`名稱,地址\n"${next().replaceAll('"', '""')}","${next().replaceAll('"', '""')}"\n`], '名冊.csv', { type: 'text/csv' }))
  table.append('kind', 'Organization')
  const run = (await service.send('/import', table, { cookie })).to.replace(/\/columns$/, '')
  const sheet = new FormData()
  sheet.append('table', new File([(await service.post('/bulk', { of: 'entities', kind: 'Organization', what: 'field', act: 'sheet' }, { cookie })).text], '試算表.csv'))
  const sheetPreview = (await service.send('/bulk/sheet', sheet, { cookie })).to
  await service.post('/vocabulary/field', { code: 'toldHere', label: next(), english: next(), kinds: 'Organization', value: 'text', note: next(), key: newId(), reason: next() }, { cookie })
  await service.indexed()
  const asked = encodeURIComponent(passages[0]!.slice(0, 100))
  const at: Record<string, readonly string[]> = {
    '/ask': [`/ask?q=${asked}`], '/suggest': [`/suggest?q=${asked}`],
    '/answers/:kind': [`/answers/related?of=${ids.Organization}`, `/answers/connectors?a=${ids.Person}&b=${ids.Organization}`, `/answers/timeline?of=${ids.Organization}`, '/answers/counts?by=kind', '/answers/nothing'],
    '/entities/:id': [...Object.values(ids), waiting].flatMap((id) => [`/entities/${id}`, `/entities/${id}?type=OPERATES`, `/entities/${id}?said=all`]),
    '/entities/:id/text': [`/entities/${ids.Work}/text`, `/entities/${ids.Entry}/text`, `/entities/${ids.Work}/text?q=${asked}`],
    '/entities/:id/history': [`/entities/${ids.Work}/history`, `/entities/${ids.Organization}/history`],
    '/relations/:id': [`/relations/${relation}`], '/relations/:id/history': [`/relations/${relation}/history`],
    '/sitemap/:part': ['/sitemap/first.xml'],
    '/cards/entities/:id/:file': [`/cards/entities/${ids.Organization}/card.png`], '/cards/collections/:id/:file': [`/cards${collection}/card.png`],
    '/cards/answers/:kind/:file': ['/cards/answers/counts/card.png?by=kind'],
    '/explore': [`/explore?from=${ids.Organization}`], '/explore/neighbours': [`/explore/neighbours?of=${ids.Organization}`],
    '/search': ['/search', `/search?q=${asked}`, ...KINDS.map((kind) => `/search?kind=${kind}`)],
    '/contribute': ['/contribute', `/contribute?change=${ids.Organization}`, `/contribute?change=${relation}`, `/contribute?change=${ids.Entry}`, `/contribute?about=${ids.Organization}`],
    '/contribute/relation': [`/contribute/relation?from=${ids.Person}`, `/contribute/relation?content=${content}&start=0&end=4`],
    '/annotate': [`/annotate?of=${ids.Organization}`, `/annotate?of=${content}&start=0&end=4`], '/report': [`/report?of=${ids.Organization}`],
    '/workshop/:code': [`/workshop/${code}`],
    '/collections/add': [`/collections/add?item=${ids.Organization}`],
    '/collections/:id': [collection], '/collections/:id/edit': [`${collection}/edit`], '/collections/:id/cover': [`${collection}/cover`],
    '/import/:id': [run], '/import/:id/columns': [`${run}/columns`], '/import/:id/progress': [`${run}/progress`], '/import/:id/mapping': [`${run}/mapping`], '/import/:id/rejects': [`${run}/rejects`],
    '/vocabulary/:family': ['/vocabulary/relation', '/vocabulary/field'], '/vocabulary/:family/:code': ['/vocabulary/relation/OPERATES', '/vocabulary/field/description', '/vocabulary/field/toldHere'],
    '/vocabulary/concepts': ['/vocabulary/concepts', `/vocabulary/concepts?of=${ids.Concept}`],
    '/quality/:queue': ['unsupported', 'unsourced', 'unchecked', 'undated', 'doubtful', 'orphaned', 'deadLinks', 'lostNotes'].map((queue) => `/quality/${queue}`),
    '/bulk': ['/bulk', '/bulk?of=relations'], '/bulk/sheet/:id': [sheetPreview],
    '/me/watch': [`/me/watch?of=${ids.Organization}`],
    '/communities/:id': [community], '/communities/:id/members': [`${community}/members`], '/communities/:id/protocols': [`${community}/protocols`], '/protocols/:id': [protocol],
    '/developers/graphiql/:file': ['/developers/graphiql/nothing.js'],
    '/review/:id': [`/review/${waiting}`], '/undo/:id': [`/undo/${changeset}`],
    '/merge': [`/merge?from=${ids.Organization}&into=${waiting}`],
  }
  return { ...service, librarian, at }
}
