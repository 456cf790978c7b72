import { every } from '../../graph/every.ts'
import type { GraphStore } from '../../graph/port.ts'
import { audienceTold, type Viewer } from '../../model/audience.ts'
import type { ArchiveRecord, ProposalRecord } from '../../model/records.ts'
import type { Head } from '../../model/changeset.ts'
import { same } from '../three-way.ts'
import { partsOf } from './parts.ts'
import { inOrder, READERS, readersAsked } from './readers.ts'

/** One part of what is proposed, in three texts, as far as somebody may see them. An absent text: there is none. */
export interface ThreeTexts {
  readonly part: string
  /** What its author saw. */
  readonly base?: unknown
  readonly theirs?: unknown
  readonly now?: unknown
  /** It is not any more what its author saw; also where that is hidden from whoever asks. */
  readonly moved: boolean
  /** … and it became something else than was proposed. */
  readonly conflict: boolean
}

/** Versions read at once, from the newest. */
const VERSIONS = 20

/**
 * What is proposed of a record next to what stood and what stands.
 * @param now the target as the viewer sees it
 */
export async function textsOf(graph: Pick<GraphStore, 'history'>, viewer: Viewer, { changes = {}, target, base }: ProposalRecord, now: Head): Promise<ThreeTexts[]> {
  const saying = (record: ArchiveRecord): Map<string, unknown> => partsOf(record).set(READERS, inOrder(audienceTold(record.audience, viewer)))
  const asked = readersAsked(changes)
  const stands = now.record === null ? new Map<string, unknown>() : saying(now.record)
  const before = now.version === base ? now.record : await versionOf(graph, viewer, target, base)
  const was = before === null ? undefined : saying(before)
  return Object.entries(changes).map(([part, value]) => {
    const theirs = part === READERS && asked !== undefined ? inOrder(asked) : value ?? undefined
    const moved = was === undefined || !same(was.get(part), stands.get(part))
    return {
      part,
      ...text('base', was?.get(part)), ...text('theirs', theirs), ...text('now', stands.get(part)),
      moved, conflict: moved && !same(stands.get(part), theirs),
    }
  })
}

const text = <K extends string>(key: K, value: unknown): { readonly [key in K]?: unknown } => (value === undefined ? {} : { [key]: value }) as { readonly [key in K]?: unknown }

/** As it was; null where the viewer may not see that version. */
async function versionOf(graph: Pick<GraphStore, 'history'>, viewer: Viewer, id: string, version: number): Promise<ArchiveRecord | null> {
  for await (const entry of every((page) => graph.history(id, viewer, page), VERSIONS)) {
    // merging and parting write no words: what was said before them still stood
    if (entry.version <= version) return entry.version === version || entry.op === 'put' ? entry.record : null
  }
  return null
}
