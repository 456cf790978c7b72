import { randomUUID } from 'node:crypto'
import type { NewNotice, Watch } from '../../accounts/port.ts'
import { every } from '../../accounts/every.ts'
import type { EntityView } from '../../graph/port.ts'
import { Turns } from '../../graph/turns.ts'
import { WHOLE } from '../../model/audience.ts'
import type { Id } from '../../model/ids.ts'
import { slices } from '../../model/slices.ts'
import { groupOf } from '../merge/group.ts'
import { Members } from './members.ts'
import { touchedBy } from './touched.ts'
import type { WatchPorts } from './ports.ts'

/** Entities looked up together, and notices written together. */
const [PART, FEW] = [500, 200]

/**
 * Looks through what was written since last time, and notes for every watch what touches it: ids, no words. Who may be
 * told what is asked when they are told. Doing it twice, or two at once, notes nothing twice.
 * @param members kept by a process that looks again and again
 * @returns the accounts that something was noted for
 */
export async function listen(ports: Pick<WatchPorts, 'graph' | 'accounts' | 'directory'>, signal?: AbortSignal, members = new Members(ports.graph)): Promise<Set<Id>> {
  const { graph, accounts, directory } = ports
  const [heard, newest] = [await accounts.heard(), await graph.sequence()]
  const told = new Set<Id>()
  if (heard === newest) return told
  const { watched, collections } = await readWatched(ports)
  // the first time, or where the log is another (a restored one): what was before nobody waited for
  if (heard === undefined || heard > newest || watched.size === 0) {
    if (heard !== undefined && heard > newest) members.clear()
    await accounts.hear(newest)
    return told
  }
  await members.begin(collections, heard, signal)
  const { protocols } = await directory.table()
  const owners = (protocol: string): readonly Id[] => protocols.get(protocol)?.owners ?? []
  let notices: NewNotice[] = []
  const note = async (): Promise<void> => {
    if (notices.length > 0) await accounts.addNotices(notices)
    notices = []
  }
  for await (const changeset of graph.replay(heard)) {
    signal?.throwIfAborted()
    const [seen, turns] = [new Set<string>(), new Turns(signal)]
    await members.follow(changeset, signal)
    for await (const { operation: { id: record }, of } of touchedBy(graph, changeset, owners)) {
      for (const watch of new Set(of.flatMap((id) => [id, ...members.of(id)].flatMap((one) => watched.get(one) ?? [])))) {
        if (seen.has(`${watch.id} ${record}`) || watch.createdAt > changeset.at) continue
        seen.add(`${watch.id} ${record}`)
        notices.push({ id: randomUUID(), watch: watch.id, record, changeset: changeset.id, at: changeset.at })
        told.add(watch.account)
      }
      if (notices.length >= FEW) await note()
      if (turns.isOver) await turns.next()
    }
    await note()
    await accounts.hear(changeset.sequence)
  }
  return told
}

interface Watched {
  /** The watches of records, by every id that stands for what they watch: with all that is merged with it. */
  readonly watched: ReadonlyMap<Id, readonly Watch[]>
  /** By the ids that are watched. */
  readonly collections: ReadonlyMap<Id, EntityView>
}

async function readWatched({ graph, accounts }: Pick<WatchPorts, 'graph' | 'accounts'>): Promise<Watched> {
  const watched = new Map<Id, Watch[]>()
  for await (const watch of every((page) => accounts.everyWatch(page), ({ id }) => id)) {
    if (watch.kind === 'record') watched.set(watch.subject!, [...watched.get(watch.subject!) ?? [], watch])
  }
  const [subjects, all, collections] = [[...watched.keys()], new Map(watched), new Map<Id, EntityView>()]
  for (const slice of slices(subjects, PART)) {
    for (const [subject, view] of await graph.entities(slice, WHOLE)) {
      if (view.kind === 'Collection') collections.set(subject, view)
      for (const one of groupOf(view)) if (one !== subject) all.set(one, [...all.get(one) ?? [], ...watched.get(subject)!])
    }
  }
  return { watched: all, collections }
}
