import { EVERYONE } from '../../src/model/audience.ts'
import type { Head, Operation } from '../../src/model/changeset.ts'
import { newId, type Id } from '../../src/model/ids.ts'
import type { Kind, RecordInput } from '../../src/model/records.ts'
import { dates } from './dates.ts'
import type { Random } from './random.ts'
import { audience, AUTHORS, guarded, PROTOCOL_IDS } from './viewers.ts'
import { KINDS_USED, typesBetween } from './vocabulary.ts'

/** How much of an archive is restricted, proposed, deprecated: shares of 1. */
export interface Mixture {
  readonly restricted: number
  readonly proposed: number
  readonly deprecated: number
  /** Submitted by an account: more of that is a draft or a proposal. Default 0. */
  readonly signed?: number
}

/** Enough of everything that any rule is met in a small archive. */
export const MIXED: Mixture = { restricted: 0.15, proposed: 0.12, deprecated: 0.06, signed: 0.25 }
/** Of a larger archive, in which most must hang together: few submit things. */
export const SETTLED: Mixture = { ...MIXED, signed: 0.03 }
/** Nothing hidden, nothing doubtful. */
export const PLAIN: Mixture = { restricted: 0, proposed: 0, deprecated: 0 }

export interface Made {
  readonly id: Id
  readonly kind: Kind
}

const NAMES = ['臺北市文化局', '台北市文化局', '社會局', '財團法人愛鄉基金會', '愛鄉基金會', '林振春', '松山社區大學', '團體', '名冊', '學習型城市']

export const put = (record: RecordInput, base: number | null = null): Operation => ({ op: 'put', record, base })

type Beginning = 'published' | 'proposed' | 'draft'

const state = (random: Random, { proposed }: Mixture): Beginning =>
  random.chance(proposed) ? (random.chance(0.8) ? 'proposed' : 'draft') : 'published'

/** Of what some account submitted: who, and a state of its own. */
const signed = (random: Random, { signed: share = 0 }: Mixture, states: readonly Beginning[] = ['draft', 'proposed', 'proposed', 'published']): { by?: string; state?: Beginning } =>
  share > 0 && random.chance(share) ? { by: random.pick(AUTHORS), state: random.pick(states) } : {}

export function entity(random: Random, mixture: Mixture, kind = random.pick(KINDS_USED), audienceOf = () => audience(random, mixture.restricted)): RecordInput & { type: 'entity' } {
  const name = random.chance(0.3) ? random.pick(NAMES) : `${random.pick(NAMES)}${random.below(1_000)}`
  return {
    id: newId(), type: 'entity', kind, state: state(random, mixture), audience: audienceOf(),
    names: [{ text: name }, ...(random.chance(0.3) ? [{ text: random.pick(NAMES), sort: 'short' as const }] : [])],
    identifiers: random.chance(0.2) ? [{ scheme: 'code', value: String(random.below(20)) }] : [],
    fields: random.chance(0.3) ? { description: `說明${random.below(5)}` } : {},
    ...signed(random, mixture),
  }
}

/** What sources are: works that (nearly) everyone may read, or all evidence would be hidden. */
export const source = (random: Random, mixture: Mixture): RecordInput & { type: 'entity' } =>
  ({ ...entity(random, { ...mixture, proposed: mixture.proposed / 4, signed: (mixture.signed ?? 0) / 4 }, 'Work'), audience: audience(random, mixture.restricted / 2) })

/**
 * A relation with one to three pieces of evidence; nothing where no type fits the kinds, in either direction.
 * @param sources of which evidence is given
 */
export function relation(random: Random, mixture: Mixture, one: Made, other: Made, sources: readonly Id[]): Operation[] {
  const forward = typesBetween(one.kind, other.kind)
  const [from, to, types] = forward.length > 0 ? [one, other, forward] : [other, one, typesBetween(other.kind, one.kind)]
  if (types.length === 0 || from.id === to.id) return []
  const type = random.chance(0.85) ? types[random.below(Math.min(3, types.length))]! : random.pick(types)
  return stated(random, mixture, type.code, from.id, to.id, sources)
}

/** A relation of a type, with one to three pieces of evidence. */
export function stated(random: Random, mixture: Mixture, type: string, from: Id, to: Id, sources: readonly Id[]): Operation[] {
  const id = newId()
  const deprecated = random.chance(mixture.deprecated)
  return [
    put({
      id, type: 'relation', relation: type, from, to, state: state(random, mixture), audience: audience(random, mixture.restricted / 2),
      ...dates(random), ...(deprecated ? { standing: 'deprecated', standingReason: '誤' } : {}),
      ...signed(random, mixture),
    }),
    ...Array.from({ length: 1 + random.below(3) }, () => put(evidence(random, mixture, id, random.pick(sources)))),
  ]
}

