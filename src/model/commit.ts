import { audienceKey, isNoNarrower, type Audience } from './audience.ts'
import { MAX_OPERATIONS, type Changeset, type Head, type LoggedOperation, type Operation } from './changeset.ts'
import { checkOrder } from './dates.ts'
import { ArchiveError, badInput, conflict, notFound } from './errors.ts'
import type { Id } from './ids.ts'
import { AUTHOR_ALONE, readersOf } from './readers.ts'
import { references } from './references.ts'
import {
  checkRecord, displayName, payloadOf,
  type ArchiveRecord, type CollectionRecord, type EntityRecord, type ContentRecord, type EvidenceRecord, type Kind, type ProtocolRecord, type RecordType, type RelationRecord, type State,
} from './records.ts'
import type { Vocabulary } from './vocabulary.ts'

/** What `prepare` must know of the archive as it stands; a store fetches it before calling. */
export interface Standing {
  readonly head: (id: Id) => Head | undefined
  /** The evidence on a relation, in any state. Asked only for relations that the changeset puts. */
  readonly evidenceOn: (relation: Id) => readonly Head[]
}

export interface Prepared {
  readonly operations: readonly LoggedOperation[]
  /** The new head of every touched record. */
  readonly heads: ReadonlyMap<Id, Head>
}

/** Hashes a payload text with a salt of its own, so that equal payloads cannot be recognised by their hash. */
export type Seal = (payload: string) => { hash: string; salt: string }

/**
 * A put that was found right by itself, with its payload as the log keeps it: all that needs nothing of the
 * archive, so that it can be done beforehand. A class, so that nobody can claim it of what was not checked.
 */
export class SealedPut {
  readonly op = 'put'
  readonly record: ArchiveRecord
  readonly base: number | null
  readonly payload: string
  readonly hash: string
  readonly salt: string

  constructor(record: ArchiveRecord, base: number | null, payload: string, { hash, salt }: ReturnType<Seal>) {
    this.record = record
    this.base = base
    this.payload = payload
    this.hash = hash
    this.salt = salt
  }
}

/** @throws BAD_USER_INPUT as `checkRecord` */
export function sealPut({ record: input, base }: Extract<Operation, { op: 'put' }>, seal: Seal): SealedPut {
  const record = checkRecord(input)
  const payload = JSON.stringify(payloadOf(record))
  return new SealedPut(record, base, payload, seal(payload))
}

/** From which state a put may lead to which. Who may do it is decided before; `null` = new. */
const TRANSITIONS: Record<State | 'new', readonly State[]> = {
  new: ['draft', 'proposed', 'published'],
  draft: ['draft', 'proposed', 'published'],
  // what leads back (to draft, to proposed, out of declined and withdrawn) is what undoing needs
  proposed: ['proposed', 'returned', 'published', 'declined', 'draft'],
  returned: ['returned', 'proposed'],
  published: ['published', 'proposed', 'draft'],
  declined: ['declined', 'proposed'],
  withdrawn: ['draft', 'proposed', 'published', 'returned', 'declined'],
}

/** Whether a put may lead from the one state to the other. */
export const mayBecome = (from: State | 'new', to: State): boolean => TRANSITIONS[from].includes(to)

/** The ids a store must be able to answer for before `prepare` (survivors of merges come on top). */
export function mentionedIds(operations: readonly Operation[]): Set<Id> {
  const ids = new Set<Id>()
  for (const operation of operations) {
    if (operation.op !== 'put') {
      ids.add(operation.id)
      if (operation.op === 'merge') ids.add(operation.into)
      continue
    }
    ids.add(operation.record.id)
    for (const id of references(operation.record)) ids.add(id)
  }
  return ids
}

/** Those among them whose author saw them in the archive, with their types as far as these are said. */
export function standingTypes(operations: readonly Operation[]): Map<Id, RecordType | undefined> {
  const types = new Map<Id, RecordType | undefined>()
  for (const operation of operations) {
    if (operation.op !== 'put') types.set(operation.id, operation.op === 'withdraw' ? operation.type : undefined)
    else if (operation.base !== null) types.set(operation.record.id, operation.record.type)
  }
  return types
}

