import { contentRights } from '../../model/content.ts'
import { LEVELS } from '../../model/edge.ts'
import type { Id } from '../../model/ids.ts'
import type { ContentRecord } from '../../model/records.ts'
import { parts } from './pages.ts'
import { patch } from './project-relations.ts'
import { noteWaiting } from './project-waiting.ts'
import type { Projecting } from './projecting.ts'
import type { ContentRow } from './rows.ts'

/** Contents looked at in one go: one may have two million characters. */
const PART = 50

/** Writes contents that were touched, or whose entity moved or became more or less public. */
export async function projectContents(projecting: Projecting): Promise<void> {
  const { work, touched, contents } = projecting
  for (const part of parts([...contents].sort(), PART)) {
    const untouched = part.filter((id) => !touched.has(id))
    await work.shelf.load(untouched)
    await work.shelf.load(part.flatMap((id) => bearerOf(projecting, id)).filter((id) => !touched.has(id)))
    for (const id of part) {
      const row = contentRow(projecting, id)
      writeContent(projecting, row)
      noteWaiting(projecting, id, row)
      projecting.noteNamed(id, 'content', bearerOf(projecting, id))
    }
    work.writes.send()
    work.shelf.forget(untouched)
  }
}

/** The entity that a content names, if its payload is there. */
export const bearerOf = (projecting: Projecting, content: Id): Id[] => {
  const record = projecting.current(content)!.record as ContentRecord | null
  return record === null ? [] : [record.entity]
}

/** Everything a content's node carries. */
export function contentRow(projecting: Projecting, id: Id): ContentRow {
  const head = projecting.current(id)!
  const record = head.record as ContentRecord | null
  const chain = record === null ? undefined : projecting.chain(record.entity)
  const { level, clearance } = contentRights(head, chain?.heads ?? [])
  const survivor = chain?.survivor ?? record?.entity ?? null
  return {
    ...projecting.headRow(head),
    entity: survivor, entityRecorded: record === null || survivor === record.entity ? null : record.entity, position: record?.order ?? null,
    level, reading: projecting.work.words.number(clearance),
  }
}

function writeContent(projecting: Projecting, row: ContentRow): void {
  const { work, touched } = projecting
  const before = projecting.before(row.id) as ContentRow | undefined
  if (before?.level === LEVELS.published) work.tally.add('content', '', before.reading, -1)
  if (row.level === LEVELS.published) work.tally.add('content', '', row.reading, 1)
  if (before === undefined) work.writes.create('Content', row)
  else if (touched.has(row.id)) work.writes.replace('Content', row)
  else patch(projecting, 'Content', before, row)
}