export function content(random: Random, mixture: Mixture, of: Id): RecordInput & { type: 'content' } {
  const words = Array.from({ length: 1 + random.below(3) }, (_, i) => `${random.pick(NAMES)}第${i + 1}段`)
  return {
    id: newId(), type: 'content', entity: of, order: random.below(3), state: state(random, mixture),
    audience: random.chance(0.5) ? EVERYONE : audience(random, mixture.restricted),
    passages: words.map((text, i) => ({ text, offset: [i * 20, i * 20 + text.length], ...(random.chance(0.3) ? { page: String(1 + i) } : {}) })),
    ...(random.chance(0.3) ? { textSha256: random.below(10 ** 6).toString(16).padStart(64, '0') } : {}),
    ...signed(random, mixture),
  }
}

export const community = (random: Random, mixture: Mixture): RecordInput & { type: 'community' } => ({
  id: newId(), type: 'community', state: state(random, mixture), audience: audience(random, mixture.restricted),
  label: { 'zh-Hant': `${random.pick(NAMES)}社群`, ...(random.chance(0.3) ? { en: `Community ${random.below(10)}` } : {}) },
  ...(random.chance(0.3) ? { contact: `聯絡${random.below(10)}` } : {}),
})

/** Of members only or for everyone; some are known to their members alone. */
export function protocol(random: Random, mixture: Mixture, owners: readonly Id[]): RecordInput & { type: 'protocol' } {
  const id = random.chance(0.7) ? random.pick(PROTOCOL_IDS) : newId()
  return {
    id, type: 'protocol', state: state(random, mixture), audience: random.chance(0.5) ? EVERYONE : guarded(random, id),
    label: { 'zh-Hant': `規範${random.below(10)}` }, owners: [...owners], kind: random.pick(['open', 'strict']),
  }
}

const both = (text: string): { 'zh-Hant': string; en: string } => ({ 'zh-Hant': text, en: text })

/** Words that are added to the vocabulary, changed in it, or cannot be read. */
const WORDS: readonly Pick<Extract<RecordInput, { type: 'term' }>, 'vocabulary' | 'code' | 'definition'>[] = [
  { vocabulary: 'relation', code: 'NEIGHBOURS', definition: { role: 'connecting', forward: both('相鄰'), backward: both('相鄰'), from: ['Place'], to: ['Place'], symmetric: true } },
  { vocabulary: 'relation', code: 'NEIGHBOURS', definition: { role: 'structural', forward: both('毗鄰'), backward: both('毗鄰'), from: ['Place', 'Organization'], to: ['Place'], retired: true } },
  { vocabulary: 'relation', code: 'FUNDS', definition: { role: 'connecting', forward: both('資助'), backward: both('受資助於'), from: ['Work'], to: ['Work'], symmetric: true } },
  { vocabulary: 'field', code: 'houseNumber', definition: { label: both('門牌'), kinds: ['Place'], value: 'text', personal: true } },
  { vocabulary: 'field', code: 'address', definition: { label: both('住址'), kinds: ['Entry'], value: 'number' } },
  { vocabulary: 'field', code: 'shape', definition: { label: '形狀' } },
]

/** A record of the archive's own work about one, which may mention another. */
export function kept(random: Random, mixture: Mixture, { id: target, version, record }: Head, other: Head): RecordInput {
  const envelope = { id: newId(), state: state(random, mixture), audience: random.chance(0.5) ? EVERYONE : audience(random, mixture.restricted), ...signed(random, mixture) }
  const notes: RecordInput[] = [
    { ...envelope, type: 'proposal', target, base: version, changes: { 'fields.description': `提案${random.below(10)}`, ...(record?.type === 'relation' && other.type === 'entity' ? { to: other.id } : {}) } },
    { ...envelope, type: 'annotation', target, version, text: `註${random.below(10)}`, ...(random.chance(0.3) ? { link: other.id } : {}), ...(other.type === 'annotation' ? { answers: other.id } : {}) },
  ]
  if (random.chance(0.2)) return { ...envelope, type: 'term', ...random.pick(WORDS), ...(random.chance(0.5) ? { audience: EVERYONE, state: 'published' as const } : {}) }
  if (record?.type !== 'entity') return random.pick(notes)
  if (other.type === 'entity' && other.id !== target) notes.push({ ...envelope, type: 'distinction', one: target, other: other.id })
  if (record.kind !== 'Collection') return random.pick(notes)
  return { ...envelope, type: 'collection', entity: target, manner: 'manual', members: [{ item: other.id, reason: '相關', at: [1, -2.5] }], looking: { types: ['FUNDS'] }, blocks: [{ block: 'map', items: [other.id] }, { block: 'item', item: other.id }] }
}

export function evidence(random: Random, mixture: Mixture, about: Id, from: Id): RecordInput & { type: 'evidence' } {
  return {
    id: newId(), type: 'evidence', relation: about, source: from,
    // a published relation needs some that is not a draft
    state: random.chance(mixture.proposed / 2) ? 'proposed' : 'published',
    audience: random.chance(0.5) ? EVERYONE : audience(random, mixture.restricted),
    locator: { row: 1 + random.below(500) }, method: 'register',
    ...(random.chance(0.1) ? { stance: 'disputes' as const } : {}),
    ...(random.chance(0.3) ? { quote: `第${random.below(100)}列` } : {}),
    ...signed(random, mixture, ['proposed', 'published', 'published']),
  }
}
