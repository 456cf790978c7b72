import { audienceFromKey, audienceKey, keepersOf, type Viewer } from '../../src/model/audience.ts'
import type { Head, LoggedChangeset, LoggedOperation } from '../../src/model/changeset.ts'
import { seal } from '../../src/graph/log.ts'
import { LEVELS, weakest } from '../../src/model/edge.ts'
import { readersOf } from '../../src/model/readers.ts'
import { newId, type Id } from '../../src/model/ids.ts'
import { references } from '../../src/model/references.ts'
import { displayName, payloadOf, type ArchiveRecord, type EvidenceRecord } from '../../src/model/records.ts'
import type { Oracle } from '../oracle/index.ts'
import { keepers } from '../oracle/reads.ts'
import { sightOf, type Sight } from '../oracle/sight.ts'

/**
 * The log as it would be if what is hidden from a viewer had never been written: of each record that is hidden now
 * nothing, of the others the versions that the viewer may look at, without the sources of names they cannot see.
 * Ids, times and reasons stay; sequences and versions are counted anew, protocols unknown to the viewer are called
 * something else.
 *
 * Two things are not as if they had never been. A merge that holds counts also where the viewer could not see it
 * when it was made: it stays, unseen as it was. Of evidence that is announced it may be known that it is there: a
 * relation that rests on nothing else keeps a piece without words, from a source without a name, with the same keepers.
 * An entity that is announced keeps its title: it is told at its own address.
 */
export async function without(oracle: Oracle, viewer: Viewer): Promise<LoggedChangeset[]> {
  const { archive } = oracle
  const sight = sightOf(archive, viewer)
  const announced = placeholders(oracle, sight, viewer)
  const shown = new Map<Id, ReadonlyMap<number, ArchiveRecord | null>>()
  for (const [id, head] of archive.heads) {
    if (sight.head(id) === undefined || (head.type === 'entity' && sight.chain(id) === undefined)) continue
    const { items } = await oracle.history(id, viewer, { first: Number.MAX_SAFE_INTEGER })
    shown.set(id, new Map(items.map(({ version, record }) => [version, record])))
  }
  const titles = announcedEntities(oracle, sight, viewer)
  const early = namedEarly(archive.log, shown)
  const numbers = new Map<Id, number>()
  const told = new Set<Id>()
  /** A record that something names before the viewer may look at a version of it: there, and nobody's. */
  const stub = (operation: LoggedOperation, record: ArchiveRecord): LoggedOperation | undefined => {
    if (numbers.has(operation.id) || !early.has(operation.id)) return undefined
    // nor its author's, who would read what is theirs alone
    const { by: _, ...anybodys } = record
    return next(numbers, { op: 'put', id: operation.id, type: operation.type, state: 'published', audience: 'all:', version: 0 }, (record.type === 'entity' ? { ...anybodys, ...NAMELESS } : anybodys) as ArchiveRecord)
  }
  const kept = (operation: LoggedOperation): LoggedOperation[] => {
    const { id, op, version } = operation
    const placeholder = announced.get(id)
    if (placeholder !== undefined) {
      if (told.has(id)) return []
      told.add(id)
      return placeholder.map(({ record }) => next(numbers, { op: 'put', id: record.id, type: record.type, state: record.state, audience: audienceKey(record.audience), version: 0 }, record))
    }
    const title = titles.get(id)
    if (title !== undefined) {
      if (told.has(id)) return []
      told.add(id)
      return [next(numbers, { op: 'put', id, type: 'entity', state: 'published', audience: audienceKey(title.audience), version: 0 }, title)]
    }
    const versions = shown.get(id)
    if (versions === undefined) return []
    const record = versions.get(version)
    if (record === undefined) {
      // nobody's, as what stands in the place of the version before: its author may be somebody else's to know
      if ((op === 'merge' || op === 'unmerge') && shown.has(operation.into!)) return [next(numbers, { ...operation, audience: 'all:' })]
      // a version that named what is hidden is no better than none
      const now = [...versions].filter(([, one]) => one !== null).at(-1)?.[1]
      const made = now == null ? undefined : stub(operation, now)
      return made === undefined ? [] : [made]
    }
    if (op === 'redact') {
      const renumbered = operation.versions!.flatMap((one) => keptAs.get(`${id} ${one}`) ?? [])
      return [next(numbers, { ...operation, versions: renumbered })]
    }
    const made = next(numbers, operation, op === 'put' ? record && numbered(record) : undefined)
    keptAs.set(`${id} ${version}`, made.version)
    return [made]
  }
  const keptAs = new Map<string, number>()
  /** Versions that a record names are numbers of the log, which are others here; one that is hidden is none. */
  const numbered = (record: ArchiveRecord): ArchiveRecord => {
    const now = (id: Id, version: number): number => keptAs.get(`${id} ${version}`) ?? NEVER
    if (record.type === 'annotation') return { ...record, version: now(record.target, record.version) }
    if (record.type === 'proposal') return { ...record, base: now(record.target, record.base) }
    if (record.type !== 'collection' || record.blocks === undefined) return record
    return { ...record, blocks: record.blocks.map((block) => ('item' in block && block.version !== undefined ? { ...block, version: now(block.item, block.version) } : block)) }
  }
  const log = archive.log.map((changeset) => ({ ...changeset, operations: changeset.operations.flatMap(kept).map((operation) => ({ ...operation, audience: disguised(operation.audience, viewer, shown) })) })).filter(({ operations }) => operations.length > 0)
  return log.map((changeset, i) => ({ ...changeset, sequence: i + 1 }))
}

