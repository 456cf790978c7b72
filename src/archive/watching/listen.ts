import { randomUUID } from 'node:crypto'
import type { NewNotice, Watch } from '../../accounts/port.ts'
import { every } from '../../accounts/every.ts'
import { Turns } from '../../graph/turns.ts'
import { WHOLE } from '../../model/audience.ts'
import type { Id } from '../../model/ids.ts'
import { touchedBy } from './touched.ts'
import type { WatchPorts } from './ports.ts'

/** Entities looked up together, and notices written together. */
const [PART, FEW] = [500, 200]

/**
 * Looks through what was written since last time, and notes for every watch what touches it: ids, no words. Who may be
 * told what is asked when they are told. Doing it twice, or two at once, notes nothing twice.
 * @returns the accounts that something was noted for
 */
export async function listen(ports: Pick<WatchPorts, 'graph' | 'accounts' | 'directory'>, signal?: AbortSignal): Promise<Set<Id>> {
  const { graph, accounts, directory } = ports
  const [heard, newest] = [await accounts.heard(), await graph.sequence()]
  const told = new Set<Id>()
  if (heard === newest) return told
  const watched = await readWatched(ports)
  // the first time, or where the log is another (a restored one): what was before nobody waited for
  if (heard === undefined || heard > newest || watched.size === 0) {
    await accounts.hear(newest)
    return told
  }
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
    for await (const { operation: { id: record }, of } of touchedBy(graph, changeset, owners)) {
      for (const watch of new Set(of.flatMap((id) => watched.get(id) ?? []))) {
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

/** The watches of records, by every id that stands for what they watch: with all that is merged with it. */
async function readWatched({ graph, accounts }: Pick<WatchPorts, 'graph' | 'accounts'>): Promise<Map<Id, Watch[]>> {
  const watched = new Map<Id, Watch[]>()
  for await (const watch of every((page) => accounts.everyWatch(page), ({ id }) => id)) {
    if (watch.kind === 'record') watched.set(watch.subject!, [...watched.get(watch.subject!) ?? [], watch])
  }
  const [subjects, all] = [[...watched.keys()], new Map(watched)]
  for (let from = 0; from < subjects.length; from += PART) {
    for (const [subject, { id, merged }] of await graph.entities(subjects.slice(from, from + PART), WHOLE)) {
      for (const one of new Set([id, ...merged.map((entity) => entity.id)])) if (one !== subject) all.set(one, [...all.get(one) ?? [], ...watched.get(subject)!])
    }
  }
  return all
}