/** Ids of the relations that the changeset puts: those whose evidence `prepare` asks for. */
export function putRelations(operations: readonly Operation[]): Id[] {
  return operations.flatMap((operation) => (operation.op === 'put' && operation.record.type === 'relation' && operation.base !== null ? [operation.record.id] : []))
}

/** Follows merges to the survivor. */
export function survivor(id: Id, head: (id: Id) => Head | undefined): Id {
  let at = id
  for (let next = head(at)?.mergedInto; next !== undefined; next = head(at)?.mergedInto) at = next
  return at
}

const live = (head: Head): boolean => head.record !== null && (head.state === 'published' || head.state === 'proposed')

/**
 * Turns a changeset into log entries, or refuses it whole. Pure: the same changeset on the same
 * archive gives the same result on every store.
 * A changeset has operations; only one that ends a batch may be without.
 * @throws BAD_USER_INPUT, CONFLICT (with the version that stands), NOT_FOUND
 */
export function prepare(changeset: Changeset, standing: Standing, vocabulary: Vocabulary, seal: Seal): Prepared {
  const { operations } = changeset
  if (operations.length === 0 && changeset.batch?.last !== true) throw badInput('operations', '沒有要寫的東西 (a changeset needs at least one operation)')
  if (operations.length > MAX_OPERATIONS) throw badInput('operations', `一次最多 ${MAX_OPERATIONS} 筆；再多請分批 (a changeset holds at most ${MAX_OPERATIONS} operations: use a batch of several)`)
  const heads = new Map<Id, Head>()
  /** Relations that are put anew, as they stood. */
  const before = new Map<Id, Head | undefined>()
  const logged: LoggedOperation[] = []
  const written: Id[] = []
  const current = (id: Id): Head | undefined => heads.get(id) ?? standing.head(id)

  const expect = (id: Id, base: number | null): Head | undefined => {
    const head = current(id)
    if ((head?.version ?? null) !== base) {
      throw conflict(`別人改過 ${id}：您看到的是第 ${base ?? '0'} 版，現在是第 ${head?.version ?? '0'} 版 (record ${id} was changed by somebody else: you saw version ${base ?? 'none'}, it is now ${head?.version ?? 'none'})`, { id, version: head?.version ?? null })
    }
    return head
  }
  const existing = (id: Id, base: number): Head => {
    const head = expect(id, base)
    if (head === undefined) throw notFound(id)
    return head
  }
  const write = (head: Head, entry: Partial<LoggedOperation> & Pick<LoggedOperation, 'op'>): void => {
    if (head.type === 'relation' && entry.op === 'put' && head.version > 1 && !before.has(head.id)) before.set(head.id, standing.head(head.id))
    heads.set(head.id, head)
    logged.push({ id: head.id, type: head.type, version: head.version, state: head.state, audience: audienceKey(head.audience), ...entry })
  }
  const put = ({ record, payload, hash, salt }: SealedPut, previous: Head | undefined): void => {
    written.push(record.id)
    const merged = previous?.mergedInto === undefined ? {} : { mergedInto: previous.mergedInto, mergeRule: previous.mergeRule }
    write(
      { id: record.id, type: record.type, version: (previous?.version ?? 0) + 1, state: record.state, audience: record.audience, record, written: (previous?.version ?? 0) + 1, ...merged },
      { op: 'put', hash, salt, payload },
    )
  }

  for (const operation of operations) {
    switch (operation.op) {
      case 'put': {
        const sealed = operation instanceof SealedPut ? operation : sealPut(operation, seal)
        const { record } = sealed
        const previous = expect(record.id, operation.base)
        naming(record.id, () => checkChange(record, previous))
        put(sealed, previous)
        break
      }
      case 'withdraw': {
        const head = existing(operation.id, operation.base)
        if (operation.reason.trim() === '') throw badInput('reason', '請寫為什麼撤下，會留在紀錄上 (a withdrawal needs a reason: it is what the tombstone will say)')
        if (head.state === 'withdrawn') throw conflict(`${head.id} 已經撤下了 (the record is withdrawn already)`, { id: head.id, version: head.version })
        write(tombstone(head), { op: 'withdraw', reason: operation.reason })
        break
      }
      case 'merge': {
        const head = existing(operation.id, operation.base)
        const into = current(operation.into)
        naming(head.id, () => { checkMerge(head, into, operation.into, current, isUndo(changeset)) })
        write({ ...head, version: head.version + 1, mergedInto: operation.into, mergeRule: operation.rule }, { op: 'merge', into: operation.into, rule: operation.rule })
        break
      }
      case 'unmerge': {
        const { mergedInto, mergeRule, ...head } = existing(operation.id, operation.base)
        if (mergedInto === undefined) throw badInput('id', `${operation.id} 沒有併入別的 (the record is not merged into another)`)
        write({ ...head, version: head.version + 1 }, { op: 'unmerge', into: mergedInto, rule: mergeRule })
        break
      }
      case 'redact': {
        const head = current(operation.id)
        if (head === undefined) throw notFound(operation.id)
        if (operation.reason.trim() === '') throw badInput('reason', '請寫為什麼銷毀，只有這個會留下 (a redaction needs a reason: it is all that stays)')
        const versions = operation.versions ?? Array.from({ length: head.version }, (_, i) => i + 1)
        const beyond = versions.find((version) => version < 1 || version > head.version)
        if (beyond !== undefined) throw badInput('versions', `${operation.id} 沒有第 ${beyond} 版 (the record has no version ${beyond})`)
        const gone = versions.includes(head.version) || versions.includes(head.written ?? head.version)
        if (gone && head.type === 'term') throw badInput('versions', `「${operation.id}」是詞彙裡的詞，用它說過的還需要它：請先改它，再銷毀以前的版本 (it is a word of the vocabulary, and what was said with it needs it: change it first, then redact the versions before)`)
        write(
          { ...head, version: head.version + 1, ...(gone ? { state: 'withdrawn', audience: audienceOfTombstone(head), record: null } : {}) } as Head,
          { op: 'redact', reason: operation.reason, versions },
        )
        break
      }
    }
  }
  doubt(changeset, heads, before, standing, (record, previous) => { put(sealPut({ op: 'put', record, base: previous?.version ?? null }, seal), previous) })
  const words: Words = { vocabulary, undoing: isUndo(changeset) }
  for (const id of isUndo(changeset) ? [] : written) {
    const head = heads.get(id)!
    if (live(head)) naming(id, () => { checkReferences(id, head, current, heads, standing, words) })
  }
  return { operations: logged, heads }
}

