import { newId, type Id } from '../../model/ids.ts'
import type { Actor } from '../../model/actor.ts'
import { WHOLE, type Audience } from '../../model/audience.ts'
import type { Head, Operation } from '../../model/changeset.ts'
import { checkFit } from '../../model/commit.ts'
import { filesProposed } from '../../model/content.ts'
import { ArchiveError, badInput, notFound } from '../../model/errors.ts'
import { checkRecord, type ArchiveRecord, type ContentRecord, type EntityRecord, type EvidenceRecord, type ProposalRecord, type RecordInput, type RecordType, type RelationRecord, type StoredFile } from '../../model/records.ts'
import type { Receipts } from '../files/receipt.ts'
import { demandNotApart } from '../merge/apart.ts'
import { checkMerge } from '../vocabulary/merged.ts'
import { checkConcepts, conceptClashes } from '../vocabulary/written.ts'
import { checkQuestions, questionClashes, type AskedIn } from './asked.ts'
import { chosenAudience, readersAsked } from './chosen.ts'
import { checkListed } from './codes.ts'
import { contentParts, entityParts, evidenceParts, relationParts } from './draft.ts'
import type { ContentInput, EntityInput, EvidenceInput, RelationInput, WriteInput } from './input.ts'
import { checkIdentifiers, identifierClashes } from './identifiers.ts'
import { known, type Known } from './known.ts'
import type { WritePorts } from './ports.ts'
import { asSent, inField, namedBy, partOf } from './places.ts'
import { checkPersonal } from './personal.ts'
import { changesBetween, type Changes } from '../review/parts.ts'
import { bothOf, READERS, readersAfter } from '../review/readers.ts'
import { demandMerge, demandProposal, demandPut, demandWithdraw } from './rights.ts'
import { checkTogether, type Left } from './together.ts'
import { changedMeanwhile, versionsOf, type Told } from './versions.ts'

type Put = EntityInput | RelationInput | EvidenceInput | ContentInput

/** Instead of writing: what is sent is only proposed. */
export interface Proposing {
  /** Why. */
  readonly words: string
  /** A proposal of one's own that is said anew. */
  readonly amends?: { readonly id: Id; readonly version: string }
}

const PUTS: ReadonlySet<string> = new Set(['entity', 'relation', 'evidence', 'content'])

/** Types of records that are withdrawn so. */
const WITHDRAWN: ReadonlySet<string> = new Set([...PUTS, 'proposal'])

/** One sending on its way to a changeset: against the archive as its sender sees it. */
export class Sending {
  readonly #ports: Pick<WritePorts, 'graph' | 'vocabulary' | 'receipts'>
  readonly #actor: Actor
  readonly #told: Told
  /** Whether anybody may read something of this audience, once they have an account. */
  readonly #isPublic: (audience: Audience) => boolean
  #known: Known = { heads: new Map(), views: new Map(), whole: new Map() }
  /** Ids of what is new, by the words of the sender. */
  readonly #named = new Map<string, Id>()
  readonly #left = new Map<Id, Left>()
  #proposing: Proposing | undefined

  constructor(ports: Pick<WritePorts, 'graph' | 'vocabulary' | 'receipts'>, actor: Actor, told: Told, isPublic: (audience: Audience) => boolean) {
    this.#ports = ports
    this.#actor = actor
    this.#told = told
    this.#isPublic = isPublic
  }

