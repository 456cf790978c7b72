import type { EntityRef, GraphStore } from '../../graph/port.ts'
import { Text } from '../../model/anchor.ts'
import type { Viewer } from '../../model/audience.ts'
import { badInput, notFound } from '../../model/errors.ts'
import { isId, type Id } from '../../model/ids.ts'
import type { ContentRecord, Kind } from '../../model/records.ts'

/** A name found in a text: offsets are of that text. */
interface NameFound {
  readonly start: number
  readonly end: number
  readonly text: string
  readonly candidates: readonly { readonly entity: EntityRef; readonly score: number }[]
}

/** An end of what a sentence states; no ids: the archive does not know it, several: it is one of them. */
interface EndStated {
  readonly name: string
  readonly kind: Kind
  readonly ids: readonly string[]
}

interface StatementFound {
  readonly relation: string
  readonly from: EndStated
  readonly to: EndStated
  readonly qualifiers: Readonly<Record<string, string>>
  readonly time?: { readonly start?: string; readonly end?: string }
  readonly sentence: string
  readonly start: number
  readonly end: number
  readonly confidence: number
  readonly stated: boolean
}

export interface SuggestPorts {
  readonly graph: Pick<GraphStore, 'heads' | 'entities' | 'relations'>
  readonly viewer: Viewer
  /** The names of what the viewer sees, in a text. */
  readonly names: (text: string) => Promise<readonly NameFound[]>
  /** What a text states, with these names in it. */
  readonly read: (passage: { readonly text: string; readonly start: number; readonly heading?: string; readonly page?: string }, known: readonly { readonly id: Id; readonly kind: Kind; readonly names: readonly string[] }[]) => Promise<readonly StatementFound[]>
}

export interface SuggestedEnd {
  readonly name: string
  readonly kind: Kind
  /** What it may be in the archive, best first; none: it would be new. */
  readonly candidates: readonly EntityRef[]
}

export interface SuggestedRelation {
  readonly type: string
  readonly from: SuggestedEnd
  readonly to: SuggestedEnd
  readonly qualifiers: Readonly<Record<string, string>>
  /** EDTF. */
  readonly since?: string
  readonly until?: string
  readonly sentence: string
  /** Where the sentence stands in the text as read. */
  readonly start: number
  readonly end: number
  /** 0 to 1. */
  readonly confidence: number
  /** False: the sentence only supposes, asks or denies it. */
  readonly stated: boolean
  /** Relations of this type between these that the viewer sees already: the passage may be evidence of them. */
  readonly known: readonly Id[]
}

export interface Suggestions {
  /** Offsets into the text as read. */
  readonly names: readonly { readonly start: number; readonly end: number; readonly text: string; readonly candidates: readonly EntityRef[] }[]
  /** The surest first. */
  readonly relations: readonly SuggestedRelation[]
}

/** Characters of a passage that are read at once. */
const LONGEST = 2_000
/** Candidates of one name. */
const MOST = 5
/** Relations of one end that are compared. */
const MOST_RELATIONS = 200

/**
 * What somebody who highlights a passage may want to say of it: the names in it, and the relations it states. Nothing is
 * written.
 * @throws NOT_FOUND for a text that the viewer cannot see, BAD_USER_INPUT for a stretch that is not in it or is too long
 */
export async function suggestRelations({ graph, viewer, names, read }: SuggestPorts, content: Id, start: number, end: number): Promise<Suggestions> {
  const record = isId(content) ? (await graph.heads([content], viewer)).get(content)?.record : undefined
  if (record?.type !== 'content') throw notFound(content)
  const passage = stretchOf(record, start, end)
  const found = await names(passage.text)
  const known = found.flatMap(({ text, candidates }) => candidates.slice(0, MOST).map(({ entity }) => ({ id: entity.id, kind: entity.kind, names: [text] })))
  const refs = new Map(found.flatMap(({ candidates }) => candidates.map(({ entity }) => [entity.id, entity] as const)))
  const relations: SuggestedRelation[] = []
  for (const { relation: type, from, to, qualifiers, time, sentence, start: at, end: until, confidence, stated } of await read(passage, known)) {
    const ends = [from, to].map(({ name, kind, ids }): SuggestedEnd => ({ name, kind, candidates: ids.flatMap((id) => refs.get(id) ?? []) })) as [SuggestedEnd, SuggestedEnd]
    relations.push({
      type, from: ends[0], to: ends[1], qualifiers, sentence, start: at, end: until, confidence, stated,
      ...(time?.start === undefined ? {} : { since: time.start }), ...(time?.end === undefined ? {} : { until: time.end }),
      known: await knownBetween({ graph, viewer }, type, ...ends),
    })
  }
  return {
    names: found.map(({ start: at, end: until, text, candidates }) => ({ start: passage.start + at, end: passage.start + until, text, candidates: candidates.slice(0, MOST).map(({ entity }) => entity) })),
    relations: relations.toSorted((x, y) => Number(y.stated) - Number(x.stated) || y.confidence - x.confidence),
  }
}

/** A stretch within one passage: names and sentences do not go on from one to the next. */
function stretchOf(record: ContentRecord, start: number, end: number): Parameters<SuggestPorts['read']>[0] {
  const text = new Text(record.passages)
  const home = record.passages.find(({ offset, text: words }) => offset[0] <= start && start < offset[0] + words.length)
  if (home === undefined || end <= start || text.placeOf(end, true) === undefined) throw badInput('start', '這個範圍不在文字裡 (this is no stretch of the text)')
  const words = home.text.slice(start - home.offset[0], end - home.offset[0])
  if (words.length > LONGEST) throw badInput('end', `一次最多讀 ${LONGEST} 字 (at most ${LONGEST} characters at once)`)
  return { text: words, start, ...(home.heading === undefined ? {} : { heading: home.heading.split(' › ').at(-1)! }), ...(home.page === undefined ? {} : { page: home.page }) }
}

async function knownBetween({ graph, viewer }: Pick<SuggestPorts, 'graph' | 'viewer'>, type: string, from: SuggestedEnd, to: SuggestedEnd): Promise<Id[]> {
  const others = new Set(to.candidates.map(({ id }) => id))
  const known: Id[] = []
  for (const { id } of others.size === 0 ? [] : from.candidates) {
    const { items } = await graph.relations(id, { types: [type], includeProposed: true, evidence: false }, viewer, { first: MOST_RELATIONS })
    known.push(...items.filter((one) => others.has(one.from.id === id ? one.to.id : one.from.id)).map((one) => one.id))
  }
  return [...new Set(known)]
}
