import { hash } from 'node:crypto'
import type { Id } from '../model/ids.ts'
import type { DocumentReading, ReadEnd, ReadPlace, ReadRelation } from '../model/reading.ts'
import type { EntityDraft, EvidenceDraft, Reading, RelationDraft } from './draft.ts'
import { DATASET, ROW } from './identity.ts'
import { NARROWER, RELATED } from './vocabulary/concepts.ts'

/** The key of the document itself. */
export const OWN = 'work'

/** Relations in one reading: small enough that a part can be cut anywhere between two. */
const SLICE = 200

/**
 * What a document says, as drafts: everything it names first, so that a relation never comes before its
 * ends; then what it says of them.
 */
export function* readingsOf({ entities, relations }: DocumentReading, dataset: string): Generator<Reading> {
  const none = { row: 1, warnings: [] }
  for (let i = 0; i < entities.length; i += SLICE) {
    yield {
      ...none, relations: [],
      entities: entities.slice(i, i + SLICE).map(({ key, kind, names, identifiers, fields, covers, proposed }): EntityDraft => ({
        key, role: 'document', kind, names: names.map((name) => ({ ...name, language: name.language ?? 'zh-Hant', sort: name.sort ?? 'official' })),
        identifiers: [{ scheme: ROW, value: rowOf(dataset, key) }, ...(key === OWN ? [{ scheme: DATASET, value: dataset }] : []), ...identifiers],
        fields, covers: [...new Set([...covers, ...Object.keys(fields)])], proposed, row: 1,
      })),
    }
  }
  const [steps, drafts]: [RelationDraft[], RelationDraft[]] = [[], []]
  for (const draft of relationDrafts(relations)) (draft.type === NARROWER || draft.type === RELATED ? steps : drafts).push(draft)
  for (let i = 0; i < drafts.length; i += SLICE) yield { ...none, entities: [], relations: drafts.slice(i, i + SLICE) }
  // one that would close a circle is left out by itself
  for (const step of steps) yield { ...none, entities: [], relations: [step] }
}

/** An identifier holds 1,000 characters. */
function rowOf(dataset: string, key: string): string {
  const row = `${dataset}/${key}`
  return row.length <= 1_000 ? row : `${row.slice(0, 900)}…${hash('sha256', row, 'hex')}`
}

/** The same relation read at several places is one, with evidence at each. */
function relationDrafts(relations: readonly ReadRelation[]): RelationDraft[] {
  const drafts = new Map<string, RelationDraft & { places: ReadPlace[] }>()
  for (const { type, from, to, start, end, qualifiers, proposed, places } of relations) {
    const key = [type, endKey(from), endKey(to), ...(start === undefined ? [] : [start])].join('|')
    const known = drafts.get(key)
    if (known !== undefined) {
      known.places.push(...places)
      // said once outright, it is said
      if (!proposed && known.proposed) drafts.set(key, { ...known, proposed: false })
      continue
    }
    drafts.set(key, {
      key, type, from: endKey(from), to: endKey(to), qualifiers, proposed, row: 1, evidence: [], places: [...places],
      ...(start === undefined ? {} : { start }), ...(end === undefined ? {} : { end }),
    })
  }
  return [...drafts.values()].map(({ places, ...draft }) => ({ ...draft, evidence: evidenceOf(places) }))
}

const endKey = (end: ReadEnd): string => ('key' in end ? end.key : `id:${end.id}`)

/** Known by its words: they stay when a correction before them moves every offset. */
function evidenceOf(places: readonly ReadPlace[]): EvidenceDraft[] {
  const times = new Map<string, number>()
  return places.map(({ quote, start, end, page, derived, section, confidence }) => {
    const words = hash('sha256', quote, 'hex').slice(0, 16)
    const time = (times.get(words) ?? 0) + 1
    times.set(words, time)
    return {
      key: time === 1 ? words : `${words}/${time}`, method: 'extractor', quote,
      locator: { offset: [start, end], ...(page === undefined ? {} : { page }), ...(section === undefined ? {} : { section }), ...(derived === true ? { note: '頁碼由分頁推得 (page counted)' } : {}) },
      ...(confidence === undefined ? {} : { confidence }),
    }
  })
}

/** Ids of everything a reading has said. */
export class Stated {
  readonly #identity: (what: string) => Id
  readonly #ids = new Set<Id>()

  constructor(identity: (what: string) => Id) {
    this.#identity = identity
  }

  add({ entities, relations }: Reading): void {
    for (const { key } of entities) this.#ids.add(this.#identity(key))
    for (const { key, evidence } of relations) {
      this.#ids.add(this.#identity(key))
      for (const one of evidence) this.#ids.add(this.#identity(`${key}#${one.key}`))
    }
  }

  has(id: Id): boolean {
    return this.#ids.has(id)
  }
}
