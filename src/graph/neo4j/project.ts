import type { Id } from '../../model/ids.ts'
import { isStandalone, type EvidenceRecord, type RelationRecord } from '../../model/records.ts'
import { projectContents } from './project-contents.ts'
import { projectEntities } from './project-entities.ts'
import { goingOf, projectGone, projectGoneEntities } from './project-gone.ts'
import { relationRows, strayRow, writeEvidence, writeRelation } from './project-relations.ts'
import { projectStandalone } from './project-standalone.ts'
import { noteRelationWaiting, noteWaiting, writeWaiting } from './project-waiting.ts'
import type { Naming, Projecting } from './projecting.ts'
import type { EvidenceRow } from './rows.ts'
import { statement } from './statements.ts'

/** Relations looked at in one go. */
const PART = 5_000

/**
 * First the entities; then what only goes, and every other relation that was touched, whose ends or whose evidence's sources
 * moved or became more or less public, or that rests on touched evidence; then what is left of that;
 * then the contents of what moved.
 * Everything the changesets mention has been loaded.
 */
export async function project(projecting: Projecting, places: () => number): Promise<void> {
  const { work, touched, relations, evidence } = projecting
  work.writes.send()
  const going = goingOf(projecting)
  const gone = await projectGoneEntities(projecting, going)
  await projectEntities(projecting, places, gone)
  work.writes.send()
  for (const [id, { head, before }] of touched) {
    if (going.has(id)) continue
    if (head.type === 'relation') relations.add(id)
    if (head.type === 'content') projecting.contents.add(id)
    if (isStandalone(head.type)) projectStandalone(projecting, id)
    if (head.type !== 'evidence') continue
    evidence.add(id)
    const was = (before?.row as EvidenceRow | undefined)?.relation
    if (was != null) relations.add(was)
  }
  if (work.anyMissing) await resolveMissing(projecting)
  await load(projecting, evidence)
  for (const id of evidence) {
    const about = (projecting.current(id)!.record as EvidenceRecord | null)?.relation
    if (about !== undefined) relations.add(about)
  }
  await projectGone(projecting, going, gone)
  const all = [...relations].sort()
  for (let at = 0; at < all.length; at += PART) await projectPart(projecting, all.slice(at, at + PART))
  await projectStrays(projecting)
  await projectContents(projecting)
  if (work.anyMissing || projecting.missing.size > 0) noteMissing(projecting)
  work.writes.send()
  await work.writes.done()
  await writeWaiting(projecting)
}

/** Fetches records that were not touched. */
const load = (projecting: Projecting, ids: Iterable<Id>): Promise<void> =>
  projecting.work.shelf.load([...ids].filter((id) => !projecting.touched.has(id)))

async function projectPart(projecting: Projecting, ids: readonly Id[]): Promise<void> {
  const { work } = projecting
  await load(projecting, ids)
  const part = ids.filter((id) => projecting.current(id)?.type === 'relation')
  await work.shelf.loadEvidenceOn(part.filter((id) => !projecting.isNew(id)))
  const pieces = new Map(part.map((id) => [id, new Set([...work.shelf.evidenceOn(id).map(({ head }) => head.id), ...projecting.evidenceAbout(id)])]))
  await load(projecting, part.flatMap((id) => endsOf(projecting, id)))
  await load(projecting, [...pieces.values()].flatMap((set) => [...set]).flatMap((id) => sourceOf(projecting, id)))
  for (const id of part) {
    const projected = relationRows(projecting, id, pieces.get(id)!)
    writeRelation(projecting, projected)
    noteRelationWaiting(projecting, projected)
    projecting.noteNamed(id, 'relation', endsOf(projecting, id))
    for (const row of projected.evidence) {
      projecting.done.add(row.id)
      projecting.noteNamed(row.id, 'evidence', sourceOf(projecting, row.id))
    }
  }
  work.writes.send()
  work.shelf.forget(part.filter((id) => !projecting.touched.has(id)))
}

async function projectStrays(projecting: Projecting): Promise<void> {
  const strays = [...projecting.evidence].filter((id) => !projecting.done.has(id))
  await load(projecting, strays.flatMap((id) => sourceOf(projecting, id)))
  for (const id of strays) {
    writeEvidence(projecting, strayRow(projecting, id))
    noteWaiting(projecting, id, undefined)
    const about = (projecting.current(id)!.record as EvidenceRecord | null)?.relation
    projecting.noteNamed(id, 'evidence', [...sourceOf(projecting, id), ...(about === undefined ? [] : [about])])
  }
}

export const endsOf = (projecting: Projecting, relation: Id): Id[] => {
  const record = projecting.current(relation)!.record as RelationRecord | null
  return record === null ? [] : [record.from, record.to]
}

export const sourceOf = (projecting: Projecting, evidence: Id): Id[] => {
  const record = projecting.current(evidence)!.record as EvidenceRecord | null
  return record === null ? [] : [record.source]
}

/** Records that were named by drafts before they were there. */
async function resolveMissing({ work, touched, relations, evidence, contents }: Projecting): Promise<void> {
  const ids = [...touched].filter(([, one]) => one.before === undefined).map(([id]) => id)
  for (const { record, type } of await work.run<{ record: Id; type: Naming }>(statement('write/named-missing'), { ids })) {
    ;({ relation: relations, evidence, content: contents })[type].add(record)
  }
}

/** What records name and the archive does not have. */
function noteMissing({ work, missing, noted }: Projecting): void {
  if (work.anyMissing) work.writes.dropMissing([...noted])
  for (const [record, { type, ids }] of missing) for (const id of ids) work.writes.create('Missing', { id, record, type })
}
