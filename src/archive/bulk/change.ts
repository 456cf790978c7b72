import type { Viewer } from '../../model/audience.ts'
import type { Head } from '../../model/changeset.ts'
import { badInput } from '../../model/errors.ts'
import type { Id } from '../../model/ids.ts'
import type { EntityRecord, Identifier, Locator, Name, RelationRecord, State } from '../../model/records.ts'
import { shownAudience, type AudienceInput } from '../access/audiences.ts'
import type { EntityInput, EvidenceInput, FieldInput, RelationInput, WriteInput } from '../contribute/input.ts'
import { toldVersion, type Told } from '../contribute/versions.ts'

type NameInput = NonNullable<EntityInput['names']>[number]

/** A source for many relations. */
export interface Citing {
  readonly source: Id
  readonly locator?: { readonly [K in keyof Locator]?: Locator[K] | null } | null
  readonly quote?: string | null
  readonly stance?: string | null
  readonly attested?: string | null
}

/** The same relation from, or to, many. */
export interface Relating extends Citing {
  readonly type: string
  /** The other end. */
  readonly other: Id
  /** in: from the other to each that is chosen. Default out. */
  readonly direction?: 'out' | 'in' | null
  readonly start?: string | null
  readonly end?: string | null
  readonly qualifiers?: readonly FieldInput[] | null
  /** Default published. */
  readonly state?: State | null
}

/** What is done to each that is chosen. */
export interface BulkChange {
  /** Of an entity its fields, of a relation its qualifiers: those given are set, an empty one is taken away. */
  readonly fields?: readonly FieldInput[] | null
  /** Of fields that are lists. */
  readonly addValues?: readonly FieldInput[] | null
  readonly removeValues?: readonly FieldInput[] | null
  readonly addNames?: readonly NameInput[] | null
  /** By what they say; the last name stays. */
  readonly removeNames?: readonly string[] | null
  readonly addIdentifiers?: readonly Identifier[] | null
  readonly removeIdentifiers?: readonly Identifier[] | null
  /** Of entities. */
  readonly relate?: Relating | null
  /** Of relations: one source for all of them. */
  readonly cite?: Citing | null
  /** Of relations: whoever does this has looked at their evidence. */
  readonly confirm?: boolean | null
  readonly start?: string | null
  readonly end?: string | null
  readonly standing?: string | null
  readonly standingReason?: string | null
  readonly audience?: AudienceInput | null
  readonly state?: State | null
  /** Withdraws, with this reason; nothing else is done then. */
  readonly withdraw?: string | null
}

const OF_ENTITIES = ['addNames', 'removeNames', 'addIdentifiers', 'removeIdentifiers', 'addValues', 'removeValues', 'relate'] as const
const OF_RELATIONS = ['cite', 'confirm', 'start', 'end', 'standing', 'standingReason'] as const

/** @throws BAD_USER_INPUT for a change of nothing, or of what the chosen do not have */
export function checkChange(change: BulkChange, of: 'entity' | 'relation'): void {
  const given = (Object.keys(change) as (keyof BulkChange)[]).filter((part) => change[part] != null && change[part] !== false)
  if (given.length === 0) throw badInput('change', '請說要改什麼 (say what is to change)')
  const wrong = given.find((part) => (of === 'entity' ? OF_RELATIONS : OF_ENTITIES).some((other) => other === part))
  if (wrong !== undefined) throw badInput(`change.${wrong}`, of === 'entity' ? `${wrong} 只用在關係 (is for relations)` : `${wrong} 只用在條目 (is for entities)`)
  if (change.withdraw != null && given.length > 1) throw badInput('change.withdraw', '撤下時不能同時改別的 (what is withdrawn is not changed besides)')
  if (change.withdraw?.trim() === '') throw badInput('change.withdraw', '請寫為什麼撤下 (say why)')
  if ((change.addIdentifiers?.length ?? 0) > 20) throw badInput('change.addIdentifiers', '一次最多 20 個識別碼 (at most 20 identifiers)')
}

/** Absent where nothing of it changes. */
export function entityInput({ fields, addValues, removeValues, addNames, removeNames, addIdentifiers, removeIdentifiers, audience, state, withdraw }: BulkChange, head: Head, told: Told): WriteInput | undefined {
  const record = head.record as EntityRecord
  const version = toldVersion(told, record)
  if (withdraw != null) return head.state === 'withdrawn' ? undefined : { withdraw: { id: head.id, version, reason: withdraw } }
  const names = namesOf(record.names, addNames ?? [], removeNames ?? [])
  const identifiers = identifiersOf(record.identifiers, addIdentifiers ?? [], removeIdentifiers ?? [])
  const set = fieldsOf(record.fields, fields ?? [], addValues ?? [], removeValues ?? [])
  const rest = envelope(head, told, audience, state)
  if (names === undefined && identifiers === undefined && set.length === 0 && rest === undefined) return undefined
  return { entity: { id: head.id, version, ...(names === undefined ? {} : { names }), ...(identifiers === undefined ? {} : { identifiers }), ...(set.length === 0 ? {} : { fields: set }), ...rest } }
}

