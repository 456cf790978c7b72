import type { EntityView } from '../../graph/port.ts'
import type { Head } from '../../model/changeset.ts'
import type { Actor } from '../../model/actor.ts'
import { allowed, demand, type Action } from '../../model/permissions.ts'
import { deadInEntities, deadInEvidence } from './dead.ts'
import { doubtfulEntities, orphaned } from './entities.ts'
import type { QualityPorts, Sieve } from './finding.ts'
import { lostAnnotations } from './notes.ts'
import { doubtfulRelations, unchecked, undated, unsourced, unsupported } from './relations.ts'
import type { Step } from './step.ts'

interface Queue {
  readonly label: { readonly 'zh-Hant': string; readonly en: string }
  /** Who may look: what nothing supports is no statement for readers. Absent: everybody. */
  readonly demands?: Action
  /** Walks through the archive, one after another. */
  readonly steps: (ports: QualityPorts, sieve: Sieve) => readonly (Step<Head> | Step<EntityView>)[]
}

/** What a curator looks through; docs/quality.md says exactly what is in each. */
export const QUEUES = {
  unsupported: { label: { 'zh-Hant': '憑據不在了', en: 'Unsupported' }, demands: 'propose', steps: (ports, sieve) => [unsupported(ports, sieve)] },
  unsourced: { label: { 'zh-Hant': '沒有看得到的出處', en: 'No source that can be read' }, steps: (ports, sieve) => [unsourced(ports, sieve)] },
  unchecked: { label: { 'zh-Hant': '待確認', en: 'Unchecked' }, steps: (ports, sieve) => [unchecked(ports, sieve)] },
  undated: { label: { 'zh-Hant': '沒有時間', en: 'Undated' }, steps: (ports, sieve) => [undated(ports, sieve)] },
  doubtful: { label: { 'zh-Hant': '時間可疑', en: 'Doubtful dates' }, steps: (ports, sieve) => [doubtfulEntities(ports, sieve), doubtfulRelations(ports, sieve)] },
  orphaned: { label: { 'zh-Hant': '什麼都沒連到', en: 'Orphaned' }, steps: (ports, sieve) => [orphaned(ports, sieve)] },
  deadLinks: { label: { 'zh-Hant': '連結失效', en: 'Dead links' }, steps: (ports, sieve) => (ports.links === undefined ? [] : [deadInEntities(ports, sieve), deadInEvidence(ports, sieve)]) },
  lostNotes: { label: { 'zh-Hant': '註記的原文不見了', en: 'Notes that lost their text' }, steps: (ports, sieve) => [lostAnnotations(ports, sieve)] },
} as const satisfies Record<string, Queue>

export type QueueName = keyof typeof QUEUES
export const QUEUE_NAMES = Object.keys(QUEUES) as QueueName[]

/** @throws UNAUTHENTICATED, FORBIDDEN where it is not for them to look */
export function demandQueue(actor: Actor | undefined, queue: QueueName): void {
  const { demands }: Queue = QUEUES[queue]
  if (demands !== undefined) demand(actor, demands)
}

/** The queues that somebody may look through. */
export const queuesFor = (actor: Actor | undefined): QueueName[] => QUEUE_NAMES.filter((name) => {
  const { demands }: Queue = QUEUES[name]
  return demands === undefined || (actor !== undefined && allowed(actor, demands))
})