/** The vocabulary, and whether what was written by an earlier one is put back. */
interface Words {
  readonly vocabulary: Vocabulary
  readonly undoing: boolean
}

const isUndo = ({ reverts, batch }: Changeset): boolean => reverts !== undefined || batch?.reverts !== undefined

/** What is wrong with one record of many says which. */
function naming(record: Id, check: () => void): void {
  try {
    check()
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error
    throw new ArchiveError(error.code, error.message, { ...error.details, record })
  }
}

function checkChange(record: ArchiveRecord, previous: Head | undefined): void {
  if (previous !== undefined && previous.type !== record.type) throw badInput('type', `${record.id} 是 ${previous.type}，不能變成別的 (the record is of type ${previous.type} and stays so)`)
  checkStays(record, previous)
  if (!TRANSITIONS[previous?.state ?? 'new'].includes(record.state)) {
    throw badInput('state', `現在是 ${previous?.state ?? 'new'}，不能改成 ${record.state} (a ${previous?.state ?? 'new'} record cannot become ${record.state})`)
  }
}

/** What was never published leaves no tombstone for others to find: it stays with its author. */
const audienceOfTombstone = (head: Head): Audience =>
  head.state !== 'published' && head.state !== 'withdrawn' && head.record?.by !== undefined ? AUTHOR_ALONE : head.audience