export function relationInput({ fields, start, end, standing, standingReason, audience, state, withdraw }: BulkChange, head: Head, told: Told): WriteInput | undefined {
  const record = head.record as RelationRecord
  const version = toldVersion(told, record)
  if (withdraw != null) return head.state === 'withdrawn' ? undefined : { withdraw: { id: head.id, version, reason: withdraw } }
  const qualifiers = fieldsOf(record.qualifiers, fields ?? [], [], [])
  const parts = Object.entries({ start, end, standing, standingReason }).filter(([part, value]) => value != null && value !== (record[part as keyof RelationRecord] ?? ''))
  const rest = envelope(head, told, audience, state)
  if (qualifiers.length === 0 && parts.length === 0 && rest === undefined) return undefined
  return { relation: { id: head.id, version, ...(Object.fromEntries(parts) as Partial<RelationInput>), ...(qualifiers.length === 0 ? {} : { qualifiers }), ...rest } }
}

/** A new relation with its evidence; `word` by which the evidence names it, one for each of a sending. */
export function relatingInputs({ type, other, direction, start, end, qualifiers, state, ...cite }: Relating, head: Head, told: Told, word: string): WriteInput[] {
  const audience = sameReaders(told, head)
  const [from, to] = direction === 'in' ? [other, head.id] : [head.id, other]
  const relation: RelationInput = { id: word, type, from, to, state: state ?? 'published', audience, ...(start == null ? {} : { start }), ...(end == null ? {} : { end }), ...(qualifiers == null ? {} : { qualifiers }) }
  return [{ relation }, { evidence: { ...citingParts(cite), relation: word, state: state ?? 'published', audience } }]
}

/** One more piece of evidence, for the readers of the relation, as public as that. */
export const citingInput = (cite: Citing, head: Head, told: Told): WriteInput =>
  ({ evidence: { ...citingParts(cite), relation: head.id, state: head.state === 'published' ? 'published' : 'proposed', audience: sameReaders(told, head) } })

const citingParts = ({ source, locator, quote, stance, attested }: Citing): Pick<EvidenceInput, 'source' | 'locator' | 'quote' | 'stance' | 'attested'> =>
  ({ source, ...(locator == null ? {} : { locator }), ...(quote == null ? {} : { quote }), ...(stance == null ? {} : { stance }), ...(attested == null ? {} : { attested }) })

/** Said again as it is, it is checked: whoever does it has looked at it. */
export const confirmingInput = (evidence: Head, told: Told): WriteInput => ({ evidence: { id: evidence.id, version: toldVersion(told, evidence.record!) } })

const sameReaders = ({ table, viewer }: Told, { audience }: Head): AudienceInput => shownAudience(table, viewer, audience)

function envelope({ audience: before, state: was }: Head, { table, viewer }: Told, audience: AudienceInput | null | undefined, state: State | null | undefined): { audience?: AudienceInput; state?: State } | undefined {
  const shown = shownAudience(table, viewer as Viewer, before)
  const isSame = audience != null && (audience.mode ?? 'all') === shown.mode && [...new Set(audience.protocols)].sort().join() === [...new Set(shown.protocols)].sort().join()
  const changed = { ...(audience == null || isSame ? {} : { audience }), ...(state == null || state === was ? {} : { state }) }
  return Object.keys(changed).length === 0 ? undefined : changed
}

function namesOf(before: readonly Name[], add: readonly NameInput[], remove: readonly string[]): NameInput[] | undefined {
  const kept: NameInput[] = before.filter(({ text }) => !remove.includes(text))
  const fresh = add.filter((name) => !kept.some((one) => one.text === name.text && (one.sort ?? 'official') === (name.sort ?? 'official') && (one.language ?? 'zh-Hant') === (name.language ?? 'zh-Hant')))
  return fresh.length === 0 && kept.length === before.length ? undefined : [...kept, ...fresh]
}

function identifiersOf(before: readonly Identifier[], add: readonly Identifier[], remove: readonly Identifier[]): Identifier[] | undefined {
  const is = (one: Identifier) => ({ scheme, value }: Identifier): boolean => one.scheme === scheme && one.value === value
  const kept = before.filter((one) => !remove.some(is(one)))
  const fresh = add.filter((one) => !kept.some(is(one)))
  return fresh.length === 0 && kept.length === before.length ? undefined : [...kept, ...fresh]
}

type Values = EntityRecord['fields']

function fieldsOf(before: Values, set: readonly FieldInput[], add: readonly FieldInput[], remove: readonly FieldInput[]): FieldInput[] {
  const now = (code: string): string[] => (before[code] === undefined ? [] : [before[code]].flat().map(String))
  const wanted = new Map<string, readonly string[]>()
  const at = (code: string): readonly string[] => wanted.get(code) ?? now(code)
  for (const { code, values } of set) wanted.set(code, values)
  for (const { code, values } of add) wanted.set(code, [...at(code), ...values.filter((value) => !at(code).includes(value))])
  for (const { code, values } of remove) wanted.set(code, at(code).filter((value) => !values.includes(value)))
  return [...wanted].filter(([code, values]) => JSON.stringify(values) !== JSON.stringify(now(code))).map(([code, values]) => ({ code, values }))
}
