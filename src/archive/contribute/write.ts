import { createHash } from 'node:crypto'
import type { GraphStore } from '../../graph/port.ts'
import { visibleVersion } from '../../graph/version.ts'
import type { Actor } from '../../model/actor.ts'
import type { Audience } from '../../model/audience.ts'
import { MAX_OPERATIONS, type Head, type LoggedChangeset, type Operation } from '../../model/changeset.ts'
import { mentionedIds } from '../../model/commit.ts'
import { ArchiveError, badInput, conflict, forbidden, notFound } from '../../model/errors.ts'
import { isId, newId, type Id } from '../../model/ids.ts'
import { allowed, demand } from '../../model/permissions.ts'
import { checkRecord, type ArchiveRecord, type ContentRecord, type EntityRecord, type EvidenceRecord, type RecordInput, type RecordType, type RelationRecord, type State } from '../../model/records.ts'
import type { Vocabulary } from '../../model/vocabulary.ts'
import { audienceOf, savedAudience, strictIn } from '../access/audiences.ts'
import type { Directory } from '../access/directory.ts'
import type { Table } from '../access/table.ts'
import type { Receipts } from '../files/receipt.ts'
import { contentParts, entityParts, evidenceParts, relationParts } from './draft.ts'
import type { ContentInput, EntityInput, EvidenceInput, RelationInput, WriteInput, Writing } from './input.ts'
import { checkPersonal } from './personal.ts'

export interface WritePorts {
  readonly graph: Pick<GraphStore, 'heads' | 'entities' | 'relationsById' | 'commit' | 'changeset'>
  readonly directory: Directory
  readonly vocabulary: Vocabulary
  /** Absent: nothing is uploaded here. */
  readonly receipts?: Receipts
}

export interface Written {
  readonly changeset: Id
  /** In the order of what was sent. */
  readonly records: readonly { readonly id: Id; readonly type: RecordType; readonly state: State; readonly version: string | null }[]
}

/** Operations of one sending by hand; whole registers are imported. */
const MOST = 500

/**
 * Writes records as somebody: whole or not at all, against what they saw. What they may not see is not there, be it
 * as the end of a relation or as a record to change.
 * @throws BAD_USER_INPUT naming the field; NOT_FOUND; CONFLICT with the version that stands, as they may see it;
 *   UNAUTHENTICATED, FORBIDDEN
 */
export async function write(ports: WritePorts, actor: Actor | undefined, { key, reason, operations }: Writing): Promise<Written> {
  demand(actor, 'propose')
  if (!/^[\w.:-]{8,100}$/.test(key)) throw badInput('key', '請給這次寫入一個自己的代號，8 到 100 個字母或數字 (a key of 8 to 100 letters or digits, one for each sending)')
  if (operations.length === 0) throw badInput('operations', '沒有要寫的東西 (nothing to write)')
  if (operations.length > Math.min(MOST, MAX_OPERATIONS)) throw badInput('operations', `一次最多 ${MOST} 筆 (at most ${MOST} at once)`)
  if (reason.trim() === '') throw badInput('reason', '請寫為什麼 (say why)')
  const id = changesetOf(actor, key)
  const before = await ports.graph.changeset({ id })
  if (before !== undefined) return writtenBy(ports, actor, before)
  const sending = new Sending(ports, actor, await ports.directory.table())
  const prepared = await sending.prepare(operations)
  try {
    await ports.graph.commit({ id, actor: actor.account, reason: reason.trim(), origin: 'api', operations: prepared })
  } catch (error) {
    throw await asSeen(ports, actor, error)
  }
  return writtenBy(ports, actor, (await ports.graph.changeset({ id }))!)
}

