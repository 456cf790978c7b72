import { createHash } from 'node:crypto'
import type { CitedAnswer } from '../graph/cited.ts'
import type { EntityRef } from '../graph/port.ts'
import { Turns } from '../graph/turns.ts'
import type { KeptAnswer, KeptRow } from '../kept/port.ts'
import { relationsOf, type Answer, type AnswerRow } from '../graph/answer.ts'
import { entitiesIn } from '../graph/cells.ts'
import { canonical, seenOf } from './cite.ts'
import type { Asking } from './context.ts'

/** What changed between two answers to one question. */
export interface Difference {
  /** When it was asked last, to the day. */
  readonly since: string
  readonly totalBefore: number
  /** Rows of the new answer that were not in the old one. */
  readonly gained: readonly AnswerRow[]
  /** Rows that are in both, resting on other statements or other evidence; those that rest on none, with other numbers. */
  readonly changed: readonly AnswerRow[]
  /** Rows that are gone, each by the entities it was about, as far as the reader is still shown them. */
  readonly lost: readonly { readonly entities: readonly EntityRef[] }[]
  /** One of the two was longer than what was looked at: what lies beyond is not compared. */
  readonly isPartial: boolean
}

/** What is kept of an answer to tell the next one apart. */
export async function keepable({ answer, day, checksum, versions }: CitedAnswer): Promise<KeptAnswer> {
  return { day, checksum, total: answer.total, rows: await keptRows(answer, versions) }
}

/** @param before as `keepable` gave it */
export async function differenceOf(asking: Asking, before: KeptAnswer, { answer, versions }: CitedAnswer): Promise<Difference> {
  const [rows, old] = [await keptRows(answer, versions), new Map(before.rows.map((row) => [row.key, row]))]
  const now = new Set(rows.map(({ key }) => key))
  const gone = before.rows.filter(({ key }) => !now.has(key))
  const shown = await asking.graph.entities([...new Set(gone.flatMap(({ entities }) => entities))], asking.viewer)
  return {
    since: before.day, totalBefore: before.total,
    gained: answer.rows.filter((_, i) => !old.has(rows[i]!.key)),
    changed: answer.rows.filter((_, i) => old.has(rows[i]!.key) && old.get(rows[i]!.key)!.hash !== rows[i]!.hash),
    lost: gone.map(({ entities }) => ({ entities: entities.flatMap((id) => shown.get(id) ?? []).map(({ id, name, kind }) => ({ id, name, kind })) })),
    isPartial: answer.hasNextPage || before.total > before.rows.length,
  }
}

async function keptRows({ columns, rows }: Answer, versions: CitedAnswer['versions']): Promise<KeptRow[]> {
  const [turns, times] = [new Turns(), new Map<string, number>()]
  const kept: KeptRow[] = []
  for (const row of rows) {
    const entities = columns.flatMap(({ key }) => entitiesIn(row.cells[key] ?? null)).map(({ id }) => id)
    // a row about nobody is told by its words; its numbers are what may change
    const about = entities.length > 0 ? entities : [sha256(columns.map(({ key }) => row.cells[key]).filter((cell) => typeof cell === 'string'))]
    const time = (times.get(about.join(' ')) ?? 0) + 1
    times.set(about.join(' '), time)
    const grounds = relationsOf(row).map(({ id, evidence }) => [id, versions.get(id), evidence])
    // a measure (a strength, a rank) changes when anything else in the archive does: where a row rests on statements, they count
    const seen = grounds.length > 0 || row.passages?.length ? { ...row, cells: {} } : row
    kept.push({ key: time === 1 ? about.join(' ') : `${about.join(' ')} ${time}`, hash: sha256([seenOf(seen), grounds]), entities })
    await turns.next()
  }
  return kept
}

const sha256 = (value: unknown): string => createHash('sha256').update(canonical(value)).digest('base64url').slice(0, 22)