/** No record has so many versions. */
const NEVER = 1_000_000

/** What is left of an entity of which nothing is to be told. */
const NAMELESS = { names: [{ text: '無', language: 'zh-Hant', sort: 'official' as const }], identifiers: [], fields: {} }

/** Records that something names before the first version that the viewer may look at. */
function namedEarly(log: readonly LoggedChangeset[], shown: ReadonlyMap<Id, ReadonlyMap<number, ArchiveRecord | null>>): Set<Id> {
  const [begun, early] = [new Set<Id>(), new Set<Id>()]
  for (const { operations } of log) {
    for (const { id, version, op, into } of operations) {
      const record = shown.get(id)?.get(version)
      if (record !== undefined) begun.add(id)
      const named = [...(record == null ? [] : references(record)), ...(op === 'merge' || op === 'unmerge' ? [id, into!] : [])]
      for (const one of named) if (!begun.has(one) && shown.has(one)) early.add(one)
    }
  }
  return early
}

function next(numbers: Map<Id, number>, operation: LoggedOperation, record?: ArchiveRecord | null): LoggedOperation {
  const version = (numbers.get(operation.id) ?? 0) + 1
  numbers.set(operation.id, version)
  if (record === undefined) return { ...operation, version }
  if (record === null) return { ...operation, version, payload: null, ...sealed('') }
  const payload = JSON.stringify(payloadOf(record))
  return { ...operation, version, payload, ...sealed(payload) }
}

const sealed = (payload: string): { hash: string; salt: string } => seal(payload)

/** With other names for the protocols that the viewer knows nothing of: not even a name is to be told. */
function disguised(key: string, viewer: Viewer, shown: ReadonlyMap<Id, unknown>): string {
  const { mode, protocols } = audienceFromKey(key)
  // one whose page is shown says how much it guards of what the viewer sees
  const isKnown = (name: string): boolean => name === 'everyone' || name === 'signed-in' || shown.has(name) || [viewer.protocols, viewer.stewards, viewer.announced].some((some) => some?.has(name) === true)
  return audienceKey({ mode, protocols: protocols.map((name) => (isKnown(name) ? name : `not-${name}`)) })
}

/** What is left of entities that are announced: what they are called, and whom to ask. */
function announcedEntities({ archive }: Oracle, sight: Sight, viewer: Viewer): Map<Id, ArchiveRecord> {
  return new Map([...archive.heads.values()].flatMap((head): [Id, ArchiveRecord][] => {
    const { id, record, state, audience } = head
    if (record?.type !== 'entity' || state !== 'published' || sight.head(id) !== undefined || (keepersOf(readersOf(head), viewer) ?? []).length === 0) return []
    return [[id, { ...record, ...NAMELESS, names: [{ text: displayName(record.names), language: 'zh-Hant', sort: 'official' }], state, audience }]]
  }))
}

/** Evidence that stands for what is announced, each with its source, by the id of the evidence. */
function placeholders({ archive }: Oracle, sight: Sight, viewer: Viewer): Map<Id, readonly { readonly record: ArchiveRecord }[]> {
  const made = new Map<Id, { record: ArchiveRecord }[]>()
  for (const head of archive.heads.values()) {
    const record = head.record as EvidenceRecord | null
    if (head.type !== 'evidence' || record === null || sight.head(head.id) !== undefined || sight.head(record.relation) === undefined) continue
    const chain = [head, ...archive.chain(record.source) ?? []] as Head[]
    const lacking = chain.map((one) => keepers(one, viewer))
    const level = weakest(chain.map(({ state }) => state))
    if (lacking.includes(undefined) || chain.some((one) => one.record === null)) continue
    const audience = { mode: 'all' as const, protocols: [...new Set(lacking.flatMap((some) => some!))].sort() }
    const source = { id: newId(), type: 'entity', kind: 'Work', state: 'published', audience, ...NAMELESS } as ArchiveRecord
    // what counts for nothing still lets the relation itself be read
    const state = level === LEVELS.published ? 'published' : level === LEVELS.none ? 'withdrawn' : 'proposed'
    const evidence = { id: head.id, type: 'evidence', state, audience, relation: record.relation, source: source.id, locator: {}, stance: record.stance === 'disputes' ? 'disputes' : 'supports', method: 'hand' } as ArchiveRecord
    made.set(head.id, [{ record: source }, { record: evidence }])
  }
  return made
}