  /** @throws BAD_USER_INPUT naming the field; NOT_FOUND, CONFLICT, FORBIDDEN, UNAUTHENTICATED */
  async prepare(sent: readonly WriteInput[]): Promise<Operation[]> {
    for (const [i, input] of sent.entries()) this.#name(input, `operations[${i}]`)
    const changed = sent.flatMap((input) => partOf(input)[1].id ?? [])
    const twice = changed.find((id, i) => changed.indexOf(id) < i)
    if (twice !== undefined) throw badInput(`operations[${sent.findLastIndex((input) => partOf(input)[1].id === twice)}]`, `「${twice}」在同一次裡改了兩回 (the same record twice)`)
    const joined = sent.flatMap(({ merge }) => merge?.into ?? [])
    this.#known = await known(this.#ports.graph, this.#actor.viewer, [...changed, ...joined, ...(this.#proposing?.amends === undefined ? [] : [this.#proposing.amends.id])], sent.flatMap(namedBy).flatMap(([, id]) => id))
    const prepared = sent.map((input, i) => this.#one(input, `operations[${i}]`))
    for (const [i, input] of sent.entries()) this.#checkNamed(input, `operations[${i}]`)
    for (const left of this.#left.values()) checkTogether(left, this.#now, this.#isPublic)
    if (this.#proposing !== undefined) await this.#checkProposed()
    await demandNotApart(this.#ports.graph, this.#actor.viewer, sent.flatMap(({ merge }) => merge ?? []))
    await checkIdentifiers(this.#ports.graph, this.#actor.viewer, this.#known, [...this.#left.values()])
    await checkQuestions(this.#ports.graph, this.#actor.viewer, this.#asked([...this.#left.values()]), this.#records())
    for (const [i, { merge }] of sent.entries()) if (merge != null) await checkMerge(this.#ports.graph, this.#actor.viewer, merge.id, merge.into, `operations[${i}].merge.into`)
    await checkConcepts(this.#ports.graph, this.#actor.viewer, [...this.#left.values()], this.#known.heads, sent.flatMap(({ withdraw }) => withdraw?.id ?? []))
    return prepared
  }

  /**
   * The same as proposals: what stands stays as it is until somebody else accepts them.
   * @throws as `prepare`
   */
  async propose(sent: readonly WriteInput[], proposing: Proposing): Promise<Operation[]> {
    if (proposing.amends !== undefined && sent.length !== 1) throw badInput('operations', '修改提議時一次一項 (one change when a proposal is said anew)')
    this.#proposing = proposing
    return this.prepare(sent)
  }

  /**
   * The same of many that do not stand or fall together, once for a sending: each group is prepared whole, or refused,
   * and then none of it is written.
   * @throws only what is nobody's fault
   */
  async prepareGroups(groups: readonly (readonly WriteInput[])[]): Promise<(readonly Operation[] | ArchiveError)[]> {
    const refused = new Map<number, ArchiveError>()
    const each = <T>(work: (group: readonly WriteInput[], field: string, i: number) => T): (T | undefined)[] => groups.map((group, i) => {
      try {
        return refused.has(i) ? undefined : work(group, `operations[${i}]`, i)
      } catch (error) {
        if (!(error instanceof ArchiveError)) throw error
        refused.set(i, error)
        return undefined
      }
    })
    each((group, field) => { for (const input of group) this.#name(input, field) })
    const all = groups.flat()
    this.#known = await known(this.#ports.graph, this.#actor.viewer, all.flatMap((input) => partOf(input)[1].id ?? []), all.flatMap(namedBy).flatMap(([, id]) => id))
    const prepared = each((group, field) => group.map((input) => this.#one(input, field)))
    each((group, field) => { for (const input of group) this.#checkNamed(input, field) })
    const lefts = prepared.map((operations) => (operations ?? []).flatMap((operation) => (operation.op === 'put' ? this.#left.get(operation.record.id) ?? [] : [])))
    each((_, __, i) => { for (const left of lefts[i]!) checkTogether(left, this.#now, this.#isPublic) })
    const owners = new Map(lefts.flatMap((some, i) => (refused.has(i) ? [] : some.map(({ record }) => [record.id, i] as const))))
    const standing = lefts.filter((_, i) => !refused.has(i)).flat()
    for (const { id, error } of await identifierClashes(this.#ports.graph, this.#actor.viewer, this.#known, standing)) refused.set(owners.get(id)!, error)
    for (const { id, error } of await questionClashes(this.#ports.graph, this.#actor.viewer, this.#asked(standing), this.#records())) refused.set(owners.get(id)!, error)
    for (const [i, error] of await conceptClashes(this.#ports.graph, this.#actor.viewer, lefts, this.#known.heads, (i) => refused.has(i))) refused.set(i, error)
    return prepared.map((operations, i) => refused.get(i) ?? operations!)
  }

  /** What the archive finds wrong with a record is told where it stands in what was sent. */
  inPlace(error: unknown): unknown {
    if (!(error instanceof ArchiveError) || error.details.record === undefined) return error
    const { record, ...details } = error.details
    const field = this.#left.get(record)?.field
    return new ArchiveError(error.code, error.message, field === undefined ? details : { ...details, field: details.field === undefined ? field : `${field}.${asSent(field, details.field)}` })
  }

  /** A record as it will stand. */
  readonly #now = (id: Id): ArchiveRecord | undefined => this.#left.get(id)?.record ?? this.#known.heads.get(id)?.record ?? undefined

  #records(): Map<Id, ArchiveRecord> {
    return new Map([...this.#left].map(([id, { record }]) => [id, record]))
  }

  #asked(left: readonly Left[]): AskedIn[] {
    return left.map(({ field, record }) => ({ record, field: `${field}.fields.question`, before: this.#known.heads.get(record.id)?.record ?? undefined }))
  }

  #name(input: WriteInput, field: string): void {
    const parts = Object.entries(input).filter(([, part]) => part != null)
    if (parts.length !== 1) throw badInput(field, '每一項只寫一種：entity、relation、evidence、content、withdraw、merge 或 unmerge (one of these each)')
    const [name, { id }] = partOf(input)
    if (!PUTS.has(name) || id == null || !id.startsWith('new:')) return
    if (this.#named.has(id)) throw badInput(`${field}.${name}.id`, `「${id}」用了兩次 (used twice)`)
    this.#named.set(id, newId())
  }

  #id(id: string): Id {
    return this.#named.get(id) ?? id
  }

  #one({ entity, relation, evidence, content, withdraw, merge, unmerge }: WriteInput, field: string): Operation {
    const { vocabulary } = this.#ports
    if (entity != null) return this.#put(entity, 'entity', `${field}.entity`, (head, at) => {
      const seen = (head?.record as EntityRecord | undefined)?.names ?? []
      // a proposal is read by others: it says nothing that is hidden from its author
      const before = this.#proposing !== undefined ? head?.record as EntityRecord | undefined : head === undefined ? undefined : this.#known.whole.get(head.id)
      const parts = entityParts(entity, before, seen, vocabulary, at)
      return { ...parts, names: parts.names.map((name) => (name.source === undefined ? name : { ...name, source: this.#id(name.source) })) }
    })
    if (relation != null) return this.#put(relation, 'relation', `${field}.relation`, (head, at) => {
      const parts = relationParts(relation, head?.record as RelationRecord | undefined, vocabulary, at)
      return { ...parts, from: this.#id(parts.from), to: this.#id(parts.to) }
    })
    if (evidence != null) return this.#put(evidence, 'evidence', `${field}.evidence`, (head, at) => {
      const parts = evidenceParts(evidence, head?.record as EvidenceRecord | undefined, at)
      return { ...parts, relation: this.#id(parts.relation), source: this.#id(parts.source) }
    })
    if (content != null) return this.#put(content, 'content', `${field}.content`, (head, at) => {
      const parts = contentParts(content, head?.record as ContentRecord | undefined, (receipt, where) => this.#received(receipt, where), at, this.#filesProposed(head))
      return { ...parts, entity: this.#id(parts.entity) }
    })
    if (withdraw != null) return this.#withdraw(withdraw, `${field}.withdraw`)
    return merge != null ? this.#merge(merge, `${field}.merge`) : this.#unmerge(unmerge!, `${field}.unmerge`)
  }

  /** What a proposal that is said anew would have had. */
  #filesProposed(head: Head | undefined): readonly StoredFile[] {
    const said = this.#proposing?.amends === undefined ? undefined : this.#known.heads.get(this.#proposing.amends.id)?.record
    return head?.record == null || said?.type !== 'proposal' || said.target !== head.id ? [] : filesProposed(said, head.record)
  }

  #received(receipt: string, field: string): ReturnType<Receipts['read']> {
    if (this.#ports.receipts === undefined) throw badInput(field, '這裡不收檔案 (nothing is uploaded here)')
    return this.#ports.receipts.read(receipt, this.#actor.account, field)
  }

  #put(sent: Put, type: RecordType, field: string, partsOf: (head: Head | undefined, field: string) => object): Operation {
    if (this.#proposing !== undefined) return this.#change(sent, type, field, partsOf)
    const isNew = sent.id == null || sent.id.startsWith('new:')
    const head = isNew ? undefined : this.#existing(sent.id!, type, sent.version, field)
    const id = head?.id ?? (sent.id == null ? newId() : this.#id(sent.id))
    const audience = this.#audience(sent, head, field)
    const state = sent.state ?? head?.state ?? 'draft'
    demandPut(this.#actor, { head, state, audience, field })
    // who submitted it stays whoever did
    const by = head === undefined ? this.#actor.account : head.record!.by
    const input = { ...partsOf(head, field), id, state, audience, ...(by === undefined || by === 'maintenance' ? {} : { by }) } as RecordInput
    const record = inField(field, () => checkRecord(input))
    checkListed(record, head?.record ?? undefined, this.#ports.vocabulary, field)
    const publicPersonal = (sent as EntityInput | ContentInput).publicPersonal === true
    if (record.type === 'entity' && !publicPersonal && this.#isPublic(audience)) checkPersonal(record, this.#publicBefore(head), this.#ports.vocabulary, field)
    this.#left.set(id, { field, record, publicPersonal })
    return { op: 'put', base: head?.version ?? null, record }
  }

  /** A change of something published, as a proposal. */
  #change(sent: Put, type: RecordType, field: string, partsOf: (head: Head | undefined, field: string) => object): Operation {
    if (sent.id == null || sent.id.startsWith('new:')) throw badInput(`${field}.id`, '提議要說改哪一筆；新的資料請用 write 送出 (a proposal changes something that is there: write what is new)')
    const head = this.#existing(sent.id, type, sent.version, field)
    if (sent.state != null && sent.state !== 'published') throw badInput(`${field}.state`, '提議採納後才會發布；要撤下請用 withdraw (it is published once it is accepted: to take it away propose a withdrawal)')
    const { id, state, by } = head.record!
    const readers = readersAsked(this.#told, head, sent.audience, `${field}.audience`)
    // as its author sees it: what is refused does not hang on what they cannot see
    const audience = readers === undefined ? head.audience : { mode: readers.mode, protocols: readers.protocols }
    const record = inField(field, () => checkRecord({ ...partsOf(head, field), id, state, audience, ...(by === undefined ? {} : { by }) }))
    checkListed(record, head.record!, this.#ports.vocabulary, field)
    const publicPersonal = (sent as EntityInput | ContentInput).publicPersonal === true
    if (record.type === 'entity' && !publicPersonal && this.#isPublic(audience)) checkPersonal(record, this.#publicBefore(head), this.#ports.vocabulary, field)
    this.#left.set(id, { field, record, publicPersonal })
    const changes = { ...changesBetween(head.record!, record), ...(readers === undefined ? {} : { [READERS]: readers }) } as Changes
    if (Object.keys(changes).length === 0) throw badInput(field, '和現在一樣，沒有要改的 (it says what stands already)')
    return this.#proposed(head, { changes, ...(readers === undefined ? {} : { audience: bothOf(head.audience, inField(field, () => readersAfter(head.audience, readers))) }) }, field)
  }

  /** @param what the one thing it says: changes, that it be withdrawn, or what it be merged into */
  #proposed(head: Head, what: Partial<ProposalRecord>, field: string, words = this.#proposing!.words): Operation {
    const { amends } = this.#proposing!
    const standing = amends === undefined ? undefined : this.#existing(amends.id, 'proposal', amends.version, 'amends')
    demandProposal(this.#actor, head, standing, field)
    const { account } = this.#actor
    const record: RecordInput = {
      id: standing?.id ?? newId(), type: 'proposal', state: 'proposed', audience: head.audience, ...(account === 'maintenance' ? {} : { by: account }),
      target: head.id, base: head.version, words, ...what,
    }
    return { op: 'put', base: standing?.version ?? null, record }
  }

  /** What everybody reads of it already. */
  #publicBefore(head: Head | undefined): EntityRecord | undefined {
    return head?.state === 'published' && head.record?.type === 'entity' && this.#isPublic(head.audience) ? head.record : undefined
  }

  #audience({ audience }: Put, head: Head | undefined, field: string): Audience {
    return chosenAudience(this.#told, head, audience, `${field}.audience`)
  }

  /** The record as it stands; the version is what the sender saw. */
  #existing(id: string, type: RecordType | undefined, version: string | null | undefined, field: string): Head {
    const head = this.#known.heads.get(id)
    if (head === undefined || head.record === null || (type === undefined ? !WITHDRAWN.has(head.type) : head.type !== type)) throw notFound(id)
    if (version == null) throw badInput(`${field}.version`, '請附上您看到的版本 (give the version that you saw)')
    if (!versionsOf(this.#told, head, this.#known.views.get(head.id)).has(version)) throw changedMeanwhile(this.#told, head)
    return head
  }

  #withdraw({ id, version, reason }: NonNullable<WriteInput['withdraw']>, field: string): Operation {
    const head = this.#existing(id, undefined, version, field)
    if (reason.trim() === '') throw badInput(`${field}.reason`, '請寫為什麼撤下 (say why)')
    if (this.#proposing !== undefined) return this.#proposed(head, { withdraw: true }, field, reason.trim())
    demandWithdraw(this.#actor, head, field)
    return { op: 'withdraw', id: head.id, base: head.version, reason: reason.trim() }
  }

  #merge({ id, into, version }: NonNullable<WriteInput['merge']>, field: string): Operation {
    const head = this.#existing(id, 'entity', version, field)
    const target = this.#known.heads.get(into)
    // merged into something hidden is as good as hidden: whatever else is said would tell of it
    if (target?.type !== 'entity' || !this.#known.views.has(into)) throw notFound(into)
    if (!this.#known.views.has(id)) throw notFound(id)
    if (this.#proposing !== undefined) {
      if (id === into || (head.record as EntityRecord).kind !== (target.record as EntityRecord | null)?.kind) throw badInput(`${field}.into`, '只能併入另一個同類的條目 (only into another of the same kind)')
      return this.#proposed(head, { into }, field)
    }
    demandMerge(this.#actor, head, target)
    return { op: 'merge', id: head.id, into, base: head.version }
  }

  #unmerge({ id, version }: NonNullable<WriteInput['unmerge']>, field: string): Operation {
    if (this.#proposing !== undefined) throw badInput(field, '分開不能提議，請找館員 (to part what was merged cannot be proposed)')
    const head = this.#existing(id, 'entity', version, field)
    const survivor = head.mergedInto === undefined ? undefined : this.#known.heads.get(head.mergedInto)
    if (survivor === undefined) throw badInput(`${field}.id`, `「${id}」沒有併入別的條目 (is not merged into another)`)
    demandMerge(this.#actor, head, survivor)
    return { op: 'unmerge', id: head.id, base: head.version }
  }

  /** What is written may name only what its author can see, or what is new with it: the same answer for hidden and absent. */
  #checkNamed(input: WriteInput, field: string): void {
    const [part] = partOf(input)
    if (!PUTS.has(part)) return
    for (const [name, id] of namedBy(input)) {
      if (this.#named.has(id) || this.#known.heads.has(id)) continue
      throw badInput(`${field}.${part}.${name}`, `「${id}」不在這個檔案庫裡 (is not in this archive)`)
    }
  }

  /** What could never be accepted is not proposed. */
  async #checkProposed(): Promise<void> {
    const records = [...this.#left.values()].map(({ record }) => record)
    const ends = await this.#ports.graph.heads([...new Set(records.flatMap((record) => (record.type === 'relation' ? [record.from, record.to] : [])))], WHOLE)
    for (const record of records) {
      try {
        checkFit(record, this.#known.heads.get(record.id), (id) => ends.get(id), this.#ports.vocabulary)
      } catch (error) {
        throw this.inPlace(error)
      }
    }
  }
}
