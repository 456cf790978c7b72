import { cursor, placeOf } from '../../graph/log.ts'
import { every } from '../../graph/every.ts'
import type { Page, PageRequest } from '../../graph/port.ts'
import { audienceTold, type Audience } from '../../model/audience.ts'
import type { Head } from '../../model/changeset.ts'
import type { Found, Quotation } from '../../model/anchor.ts'
import { isId, timeOf, type Id } from '../../model/ids.ts'
import type { AnnotationRecord, RecordType, State } from '../../model/records.ts'
import { audienceText } from '../access/audiences.ts'
import { toldVersion, type Told } from '../contribute/versions.ts'
import { placeNow, seenBy, type Placed } from './place.ts'
import type { NoteReading } from './ports.ts'

/** An annotation as a reader is shown it. */
export interface AnnotationView {
  readonly id: Id
  readonly target: Id
  readonly targetType: RecordType
  /** A withdrawn one stands, without words, where somebody has answered it. */
  readonly state: State
  /** A hash of what the reader sees of it. */
  readonly version: string
  readonly purpose: AnnotationRecord['purpose']
  readonly text?: string
  readonly link?: string
  readonly answers?: Id
  /** The account that wrote it. */
  readonly by?: Id
  /** Milliseconds since 1970. */
  readonly at: number
  readonly audience: Audience & { readonly text: string }
  /** The version of the target that its author saw; absent where the reader may not see that. */
  readonly seen?: string
  /** Whether the target still says what it said then, as far as the reader can see. */
  readonly isCurrent: boolean
  readonly quotation?: Quotation
  /** Where the words stand now. */
  readonly found?: Found & { readonly content: Id }
  readonly region?: NonNullable<AnnotationRecord['region']>
  /** The same picture now: its number in the content. */
  readonly file?: number
  /** The words, or the picture, are gone: it is kept all the same. */
  readonly isOrphan: boolean
}

type Note = Head & { readonly record: AnnotationRecord }

const isNote = (head: Head): head is Note => head.record?.type === 'annotation'

/**
 * What is said of a record, and of what was merged into it, in the order in which it was said; without answers.
 * @returns nothing for what the reader cannot see
 */
export async function annotations(reading: NoteReading, target: Id, page: PageRequest = {}): Promise<Page<AnnotationView>> {
  const { graph, viewer } = reading
  if (!isId(target) || !(await graph.heads([target], viewer)).has(target)) return NONE
  const view = (await graph.entities([target], viewer)).get(target)
  const group = view === undefined ? [target] : [...new Set([target, view.id, ...view.merged.map(({ id }) => id)])]
  return listed(reading, group, ({ record }) => group.includes(record.target) && record.answers === undefined, page)
}

/** What answers an annotation, in the order in which it was said. */
export async function answers(reading: NoteReading, id: Id, page: PageRequest = {}): Promise<Page<AnnotationView>> {
  const head = isId(id) ? (await reading.graph.heads([id], reading.viewer)).get(id) : undefined
  return head === undefined ? NONE : listed(reading, [id], ({ record }) => record.answers === id, page)
}

const NONE: Page<never> = { items: [], hasNextPage: false }

/** One annotation; undefined for what is hidden, as for what is not there. */
export async function annotation(reading: NoteReading, id: Id): Promise<AnnotationView | undefined> {
  const head = isId(id) ? (await reading.graph.heads([id], reading.viewer)).get(id) : undefined
  if (head === undefined || !isNote(head) || !(await isShown(reading, head))) return undefined
  return (await shown(reading, [head]))[0]
}

/** Gone through at a time. */
const SLICE = 50

async function listed(reading: NoteReading, subjects: readonly Id[], fits: (note: Note) => boolean, { first = 20, after }: PageRequest): Promise<Page<AnnotationView>> {
  const { graph, viewer } = reading
  if (after !== undefined) placeOf<[string]>(after, 'string')
  const found = new Map<Id, Note>()
  for (const subject of subjects) {
    let taken = 0
    for await (const head of every((page) => graph.naming(subject, ['annotation'], viewer, after === undefined || page.after !== undefined ? page : { ...page, after }), SLICE)) {
      if (!isNote(head) || !fits(head) || !(await isShown(reading, head))) continue
      found.set(head.id, head)
      if (++taken > first) break
    }
  }
  const notes = [...found.values()].sort((x, y) => (x.id < y.id ? -1 : 1))
  const items = await shown(reading, notes.slice(0, first))
  const last = items.at(-1)
  return { items, ...(last === undefined ? {} : { endCursor: cursor(last.id) }), hasNextPage: notes.length > items.length }
}

/** One that is withdrawn is there only for what answers it. */
async function isShown({ graph, viewer }: NoteReading, { id, state }: Head): Promise<boolean> {
  if (state !== 'withdrawn') return true
  for await (const head of every((page) => graph.naming(id, ['annotation'], viewer, page), SLICE)) if (isNote(head) && head.record.answers === id && head.state !== 'withdrawn') return true
  return false
}

/** Targets are read once for a page, however many notes they have. */
async function shown(reading: NoteReading, notes: readonly Note[]): Promise<AnnotationView[]> {
  const { graph, viewer, directory } = reading
  const told = { table: await directory.table(), viewer }
  const targets = await graph.heads([...new Set(notes.map(({ record }) => record.target))], viewer)
  const views: AnnotationView[] = []
  for (const note of notes) {
    const target = targets.get(note.record.target)
    if (target !== undefined) views.push(await viewOf(reading, told, note, target))
  }
  return views
}

async function viewOf(reading: NoteReading, told: Told, { id, state, audience, record }: Note, target: Head): Promise<AnnotationView> {
  const { viewer } = reading
  const isGone = state === 'withdrawn'
  const { purpose, text, link, answers: answered, by, quotation, region } = record
  const then = isGone ? undefined : await seenBy(reading, record, target)
  const { found: place, file, isOrphan }: Placed = isGone ? { isOrphan: false } : await placeNow(reading, record, target, then)
  const now = target.record === null ? undefined : toldVersion(told, target.record)
  const seen = then === undefined ? undefined : toldVersion(told, then)
  return {
    id, target: target.id, targetType: target.type, state, version: toldVersion(told, record), purpose, at: timeOf(id),
    ...(answered === undefined ? {} : { answers: answered }), ...(by === undefined ? {} : { by }),
    audience: { ...audienceTold(audience, viewer), text: audienceText(told.table, viewer, audience) },
    ...(isGone || text === undefined ? {} : { text }), ...(isGone || link === undefined ? {} : { link }),
    ...(seen === undefined ? {} : { seen }), isCurrent: seen !== undefined && seen === now,
    ...(isGone || quotation === undefined ? {} : { quotation }), ...(place === undefined ? {} : { found: place }),
    ...(isGone || region === undefined ? {} : { region }), ...(file === undefined ? {} : { file }), isOrphan,
  }
}