/** One sending, one changeset: its id follows from who sends and their key (a UUID of version 8, RFC 9562). */
function changesetOf({ account }: Actor, key: string): Id {
  const hex = createHash('sha256').update(JSON.stringify(['write', account, key])).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${'89ab'[parseInt(hex[16]!, 16) % 4]}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** What came of it, as it stands: evidence that an edit left unchecked is not what was sent. */
async function writtenBy({ graph }: WritePorts, actor: Actor, { id: changeset, operations }: LoggedChangeset): Promise<Written> {
  const ids = [...new Set(operations.map(({ id }) => id))]
  const heads = await graph.heads(ids, actor.viewer)
  return { changeset, records: ids.flatMap((id) => {
    const head = heads.get(id)
    return head === undefined ? [] : [{ id, type: head.type, state: head.state, version: head.record === null ? null : visibleVersion(head.record) }]
  }) }
}

/** The store names versions by number, which would count what is hidden. */
async function asSeen({ graph }: WritePorts, actor: Actor, error: unknown): Promise<unknown> {
  if (!(error instanceof ArchiveError) || error.code !== 'CONFLICT') return error
  const { id } = (error.details.current ?? {}) as { id?: Id }
  const head = id === undefined ? undefined : (await graph.heads([id], actor.viewer)).get(id)
  return changed(head)
}

const changed = (head: Head | undefined): ArchiveError =>
  conflict('這筆資料剛被別人改過，請看過再存 (somebody else changed it meanwhile)', head === undefined ? null : { id: head.id, version: head.record === null ? null : visibleVersion(head.record) })

class Sending {
  readonly #ports
  readonly #actor
  readonly #table
  readonly #heads = new Map<Id, Head>()
  /** Ids of what is new, by the words of the sender. */
  readonly #named = new Map<string, Id>()
  /** Records as this sending leaves them. */
  readonly #put = new Map<Id, Head>()

  constructor(ports: WritePorts, actor: Actor, table: Table) {
    this.#ports = ports
    this.#actor = actor
    this.#table = table
  }

  async prepare(sent: readonly WriteInput[]): Promise<Operation[]> {
    for (const [i, input] of sent.entries()) this.#name(input, `operations[${i}]`)
    await this.#load(sent.flatMap(idsIn).map((id) => this.#named.get(id) ?? id))
    const prepared: Operation[] = []
    for (const [i, input] of sent.entries()) prepared.push(await this.#one(input, `operations[${i}]`))
    await this.#checkNamed(prepared)
    return prepared
  }

  #name(input: WriteInput, field: string): void {
    const parts = Object.entries(input).filter(([, part]) => part != null)
    if (parts.length !== 1) throw badInput(field, '每一項只寫一種：entity、relation、evidence、content、withdraw、merge 或 unmerge (one of these each)')
    const [[name, part]] = parts as [[string, { id?: string | null }]]
    if (!PUTS.has(name) || part.id == null || !part.id.startsWith('new:')) return
    if (this.#named.has(part.id)) throw badInput(`${field}.${name}.id`, `「${part.id}」用了兩次 (used twice)`)
    this.#named.set(part.id, newId())
  }

  /** What is hidden from the actor is not among them. */
  async #load(ids: readonly string[]): Promise<void> {
    const absent = [...new Set(ids)].filter((id) => isId(id) && !this.#heads.has(id))
    for (const [id, head] of await this.#ports.graph.heads(absent, this.#actor.viewer)) this.#heads.set(id, head)
  }

  async #one(input: WriteInput, field: string): Promise<Operation> {
    if (input.entity != null) return this.#record(input.entity, 'entity', `${field}.entity`, (sent, before) => {
      const parts = entityParts(sent, before as EntityRecord | undefined, this.#ports.vocabulary, `${field}.entity`)
      return { ...parts, names: parts.names.map((name) => (name.source === undefined ? name : { ...name, source: this.#id(name.source) })) }
    })
    if (input.relation != null) return this.#record(input.relation, 'relation', `${field}.relation`, (sent: RelationInput, before) => {
      const parts = relationParts(sent, before as RelationRecord | undefined, this.#ports.vocabulary, `${field}.relation`)
      return { ...parts, from: this.#id(parts.from), to: this.#id(parts.to) }
    })
    if (input.evidence != null) return this.#record(input.evidence, 'evidence', `${field}.evidence`, (sent: EvidenceInput, before) => {
      const parts = evidenceParts(sent, before as EvidenceRecord | undefined, `${field}.evidence`)
      return { ...parts, relation: this.#id(parts.relation), source: this.#id(parts.source) }
    })
    if (input.content != null) return this.#record(input.content, 'content', `${field}.content`, (sent: ContentInput, before) => {
      const parts = contentParts(sent, before as ContentRecord | undefined, (receipt, at) => this.#received(receipt, at), `${field}.content`)
      return { ...parts, entity: this.#id(parts.entity) }
    })
    if (input.withdraw != null) return this.#withdraw(input.withdraw, `${field}.withdraw`)
    if (input.merge != null) return this.#merge(input.merge, `${field}.merge`)
    return this.#unmerge(input.unmerge!, `${field}.unmerge`)
  }

  #received(receipt: string, field: string): ReturnType<Receipts['read']> {
    if (this.#ports.receipts === undefined) throw badInput(field, '這裡不收檔案 (nothing is uploaded here)')
    return this.#ports.receipts.read(receipt, this.#actor.account, field)
  }

  #id(id: string): Id {
    return this.#named.get(id) ?? id
  }

  async #record<T extends EntityInput | RelationInput | EvidenceInput | ContentInput>(sent: T, type: RecordType, field: string, partsOf: (sent: T, before: ArchiveRecord | undefined) => object): Promise<Operation> {
    const isNew = sent.id == null || sent.id.startsWith('new:')
    const head = isNew ? undefined : await this.#existing(sent.id!, type, sent.version, field)
    const id = head?.id ?? (sent.id == null ? newId() : this.#named.get(sent.id)!)
    const before = head?.record ?? undefined
    const audience = this.#audience(sent, head, field)
    const state = sent.state ?? head?.state ?? 'draft'
    // who submits it: of a draft its author, for good
    const by = before === undefined ? this.#actor.account : before.by
    const record = { ...partsOf(sent, before), id, state, audience, ...(by === undefined || by === 'maintenance' ? {} : { by }) } as RecordInput
    this.#mayPut(head, state, audience, field)
    if (record.type === 'entity' && (sent as EntityInput).publicPersonal !== true) checkPersonal(record, audience, this.#ports.vocabulary, field)
    const checked = inField(field, () => checkRecord(record))
    const base = head?.version ?? null
    this.#put.set(id, { id, type, version: (base ?? 0) + 1, state, audience, record: checked })
    return { op: 'put', base, record }
  }

  #audience({ audience }: { readonly audience?: EntityInput['audience'] }, head: Head | undefined, field: string): Audience {
    if (audience == null) return head?.audience ?? { mode: 'all', protocols: [] }
    const chosen = audienceOf(this.#table, this.#actor.viewer, audience, `${field}.audience`)
    return head === undefined ? chosen : savedAudience(this.#table, this.#actor.viewer, head.audience, chosen, `${field}.audience`)
  }

  /** Who decides about something with these readers. */
  #concern(audience: Audience): { readonly mode: 'all' | 'any'; readonly groups: string[] } {
    return { mode: audience.mode, groups: strictIn(this.#table, audience) }
  }

  #mayPut(head: Head | undefined, state: State, audience: Audience, field: string): void {
    const was = head?.state
    const mine = head?.record?.by === this.#actor.account
    if (state === 'withdrawn') throw badInput(`${field}.state`, '要撤下請用 withdraw，並寫原因 (to withdraw, use withdraw and say why)')
    if (audience.protocols.length === 0 && state !== 'draft') throw badInput(`${field}.audience`, '送出前請選誰看得到 (choose who can see it before it is submitted)')
    if (state === 'published') {
      if (was === 'proposed' && mine) throw forbidden('自己送出的，請別人來審 (whoever submitted it cannot accept it)')
      const action = was === 'proposed' || was === 'returned' ? 'settle' : 'publish'
      for (const one of head === undefined ? [audience] : [head.audience, audience]) demand(this.#actor, action, this.#concern(one))
      return
    }
    if (was === 'published') throw forbidden('改已公開的資料要由館員或社群的管理者來做 (what is published is changed by a librarian, or a steward)')
    if (state === 'returned' || state === 'declined') return demand(this.#actor, 'settle', this.#concern(head!.audience))
    if (was !== undefined && !mine && !allowed(this.#actor, 'settle', this.#concern(head!.audience))) throw forbidden('這不是您的草稿 (this is not yours)')
    demand(this.#actor, was === undefined ? 'propose' : 'amendOwn')
  }

  /** The record as it stands, or as this sending has left it; the version is what the sender saw. */
  async #existing(id: string, type: RecordType | undefined, version: string | null | undefined, field: string): Promise<Head> {
    const head = this.#heads.get(this.#id(id))
    if (head === undefined || (type !== undefined && head.type !== type) || head.record === null) throw notFound(id)
    if (version == null) throw badInput(`${field}.version`, '請附上您看到的版本 (give the version that you saw)')
    if (!(await this.#versionsOf(head)).has(version)) throw changed(head)
    return this.#put.get(head.id) ?? head
  }

  /** A record's version is of it alone; what a page shows of an entity is of all that was merged into it, too. */
  async #versionsOf(head: Head): Promise<Set<string>> {
    const { graph } = this.#ports
    const { viewer } = this.#actor
    const view = head.type === 'entity' ? (await graph.entities([head.id], viewer)).get(head.id) : head.type === 'relation' ? (await graph.relationsById([head.id], viewer)).get(head.id) : undefined
    return new Set([visibleVersion(head.record!), ...(view === undefined ? [] : [visibleVersion(view)])])
  }

  async #withdraw({ id, version, reason }: NonNullable<WriteInput['withdraw']>, field: string): Promise<Operation> {
    const head = await this.#existing(id, undefined, version, field)
    if (reason.trim() === '') throw badInput(`${field}.reason`, '請寫為什麼撤下 (say why)')
    const mine = head.record?.by === this.#actor.account && (head.state === 'draft' || head.state === 'returned' || head.state === 'proposed')
    if (mine) demand(this.#actor, 'amendOwn')
    else demand(this.#actor, 'publish', this.#concern(head.audience))
    return { op: 'withdraw', id: head.id, base: head.version, reason: reason.trim() }
  }

  async #merge({ id, into, version }: NonNullable<WriteInput['merge']>, field: string): Promise<Operation> {
    const head = await this.#existing(id, 'entity', version, field)
    await this.#load([into])
    if (!this.#heads.has(into)) throw notFound(into)
    demand(this.#actor, 'merge')
    for (const one of [head, this.#heads.get(into)!]) demand(this.#actor, 'publish', this.#concern(one.audience))
    return { op: 'merge', id: head.id, into, base: head.version }
  }

  async #unmerge({ id, version }: NonNullable<WriteInput['unmerge']>, field: string): Promise<Operation> {
    const head = await this.#existing(id, 'entity', version, field)
    demand(this.#actor, 'merge')
    demand(this.#actor, 'publish', this.#concern(head.audience))
    return { op: 'unmerge', id: head.id, base: head.version }
  }

  /** What is written may name only what its author can see, or what is new with it: the same answer for hidden and absent. */
  async #checkNamed(operations: readonly Operation[]): Promise<void> {
    await this.#load([...mentionedIds(operations)])
    for (const [i, operation] of operations.entries()) {
      if (operation.op !== 'put') continue
      const { record } = operation
      const ends: [string, string | undefined][] = record.type === 'relation' ? [['from', record.from], ['to', record.to]]
        : record.type === 'evidence' ? [['relation', record.relation], ['source', record.source]]
        : record.type === 'content' ? [['entity', record.entity]]
        : record.type === 'entity' ? record.names.map((name, j): [string, string | undefined] => [`names[${j}].source`, name.source]) : []
      const sources = record.type === 'entity' ? ends.flatMap(([, id]) => id ?? []) : []
      await this.#load(sources)
      for (const [name, id] of ends) {
        if (id === undefined || this.#put.has(id) || this.#heads.has(id)) continue
        throw badInput(`operations[${i}].${record.type}.${name}`, `「${id}」不在這個檔案庫裡 (is not in this archive)`)
      }
      this.#checkWidth(record, `operations[${i}].${record.type}`)
    }
  }

  /** A content is never shown to more than its entity is: said here, so that its author is not surprised. */
  #checkWidth(record: RecordInput, field: string): void {
    if (record.type !== 'content' || record.state === 'draft') return
    const bearer = this.#put.get(record.entity) ?? this.#heads.get(record.entity)
    if (bearer !== undefined && bearer.state === 'draft') throw badInput(`${field}.state`, '請先送出它所屬的條目 (submit the entity it belongs to first)')
  }
}

/** What is wrong with a record by itself is told where it stands in what was sent. */
function inField<T>(field: string, check: () => T): T {
  try {
    return check()
  } catch (error) {
    if (error instanceof ArchiveError && error.details.field !== undefined) throw badInput(`${field}.${error.details.field}`, error.message)
    throw error
  }
}

const PUTS = new Set(['entity', 'relation', 'evidence', 'content'])

/** Ids of the records that are changed. */
const idsIn = ({ entity, relation, evidence, content, withdraw, merge, unmerge }: WriteInput): string[] =>
  [entity, relation, evidence, content, withdraw, merge, unmerge].flatMap((part) => part?.id ?? []).concat(merge?.into ?? [])
