import { createHash } from 'node:crypto'
import { audienceKey, canRead, PUBLIC, type Audience } from '../../src/model/audience.ts'
import type { Changeset, Committed, Head, LoggedChangeset, LoggedOperation } from '../../src/model/changeset.ts'
import { prepare } from '../../src/model/commit.ts'
import type { Id } from '../../src/model/ids.ts'
import type { ArchiveRecord } from '../../src/model/records.ts'
import { readersOf } from '../../src/model/readers.ts'
import { laidOver } from '../../src/model/terms.ts'
import type { Vocabulary } from '../../src/model/vocabulary.ts'

/** One version of a record: the operation that made it, its changeset, and what the record was then. */
export interface Version {
  readonly operation: LoggedOperation
  readonly changeset: LoggedChangeset
  /** The version whose put wrote the record; undefined before there was one. */
  readonly written: number
  readonly record: ArchiveRecord | null
}

/** An archive as a list of changesets and a map of heads: nothing is indexed, nothing is derived. */
export class Archive {
  readonly log: LoggedChangeset[] = []
  readonly heads = new Map<Id, Head>()
  readonly versions = new Map<Id, Version[]>()
  readonly vocabulary: Vocabulary
  readonly #evidence = new Map<Id, Set<Id>>()
  /** Another number whenever a head is another: what was worked out before holds no more. */
  state = 0

  constructor(vocabulary: Vocabulary) {
    this.vocabulary = vocabulary
  }

  /** @throws as `prepare` */
  commit(changeset: Changeset): Committed {
    const earlier = this.log.find((one) => one.id === changeset.id)
    if (earlier !== undefined) {
      return { sequence: earlier.sequence, repeated: true, versions: new Map(earlier.operations.map((operation) => [operation.id, operation.version])) }
    }
    const { operations, heads } = prepare(changeset, { head: (id) => this.heads.get(id), evidenceOn: (relation) => this.evidenceOn(relation) }, this.words(), seal)
    const logged: LoggedChangeset = { ...changeset, at: changeset.at ?? Date.now(), sequence: this.log.length + 1, operations }
    this.log.push(logged)
    for (const operation of operations) this.#remember(operation, logged)
    for (const head of heads.values()) this.keep(asLogged(head))
    return { sequence: logged.sequence, repeated: false, versions: new Map([...heads].map(([id, head]) => [id, head.version])) }
  }

  /** Lets a head stand, without a changeset: for archives that are made to be compared with. */
  keep(head: Head): void {
    this.state++
    this.heads.set(head.id, head)
    if (head.record?.type !== 'evidence') return
    const { relation } = head.record
    this.#evidence.set(relation, (this.#evidence.get(relation) ?? new Set()).add(head.id))
  }

  /** The vocabulary with what was added to it. */
  words(): Vocabulary {
    const terms = [...this.heads.values()].filter((head) => head.type === 'term' && canRead(readersOf(head), PUBLIC))
    return laidOver(this.vocabulary, terms.sort((one, other) => (one.id < other.id ? -1 : 1)))
  }

  /** Evidence that is about a relation now, in any state. */
  evidenceOn(relation: Id): Head[] {
    return [...(this.#evidence.get(relation) ?? [])]
      .map((id) => this.heads.get(id)!)
      .filter(({ record }) => record?.type === 'evidence' && record.relation === relation)
  }

  /** The entity first, then each survivor up to the canonical one; undefined for what is no entity here. */
  chain(id: Id): Head[] | undefined {
    const head = this.heads.get(id)
    if (head?.type !== 'entity') return undefined
    return head.mergedInto === undefined ? [head] : [head, ...this.chain(head.mergedInto)!]
  }

  #remember(operation: LoggedOperation, changeset: LoggedChangeset): void {
    const { id, type, state, version } = operation
    const versions = this.versions.get(id) ?? []
    this.versions.set(id, versions)
    const before = versions.at(-1)
    const record = operation.op === 'put'
      ? ({ id, type, state, audience: audienceOf(operation.audience), ...JSON.parse(operation.payload!) } as ArchiveRecord)
      : before!.record && { ...before!.record, state, audience: audienceOf(operation.audience) }
    versions.push({ operation, changeset, written: operation.op === 'put' ? version : before!.written, record: record as ArchiveRecord | null })
    if (operation.op !== 'redact') return
    versions.forEach((one, i) => {
      if (operation.versions!.includes(one.written)) versions[i] = { ...one, record: null }
    })
  }
}

/** The log keeps an audience by its key, so with its protocols sorted and single. */
export function audienceOf(key: string): Audience {
  const [mode, protocols] = key.split(':') as ['all' | 'any', string]
  return { mode, protocols: protocols === '' ? [] : protocols.split(',') }
}

function asLogged(head: Head): Head {
  const audience = audienceOf(audienceKey(head.audience))
  return { ...head, audience, record: head.record && ({ ...head.record, audience } as ArchiveRecord) }
}

const seal = (payload: string): { hash: string; salt: string } => ({ hash: createHash('sha256').update(payload).digest('hex'), salt: '' })