/** The head that a withdrawal makes. Its words, which nobody may ask for, are read when somebody does. */
function tombstone(head: Head): Head {
  const { id, type, version, mergedInto, mergeRule } = head
  const gone = { state: 'withdrawn', audience: audienceOfTombstone(head) } as const
  return {
    id, type, version: version + 1, ...gone,
    get record() { return head.record && { ...head.record, ...gone } },
    get written() { return head.written! },
    ...(mergedInto === undefined ? {} : { mergedInto }), ...(mergeRule === undefined ? {} : { mergeRule }),
  }
}

/** @param again it was so before */
function checkMerge(head: Head, into: Head | undefined, intoId: Id, current: (id: Id) => Head | undefined, again: boolean): void {
  if (into === undefined || (!again && (into.record === null || into.state === 'withdrawn'))) throw notFound(intoId)
  if (again) return checkCircle(head, intoId, current)
  if (head.record?.type !== 'entity' || into.record?.type !== 'entity') throw badInput('into', '只有條目能合併 (only entities can be merged)')
  checkCircle(head, intoId, current)
  if (head.record.kind !== into.record.kind) throw badInput('into', `「${displayName(head.record.names)}」是 ${head.record.kind}，「${displayName(into.record.names)}」是 ${into.record.kind}：請先改對種類 (the two are of different kinds: correct the kind first)`)
  const end = current(survivor(intoId, current))
  for (const target of [into, ...(end === undefined ? [] : [end])]) {
    if (!isNoNarrower(readersOf(target), readersOf(head))) throw badInput('into', '看得到留下那一筆的人比較少，併過去有些人就看不到了；可以反過來併 (a merge into something with a narrower audience would hide what readers see now)')
  }
}

function checkCircle(head: Head, intoId: Id, current: (id: Id) => Head | undefined): void {
  if (head.mergedInto !== undefined) throw conflict(`${head.id} 已經併入 ${head.mergedInto} (the entity is merged already)`, { id: head.id, version: head.version })
  if (survivor(intoId, current) === head.id) throw badInput('into', `${intoId} 已經併入 ${head.id}，不能再反過來併成一圈 (the merge would make a circle: ${intoId} is itself merged into ${head.id})`)
}

/** Whether two say the same of the same: else evidence of the one is not of the other. */
export const isSameStatement = (one: RelationRecord, other: RelationRecord): boolean => (['relation', 'from', 'to', 'start', 'end'] as const).every((key) => one[key] === other[key])

/**
 * Editing a relation's ends, type or dates leaves its other evidence unchecked (SEMANTICS 3): undoing too, which itself
 * clears what was marked by the edit it takes back.
 */
function doubt(changeset: Changeset, heads: ReadonlyMap<Id, Head>, before: ReadonlyMap<Id, Head | undefined>, standing: Standing, put: (record: ArchiveRecord, previous: Head) => void): void {
  if (before.size === 0) return
  const told = new Set(changeset.operations.map((operation) => (operation.op === 'put' ? operation.record.id : operation.id)))
  for (const [id, head] of before) {
    const [was, now] = [head?.record, heads.get(id)!.record]
    if (now?.type !== 'relation' || was?.type !== 'relation' || isSameStatement(was, now)) continue
    for (const evidence of standing.evidenceOn(id)) {
      const record = evidence.record as EvidenceRecord | null
      if (record === null || record.unchecked === true || told.has(evidence.id) || !live(evidence)) continue
      put({ ...record, unchecked: true }, evidence)
    }
  }
}

/** What a record is of or about, for good: merges move a content, an edit does not. */
const STAYS: Readonly<Partial<Record<ArchiveRecord['type'], readonly string[]>>> = { content: ['entity'], proposal: ['target', 'into'], annotation: ['target', 'answers'], collection: ['entity'], distinction: ['one', 'other'], term: ['vocabulary', 'code'] }

function checkStays(record: ArchiveRecord, previous: Head | undefined): void {
  const was = previous?.record
  if (was?.type !== record.type) return
  for (const part of STAYS[record.type] ?? []) {
    const [before, after] = [was, record].map((one) => (one as unknown as Record<string, unknown>)[part])
    if (before !== after) throw badInput(part, `${record.type} ${record.id} 是 ${String(before)} 的，不能換：請撤下它，另寫一筆 (it stays with what it is of: withdraw it and put another)`)
  }
}

