import type { GraphStore } from '../graph/port.ts'
import { WHOLE, type Viewer } from '../model/audience.ts'
import type { Head } from '../model/changeset.ts'
import { newId, type Id } from '../model/ids.ts'
import type { FieldValue } from '../model/records.ts'
import { DATASET } from './identity.ts'
import type { Mapping } from './mapping.ts'
import type { EntitySaid } from './settle-entity.ts'

/** The Work that stands for a register: what its statements cite, and what their ids are made from. */
export interface Anchor {
  readonly id: Id
  /** Absent where the register was never imported. */
  readonly head?: Head
}

/**
 * Finds the dataset by its key; also one that was withdrawn when its import was undone, so that what was
 * redacted meanwhile is known and stays away.
 * @param viewer in whose name it is taken in: one of the same key that is hidden from them is another
 */
export async function findAnchor(graph: Pick<GraphStore, 'find' | 'heads' | 'batches'>, key: string, viewer: Viewer = WHOLE): Promise<Anchor> {
  const page = await graph.find({ identifiers: [{ scheme: DATASET, value: key }], includeProposed: true }, viewer, { first: 10 })
  const ids = page.items.flatMap((view) => [view.id, ...view.merged.map(({ id }) => id)])
  const isIt = (head: Head): boolean => head.record?.type === 'entity' && head.record.identifiers.some(({ scheme, value }) => scheme === DATASET && value === key)
  const found = [...(await graph.heads(ids, viewer)).values()].find(isIt)
  if (found !== undefined) return { id: found.id, head: found }
  const earlier = (await graph.batches()).flatMap(({ progress }) => (progress?.dataset === key && typeof progress.work === 'string' ? [progress.work] : []))
  const known = await graph.heads(earlier, viewer)
  const head = earlier.flatMap((id) => known.get(id) ?? [])[0]
  return head === undefined ? { id: newId() } : { id: head.id, head }
}

/** What the mapping says of the dataset; with an edition and a size once the last row is in. */
export function datasetSaid(id: Id, { dataset }: Mapping, complete?: { edition: string | undefined; rows: number; checksum: string }): EntitySaid {
  const fields: Record<string, FieldValue | undefined> = {
    workType: 'dataset', publisher: dataset.publisher, licence: dataset.licence, attribution: dataset.attribution, url: dataset.url, description: dataset.note,
    ...(complete === undefined ? {} : { edition: complete.edition, issued: complete.edition, rows: complete.rows, checksum: complete.checksum }),
  }
  const names = [
    { text: dataset.title, language: 'zh-Hant', sort: 'official' as const },
    ...(dataset.titleEn === undefined ? [] : [{ text: dataset.titleEn, language: 'en', sort: 'translated' as const }]),
  ]
  const identifiers = [{ scheme: DATASET, value: dataset.key }]
  return {
    id, names, identifiers, fields: new Map(Object.entries(fields).filter(([, value]) => value !== undefined)), fills: new Map(),
    draft: { key: `Work/${dataset.key}`, role: 'dataset', kind: 'Work', names, identifiers, fields: {}, covers: [], proposed: false, row: 0 },
  }
}

/**
 * The date of the last other edition the archive had, by the history of the dataset: running one edition
 * twice, first to take in and then to prune, must not make it its own predecessor.
 */
export async function editionBefore(graph: Pick<GraphStore, 'history'>, id: Id, now: string | undefined): Promise<string | undefined> {
  for (let after: string | undefined; ;) {
    const page = await graph.history(id, WHOLE, { first: 50, ...(after === undefined ? {} : { after }) })
    for (const { record } of page.items) {
      const edition = record?.type === 'entity' ? record.fields.edition : undefined
      if (typeof edition === 'string' && edition !== now) return edition
    }
    if (!page.hasNextPage) return page.items.length === 0 && after === undefined ? undefined : now
    after = page.endCursor
  }
}
