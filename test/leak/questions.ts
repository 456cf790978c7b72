import { QUEUE_NAMES } from '../../src/archive/quality/queues.ts'
import { KINDS, RECORD_TYPES } from '../../src/model/records.ts'
import type { Random } from '../generate/index.ts'
import { vocabulary } from '../generate/vocabulary.ts'
import type { Subjects } from './subjects.ts'

type Arguments = Readonly<Record<string, unknown>>

const types = [...vocabulary.relations.keys()]
const sometimes = <T>(random: Random, probability: number, field: string, make: () => T): Record<string, T> => (random.chance(probability) ? { [field]: make() } : {})

/** The filters of a walk, sources and what is avoided named by what may be hidden. */
const walk = (s: Subjects): Arguments => ({
  includeProposed: s.random.chance(0.5),
  ...sometimes(s.random, 0.2, 'includeDeprecated', () => true),
  ...sometimes(s.random, 0.2, 'asOf', () => s.random.pick(['2012', '2015-06', '民國108年'])),
  ...sometimes(s.random, 0.1, 'onlySources', () => [s.work(), s.work()]),
  ...sometimes(s.random, 0.1, 'withoutSources', () => [s.work()]),
})
const around = (s: Subjects): Arguments => ({ ...walk(s), ...sometimes(s.random, 0.15, 'avoid', () => [s.name()]), ...sometimes(s.random, 0.7, 'relations', () => types) })
const some = (s: Subjects): Arguments => ({ ...walk(s), ...sometimes(s.random, 0.3, 'kinds', () => [s.random.pick(KINDS)]) })
/** Sets that a change or a sheet may be of, hidden records among them. */
const set = (s: Subjects): Arguments => s.random.pick([
  { entities: { ids: [s.id(), s.id(), s.of('relation')] } }, { entities: { kinds: [s.random.pick(KINDS)], includeProposed: s.random.chance(0.5) } }, { entities: { name: s.words() } }, { entities: { collection: s.id() } },
  { entities: { field: { code: 'description' }, kinds: ['Person', 'Organization'] } }, { relations: { ids: [s.of('relation'), s.of('relation')] } }, { relations: { of: [s.name()], includeProposed: true } }, { relations: { source: s.work() } }, { relations: { queue: s.random.pick(['unsourced', 'undated', 'unchecked', 'unsupported']), source: s.id() } },
])
const every = { relations: types, includeProposed: true }