/** What a live record points to must be there and fit; a published relation has evidence. */
function checkReferences(id: Id, head: Head, current: (id: Id) => Head | undefined, heads: ReadonlyMap<Id, Head>, standing: Standing, words: Words): void {
  const record = head.record!
  if (record.type === 'entity') return checkFields(record, standing.head(id), words)
  if (record.type === 'content') return checkContent(record, current)
  if (record.type === 'protocol') return checkOwners(record, current)
  if (record.type === 'collection') return checkCollection(record, current)
  if (record.type === 'relation') {
    checkRelation(record, standing.head(id), current, words)
    if (record.state !== 'published') return
    if (supportedBy(heads).has(id)) return
    if (standing.evidenceOn(id).some((evidence) => isSupport(heads.get(evidence.id) ?? evidence, id))) return
    throw badInput('evidence', `關係 ${id}（${record.relation}）沒有憑據，不能發布 (a relation cannot be published without evidence)`)
  }
  // what others are about is looked at where they are written: it may go later, and they stay
  if (record.type !== 'evidence') return
  const relation = current(record.relation)
  if (relation === undefined || relation.type !== 'relation') throw badInput('relation', `憑據 ${id} 說的 ${record.relation} 不是這個檔案庫的關係 (the evidence is about what is not a relation of this archive)`)
  const source = current(record.source)?.record
  if (source?.type !== 'entity') throw badInput('source', `憑據 ${id} 的出處 ${record.source} 不在這個檔案庫裡 (the evidence names a source which is not in this archive)`)
  if (source.kind !== 'Work' && source.kind !== 'Entry') throw badInput('source', `憑據要出自著作或地方紀錄；「${displayName(source.names)}」是 ${source.kind} (evidence comes from a Work or an Entry, not from what is of kind ${source.kind})`)
}

const isSupport = (evidence: Head, relation: Id): boolean => live(evidence) && (evidence.record as EvidenceRecord).relation === relation

const supports = new WeakMap<ReadonlyMap<Id, Head>, Set<Id>>()

/** The relations that live evidence among these heads is about. */
function supportedBy(heads: ReadonlyMap<Id, Head>): Set<Id> {
  let set = supports.get(heads)
  if (set === undefined) {
    set = new Set()
    for (const head of heads.values()) if (head.record?.type === 'evidence' && live(head)) set.add(head.record.relation)
    supports.set(heads, set)
  }
  return set
}

/** What stands was right by the vocabulary of its time, and stays right as long as it says the same. */
const stood = (before: Head | undefined): ArchiveRecord | undefined => (before !== undefined && live(before) ? before.record! : undefined)

/** A relation by itself and by its ends: a type of the vocabulary, kinds that fit, dates in order. @throws BAD_USER_INPUT */
function checkRelation(record: RelationRecord, before: Head | undefined, current: (id: Id) => Head | undefined, { vocabulary, undoing }: Words): void {
  const type = vocabulary.relations.get(record.relation)
  if (type === undefined) throw badInput('relation', `「${record.relation}」不是這個檔案庫詞彙裡的關係 (${record.relation} is not a relation type of this archive's vocabulary)`)
  const was = stood(before)
  const stays = was?.type === 'relation' && was.relation === record.relation && was.from === record.from && was.to === record.to
  if (type.retired && !stays && !undoing) throw badInput('relation', `「${record.relation}」停用了，不能再用 (the relation type is retired: nothing new is said with it)`)
  for (const [end, id, kinds] of [['from', record.from, type.from], ['to', record.to, type.to]] as const) {
    const target = current(id)?.record
    if (target?.type !== 'entity') throw badInput(end, `${record.relation} 的 ${end}：${id} 不是這個檔案庫的條目 (${end} names what is not an entity of this archive)`)
    const fits = stays || undoing || kinds.includes(target.kind) || (type.symmetric && (end === 'from' ? type.to : type.from).includes(target.kind))
    if (!fits) throw badInput(end, `${record.relation} 的 ${end} 要是 ${kinds.join('、')}；「${displayName(target.names)}」是 ${target.kind} (${end} of ${record.relation} must be ${kinds.join(' or ')}, not ${target.kind})`)
  }
  if (record.from === record.to) throw badInput('to', `${record.relation} 的兩端要是不同的條目 (a relation needs two different ends)`)
  if (record.standing === 'deprecated' && record.standingReason === undefined) throw badInput('standingReason', '標為不採用要寫原因 (a deprecated statement needs a reason)')
  checkOrder(record.start, record.end)
}

