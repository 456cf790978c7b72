import { every } from '../../graph/every.ts'
import { WHOLE, type Viewer } from '../../model/audience.ts'
import type { Head, LoggedOperation } from '../../model/changeset.ts'
import type { Id } from '../../model/ids.ts'
import type { ArchiveRecord } from '../../model/records.ts'
import type { Sight, Touch } from '../../model/undo.ts'
import type { Planning } from './planning.ts'

/** Versions of records, whole and as a viewer sees them. */
export class Pasts {
  readonly #graph
  readonly #viewer
  readonly #whole = new Map<Id, Map<number, ArchiveRecord | null>>()
  readonly #visible = new Map<Id, Map<number, ArchiveRecord>>()
  readonly #gone = new Map<Id, Set<number>>()

  constructor(graph: Planning['graph'], viewer: Viewer) {
    this.#graph = graph
    this.#viewer = viewer
  }

  /** The versions that these operations made, and those before. */
  async read(operations: readonly LoggedOperation[]): Promise<void> {
    const least = new Map<Id, number>()
    for (const { id, version } of operations) least.set(id, Math.min(least.get(id) ?? version, version))
    for (const [id, version] of least) {
      const [whole, visible, gone] = [new Map<number, ArchiveRecord | null>(), new Map<number, ArchiveRecord>(), new Set<number>()]
      let until = version - 1
      // what they see before may be older than what there was before
      if (this.#viewer.whole !== true) {
        for await (const entry of every((page) => this.#graph.history(id, this.#viewer, page), 20)) {
          if (entry.record !== null) visible.set(entry.version, entry.record)
          if (entry.version >= version) continue
          until = entry.version
          break
        }
      }
      for await (const entry of every((page) => this.#graph.history(id, WHOLE, page), 20)) {
        whole.set(entry.version, entry.record)
        if (entry.state === 'withdrawn') gone.add(entry.version)
        if (entry.version <= until) break
      }
      this.#whole.set(id, whole)
      this.#visible.set(id, visible)
      this.#gone.set(id, gone)
    }
  }

  whole(id: Id, version: number): ArchiveRecord | null {
    return this.#whole.get(id)?.get(version) ?? null
  }

  isGone(id: Id, version: number): boolean {
    return this.#gone.get(id)?.has(version) === true
  }

  /** The oldest words behind a version that are left and that stood. */
  since(id: Id, version: number): ArchiveRecord | undefined {
    return oldest(this.#whole.get(id), version)
  }

  /** The oldest words behind a version that the viewer may look at, as seen. */
  visibleSince(id: Id, version: number): ArchiveRecord | undefined {
    return oldest(this.#visible.get(id), version)
  }

  /** The words of a version as seen. */
  visible(id: Id, version: number): ArchiveRecord | undefined {
    return this.#visible.get(id)?.get(version)
  }

  /** The newest version before this that the viewer may look at, as seen. */
  visibleBefore(id: Id, version: number): readonly [version: number, record: ArchiveRecord] | undefined {
    return [...this.#visible.get(id) ?? []].filter(([one]) => one < version).sort(([x], [y]) => y - x)[0]
  }
}

const oldest = (versions: ReadonlyMap<number, ArchiveRecord | null> | undefined, behind: number): ArchiveRecord | undefined =>
  [...versions ?? []].filter(([version, record]) => version > behind && record !== null && record.state !== 'withdrawn').sort(([x], [y]) => x - y)[0]?.[1] ?? undefined

/** As whoever undoes it sees it; `hidden` where they see neither the record nor what the changeset made of it. */
export function sightOf({ id, words }: Touch, seen: Head | undefined, pasts: Pasts, first: number | undefined, last: number | undefined): Sight | 'hidden' | undefined {
  if (seen === undefined) return 'hidden'
  if (words === undefined || seen.record === null) return undefined
  if (first === 1 && seen.version === last) return { before: undefined, after: seen.record, now: seen.record }
  const before = first === 1 ? undefined : pasts.visibleBefore(id, first!)
  // of what was not there before, what was put first stands for what is destroyed
  if (words.after === null) return before === undefined ? { before, after: pasts.visibleSince(id, last!) ?? seen.record, now: seen.record } : undefined
  const after = pasts.visible(id, last!)
  if (after === undefined) return 'hidden'
  return { before: before?.[1], after, now: seen.record, ...(before === undefined ? {} : { was: pasts.whole(id, before[0]) }) }
}
