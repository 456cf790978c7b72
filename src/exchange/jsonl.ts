import type { GraphStore } from '../graph/port.ts'
import type { Viewer } from '../model/audience.ts'
import { RECORD_TYPES, type RecordType } from '../model/records.ts'
import { pages } from '../graph/every.ts'

/** Records read at once: a content may have two million characters. */
const AT_ONCE: Readonly<Record<RecordType, number>> = { entity: 1_000, relation: 1_000, evidence: 1_000, content: 20, community: 1_000, protocol: 1_000, proposal: 1_000, annotation: 1_000, collection: 20, distinction: 1_000, term: 1_000 }

/**
 * Everything this viewer may read, a record a line: entities, then relations, then evidence, then contents, then what the
 * archive keeps about itself. Records that are not statements of the archive (drafts, declined, withdrawn) are left out, and
 * with each who may read it, which account submitted it, and numbers of versions, which count what is hidden.
 */
export async function* exportRecords(graph: GraphStore, viewer: Viewer): AsyncGenerator<unknown> {
  for (const type of RECORD_TYPES) {
    for await (const heads of pages((page) => graph.scan(type, viewer, page), AT_ONCE[type])) {
      for (const { record, mergedInto, mergeRule } of heads) {
        if (record === null || (record.state !== 'published' && record.state !== 'proposed')) continue
        const { audience: _audience, by: _by, base: _base, version: _version, ...told } = record as typeof record & { base?: unknown; version?: unknown }
        yield { ...told, ...(mergedInto === undefined ? {} : { mergedInto }), ...(mergeRule === undefined ? {} : { mergeRule }) }
      }
    }
  }
}