function checkContent({ id, entity, passages, place }: ContentRecord, current: (id: Id) => Head | undefined): void {
  const bearer = current(entity)?.record
  if (bearer?.type !== 'entity') throw badInput('entity', `內容 ${id} 所屬的 ${entity} 不是這個檔案庫的條目 (the content belongs to what is not an entity of this archive)`)
  const of = `「${displayName(bearer.names)}」是 ${bearer.kind}`
  if (passages.length > 0 && bearer.kind !== 'Work' && bearer.kind !== 'Entry') throw badInput('entity', `文字屬於著作或地方紀錄；${of} (texts belong to a Work or an Entry)`)
  if (place !== undefined && !PLACED.includes(bearer.kind)) throw badInput('entity', `確切的地點屬於 ${PLACED.join('、')}；${of} (an exact place belongs to ${PLACED.join(', ')})`)
}

function checkCollection({ id, entity }: CollectionRecord, current: (id: Id) => Head | undefined): void {
  const bearer = current(entity)?.record
  if (bearer?.type !== 'entity' || bearer.kind !== 'Collection') throw badInput('entity', `專題 ${id} 所屬的 ${entity} 不是這個檔案庫的專題 (the collection is of what is not a Collection of this archive)`)
}

function checkOwners({ id, owners }: ProtocolRecord, current: (id: Id) => Head | undefined): void {
  for (const owner of owners) {
    const head = current(owner)
    if (head?.type !== 'community' || !live(head)) throw badInput('owners', `守則 ${id} 的 ${owner} 不是這個檔案庫的社群 (the protocol is owned by what is not a community of this archive)`)
  }
}

/** Kinds that are somewhere. */
const PLACED: readonly Kind[] = ['Place', 'Organization', 'Person', 'Event', 'Entry']

/**
 * What the archive would refuse of a record that is to be put: a word that is not in the vocabulary, an end that does
 * not fit, dates in reverse.
 * @param before as it stands
 * @throws BAD_USER_INPUT naming the field and the record
 */
export function checkFit(record: ArchiveRecord, before: Head | undefined, current: (id: Id) => Head | undefined, vocabulary: Vocabulary): void {
  if (record.state !== 'published' && record.state !== 'proposed') return
  naming(record.id, () => {
    if (record.type === 'entity') checkFields(record, before, { vocabulary, undoing: false })
    if (record.type === 'relation') checkRelation(record, before, current, { vocabulary, undoing: false })
  })
}

/** An entity has fields of its kind. @throws BAD_USER_INPUT */
function checkFields(record: EntityRecord, before: Head | undefined, { vocabulary, undoing }: Words): void {
  const was = stood(before)
  for (const code of Object.keys(record.fields)) {
    const field = vocabulary.fields.get(code)
    if (field === undefined) throw badInput(`fields.${code}`, `「${code}」不是這個檔案庫詞彙裡的欄位 (${code} is not a field of this archive's vocabulary)`)
    if (undoing || (was?.type === 'entity' && was.kind === record.kind && Object.hasOwn(was.fields, code))) continue
    if (field.retired) throw badInput(`fields.${code}`, `欄位「${code}」停用了，不能再用 (the field ${code} is retired: nothing new is said with it)`)
    if (!(field.kinds as Kind[]).includes(record.kind)) throw badInput(`fields.${code}`, `「${code}」是 ${field.kinds.join('、')} 的欄位，${record.kind} 沒有 (${code} is a field of ${field.kinds.join(', ')}, not of ${record.kind})`)
  }
}