/** What each field of `Query` is asked, by its name. Every field has a line here, or a test fails. */
export const QUESTIONS: Readonly<Record<string, (s: Subjects) => Arguments>> = {
  archive: () => ({}),
  entity: (s) => ({ id: s.id() }),
  entities: (s) => ({ first: 5, includeProposed: s.random.chance(0.5), ...sometimes(s.random, 0.4, 'kind', () => s.random.pick(KINDS)), ...sometimes(s.random, 0.5, 'name', s.words) }),
  relation: (s) => ({ id: s.of('relation') }),
  resolve: (s) => ({ name: s.words(), first: 10, ...sometimes(s.random, 0.5, 'alike', () => true) }),
  duplicates: (s) => ({ first: 3, ...sometimes(s.random, 0.3, 'kind', () => 'Organization') }),
  identifierClashes: () => ({ first: 2 }),
  search: (s) => ({
    text: `${s.words()}${s.random.chance(0.2) ? ` −${s.words()}` : ''}`, first: 4, passages: 3, ...sometimes(s.random, 0.3, 'kinds', () => [s.random.pick(KINDS)]),
    ...sometimes(s.random, 0.2, 'within', () => [s.work()]), ...sometimes(s.random, 0.3, 'sort', () => s.random.pick(['date', 'name'])), ...sometimes(s.random, 0.15, 'from', () => 2010),
  }),
  suggest: (s) => ({ text: s.words().slice(0, 1 + s.random.below(3)), first: 10 }),
  connectors: (s) => ({ a: s.name(), b: s.name(), ...around(s), ...some(s), first: 2, routes: 2, maxHops: s.random.pick([2, 3, 4, 4, 5]) }),
  paths: (s) => ({ from: s.name(), to: s.name(), ...around(s), first: 3, ...sometimes(s.random, 0.2, 'through', () => [s.name()]) }),
  among: (s) => ({ set: [s.id(), s.id(), s.name()], ...around(s), ...some(s), first: 3, ...sometimes(s.random, 0.5, 'by', () => 'pairs') }),
  related: (s) => ({ of: s.name(), ...some(s), first: 3 }),
  common: (s) => ({ of: [s.id(), s.name()], ...some(s), first: 3, relations: types }),
  ranking: (s) => ({ ...some(s), first: 4 }),
  passages: (s) => ({ of: s.words(), first: 3, ...sometimes(s.random, 0.5, 'where', () => true), ...sometimes(s.random, 0.3, 'in', s.name) }),
  ask: (s) => ({ question: s.random.pick(ASKED)(s.text(), s.text()) }),
  rings: (s) => ({ center: s.name(), rings: 2, ...around(s), first: 4, ...sometimes(s.random, 0.5, 'ring', () => 1 + s.random.below(2)) }),
  interlocks: (s) => ({ of: s.person(), ...around(s), first: 3, by: ['people', 'facilities', 'programmes', 'works'] }),
  brokerage: (s) => ({ ...walk(s), relations: types, first: 3, ...sometimes(s.random, 0.3, 'set', () => s.names(3)) }),
  communities: (s) => ({ ...walk(s), relations: types, first: 3, ...sometimes(s.random, 0.3, 'around', () => s.names(2)) }),
  overlap: (s) => ({ one: [...s.names(3), JSON.stringify({ name: 'related', arguments: { of: s.id(), ...every, relations: undefined } })], other: [JSON.stringify({ name: 'rings', arguments: { center: s.id(), ring: 1, ...every } }), s.name()], first: 3 }),
  compare: (s) => ({ question: 'related', arguments: JSON.stringify({ of: s.name() }), at: '2010', to: '2016', first: 3 }),
  timeline: (s) => ({ ...around(s), first: 3, ...s.random.pick([{ of: s.name() }, { of: s.name(), with: s.name() }, { type: s.random.pick(types) }]) }),
  coauthors: (s) => ({ ...some(s), first: 3, ...sometimes(s.random, 0.5, 'of', s.person) }),
  citations: (s) => ({ of: s.work(), ...walk(s), first: 3, direction: s.random.pick(['cites', 'citedBy']) }),
  cocitation: (s) => ({ of: s.work(), ...walk(s), first: 3 }),
  coupling: (s) => ({ of: s.work(), ...walk(s), first: 3 }),
  concepts: (s) => ({ in: s.work(), ...walk(s), first: 3 }),
  definitions: (s) => ({ of: s.concept(), ...walk(s), first: 3 }),
  counts: (s) => ({ ...some(s), by: s.random.pick(['kind', 'department', 'year', 'district', 'type']), first: 4, ...sometimes(s.random, 0.4, 'of', s.name), ...sometimes(s.random, 0.3, 'name', () => s.words().slice(0, 2)), ...sometimes(s.random, 0.3, 'district', () => s.random.pick(['臺北市', '大安區', '臺北市松山區'])) }),
  answer: (s) => ({ question: 'related', arguments: JSON.stringify({ of: s.name(), first: 5, includeProposed: true }) }),
  record: (s) => ({ id: s.random.chance(0.4) ? s.id() : s.of(s.random.pick(RECORD_TYPES)) }),
  history: (s) => ({ id: s.random.chance(0.5) ? s.changed(s.random.pick(RECORD_TYPES)) : s.of(s.random.pick(RECORD_TYPES)), first: 3 }),
  difference: (s) => ({ id: s.random.chance(0.7) ? s.changed(s.random.pick(RECORD_TYPES)) : s.of(s.random.pick(RECORD_TYPES)) }),
  undoPreview: (s) => ({ id: s.changeset() }),
  mergePreview: (s) => ({ id: s.id(), into: s.id() }),
  unmergePreview: (s) => ({ id: s.merged() }),
  distinctions: (s) => ({ first: 3, ...sometimes(s.random, 0.5, 'of', s.id) }),
  communityPages: () => ({}),
  community: (s) => ({ id: s.of('community') }),
  protocols: (s) => sometimes(s.random, 0.5, 'community', () => s.of('community')),
  protocol: (s) => ({ id: s.of('protocol') }),
  whoCanSee: (s) => ({ audience: { mode: s.random.pick(['all', 'any']), protocols: [s.random.chance(0.3) ? 'everyone' : s.of('protocol'), ...(s.random.chance(0.3) ? [s.of('protocol')] : [])] } }),
  reports: () => ({}), labels: () => ({}), licences: () => ({}), me: () => ({}), waysIn: () => ({}), accounts: () => ({}),
  annotations: (s) => ({ target: s.random.chance(0.8) ? s.noted() : s.of(s.random.pick(['relation', 'evidence', 'content', 'collection'])), first: 2 }),
  queue: (s) => ({
    first: 4, ...sometimes(s.random, 0.3, 'state', () => 'returned'), ...sometimes(s.random, 0.5, 'order', () => s.random.pick(['newest', 'confidence'])), ...sometimes(s.random, 0.3, 'types', () => [s.random.pick(RECORD_TYPES), 'relation']),
    ...sometimes(s.random, 0.2, 'relations', () => [s.random.pick(types)]), ...sometimes(s.random, 0.2, 'kinds', () => [s.random.pick(KINDS)]), ...sometimes(s.random, 0.3, 'work', s.work), ...sometimes(s.random, 0.3, 'confidence', () => 0.5), ...sometimes(s.random, 0.2, 'mine', () => true),
  }),
  waiting: (s) => ({ id: s.random.chance(0.8) ? s.waits() : s.of('proposal') }),
  myContributions: (s) => ({ first: 4, ...sometimes(s.random, 0.5, 'states', () => ['proposed', 'returned', 'published']) }),
  vocabulary: () => ({}),
  word: (s) => s.random.pick([{ family: 'relation', code: s.random.pick([...types, 'NEIGHBOURS']) }, { family: 'field', code: s.random.pick(['address', 'houseNumber']) }]),
  wordHistory: (s) => s.random.pick([{ family: 'relation', code: s.random.pick(['FUNDS', 'NEIGHBOURS']), first: 2 }, { family: 'field', code: 'houseNumber' }]),
  conceptTree: (s) => ({ first: 3, includeProposed: s.random.chance(0.5), ...sometimes(s.random, 0.5, 'of', s.concept) }),
  conceptTroubles: () => ({}),
  namesIn: (s) => ({ text: `${s.text()}和${s.words()}，\n\n還有{${s.text()}|Tâi-gí}與${s.text()}。` }), readWhen: () => ({ when: '小時候', born: '1950' }), languages: () => ({}), cleaned: () => ({ html: '<p>x' }), drafts: () => ({}), workshops: () => ({}), contributors: (s) => ({ workshop: s.of('entity') }), draft: () => ({ key: 'entry:1' }),
  annotation: (s) => ({ id: s.of('annotation') }),
  suggestRelations: (s) => ({ content: s.of('content'), start: 0, end: 2 + s.random.below(5) }),
  collection: (s) => ({ id: s.random.chance(0.7) ? s.of('collection') : s.id() }),
  collections: (s) => ({ first: 2, includeProposed: s.random.chance(0.5) }),
  collectionsOf: (s) => ({ id: s.random.chance(0.8) ? s.shelved() : s.id(), first: 2, includeProposed: s.random.chance(0.5) }),
  quality: (s) => ({ queue: s.random.pick(QUEUE_NAMES), first: 3, ...sometimes(s.random, 0.2, 'collection', s.id), ...sometimes(s.random, 0.2, 'types', () => [s.random.pick(types)]) }),
  qualityCounts: () => ({}),
  bulkPreview: (s) => ({ choice: set(s), change: { fields: [{ code: 'note', values: ['查過'] }] }, shown: 50 }),
  sheet: (s) => ({ choice: set(s) }),
  sheetPreview: (s) => ({ csv: `編號［id］,版本［version］,名稱［names.official.zh-Hant］\r\n${s.id()},x,改名\r\n${s.of('relation')},x,改名\r\n`, shown: 50 }),
  watches: () => ({}), whatIsNew: (s) => ({ first: 5, ...sometimes(s.random, 0.3, 'unread', () => true) }), telling: () => ({}),
  savedQuestions: () => ({}),
  savedQuestion: (s) => ({ name: `存下的問題${s.random.below(5)}` }),
  savedRun: (s) => ({ name: `存下的問題${s.random.below(5)}` }),
}

const ASKED: readonly ((one: string, other: string) => string)[] = [
  (one, other) => `哪些組織連結${one}與${other}？`, (one, other) => `${one}和${other}有什麼關係？`, (one) => `${one}跟誰有關係`, (one) => `${one}跟誰合作？`, (one) => `什麼是${one}？`,
  (one) => `${one}的上級單位是誰？`, (one) => `${one}委託了哪些單位？`, (one) => `在${one}立案的團體有多少個？`, (one) => `Who works with ${one}?`, () => '誰的關係最多？', (one, other) => `${one} ${other}`,
]
