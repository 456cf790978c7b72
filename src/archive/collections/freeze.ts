import type { Actor } from '../../model/actor.ts'
import type { Operation } from '../../model/changeset.ts'
import { badInput, unauthenticated } from '../../model/errors.ts'
import type { Id } from '../../model/ids.ts'
import { MAX_MEMBERS } from '../../model/keeping.ts'
import type { CollectionRecord } from '../../model/records.ts'
import type { Put } from '../../graph/answer.ts'
import { demandWithdraw } from '../contribute/rights.ts'
import { changedMeanwhile, toldVersion, versionsOf } from '../contribute/versions.ts'
import { send, type Written } from '../contribute/write.ts'
import { demandEdit, existing } from './change.ts'
import { checkNesting } from './nesting.ts'
import type { ShelfPorts } from './ports.ts'

interface Of {
  readonly key: string
  readonly id: Id
  /** As the sender saw it. */
  readonly version: string
}

/** 2026-11-26, in Taiwan. */
const DAY = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Taipei' })

/**
 * Keeps what a question gives whoever freezes it, today: from now on that is what the collection holds, for each reader as
 * far as they see it. What it was frozen to before stays in its history.
 * @throws as `changeCollection`, and as the question
 */
export async function freezeCollection(ports: ShelfPorts, actor: Actor | undefined, of: Of, now = Date.now()): Promise<Written> {
  return thawedOr(ports, actor, of, '凍結專題', async ({ entity, question }, someone) => {
    const items = await ports.questions.collected(question as unknown as Put, MAX_MEMBERS)
    await checkNesting(ports.graph, someone.viewer, entity, items, 'question')
    return { frozen: { on: DAY.format(now), items } }
  })
}

/** From now on it is asked anew by each reader. @throws as `changeCollection` */
export async function unfreezeCollection(ports: ShelfPorts, actor: Actor | undefined, of: Of): Promise<Written> {
  return thawedOr(ports, actor, of, '解凍專題', async () => ({}))
}

async function thawedOr(ports: ShelfPorts, actor: Actor | undefined, { key, id, version }: Of, reason: string, becomes: (record: CollectionRecord, actor: Actor) => Promise<Pick<CollectionRecord, 'frozen'> | object>): Promise<Written> {
  if (actor === undefined) throw unauthenticated()
  return send(ports, actor, { key, reason }, async (): Promise<Operation[]> => {
    const told = { table: await ports.directory.table(), viewer: actor.viewer }
    const { head, whole } = await existing(ports, told, id)
    if (whole.manner !== 'question' || whole.question === undefined) throw badInput('id', '只有用問題編的專題可以凍結 (only a collection by question is frozen)')
    if (!versionsOf(told, head, undefined).has(version)) throw changedMeanwhile(told, head)
    demandEdit(actor, { head, state: head.state, audience: head.audience, field: 'collection' })
    const { frozen: _, ...record } = whole
    return [{ op: 'put', base: head.version, record: { ...record, ...await becomes(whole, actor) } as CollectionRecord }]
  })
}

/** With its name, unless that stays: something else may speak of it. @throws as `changeCollection` */
export async function withdrawCollection(ports: ShelfPorts, actor: Actor | undefined, { key, id, version, reason, keepName = false }: Of & { readonly reason: string; readonly keepName?: boolean | null }): Promise<Written> {
  if (actor === undefined) throw unauthenticated()
  return send(ports, actor, { key, reason }, async (sending): Promise<Operation[]> => {
    const told = { table: await ports.directory.table(), viewer: actor.viewer }
    const { head, whole } = await existing(ports, told, id)
    if (!versionsOf(told, head, undefined).has(version)) throw changedMeanwhile(told, head)
    demandWithdraw(actor, head, 'collection')
    const entity = keepName === true ? undefined : (await ports.graph.heads([whole.entity], actor.viewer)).get(whole.entity)
    const named = entity?.record == null || entity.state === 'withdrawn' ? [] : await sending.prepare([{ withdraw: { id: entity.id, version: toldVersion(told, entity.record), reason } }])
    return [{ op: 'withdraw', id: head.id, base: head.version, reason }, ...named]
  })
}
