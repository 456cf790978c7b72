import { recordOf } from '../../graph/log.ts'
import { Turns } from '../../graph/turns.ts'
import { isNoNarrower, WHOLE } from '../../model/audience.ts'
import type { Head, LoggedChangeset } from '../../model/changeset.ts'
import type { Id } from '../../model/ids.ts'
import { readersOf } from '../../model/readers.ts'
import { takeBack, touchesOf, WITHDRAWN, type Taken } from '../../model/undo.ts'
import { headsOf } from '../access/heads.ts'
import { isOurs } from '../member.ts'
import { same } from '../three-way.ts'
import { headsAfter, operationsOf, rebased } from './inverse.ts'
import { isJoin, isRuled, withJoins } from './joins.ts'
import { WHY } from './obstacles.ts'
import { Pasts, sightOf } from './pasts.ts'
import type { Held, Plan, Planning, Unseen } from './planning.ts'
import { keepTogether } from './together.ts'
import { keepDoubts } from './unchecked.ts'

/**
 * The operations that take a changeset back field by field, with the joins by rule that follow from it. What is undone
 * already is passed over, so that a run that was cut short can be run again.
 */
export async function planUndo(planning: Planning, changeset: Pick<LoggedChangeset, 'sequence' | 'operations' | 'origin' | 'batch'>): Promise<Plan> {
  const { graph, viewer, reason } = planning
  const joins = changeset.operations.filter((operation) => isJoin(operation) && !isOurs(operation.rule))
  const led = viewer.whole === true || joins.length === 0 ? undefined : await headsOf(graph, [...new Set(joins.map(({ into }) => into!))], viewer)
  // a merge with something hidden is hidden itself
  const byHand = changeset.operations.filter((operation) => !isJoin(operation) || (!isOurs(operation.rule) && led?.has(operation.into!) !== false))
  const ids = [...new Set(byHand.map(({ id }) => id))]
  const heads = await headsOf(graph, ids, WHOLE)
  const seen = viewer.whole === true ? undefined : await headsOf(graph, ids, viewer)
  const turns = new Turns()
  await turns.next()
  const [first, last, destroyed] = [new Map<Id, number>(), new Map<Id, number>(), new Set<Id>()]
  for (const { id, op, version, payload } of byHand) {
    if (op !== 'put' && op !== 'withdraw') continue
    if (!first.has(id)) first.set(id, version)
    last.set(id, version)
    if (op === 'put' && payload == null) destroyed.add(id)
  }
  const pasts = new Pasts(graph, viewer)
  // what it made and nobody changed since is as it was written
  await pasts.read(byHand.filter(({ id, op }) => (op === 'put' || op === 'withdraw') && (first.get(id) !== 1 || destroyed.has(id) || (seen !== undefined && seen.get(id)?.version !== last.get(id)))))
  await turns.next()
  const touches = touchesOf(byHand, pasts, (operation) => (operation.payload == null ? null : recordOf(operation, operation.payload)))
  const held: Held[] = []
  const unseen: Unseen[] = []
  const backs = new Map<Id, Taken>()
  /** Made by the changeset, as far as whoever undoes it sees: those that go, and those that stay. */
  const made = { goes: new Set<Id>(), stays: [] as Id[] }
  for (const touch of touches) {
    if (turns.isOver) await turns.next()
    const { id } = touch
    const head = heads.get(id)
    if (head === undefined) continue
    const sight = seen === undefined ? undefined : sightOf(touch, seen.get(id), pasts, first.get(id), last.get(id))
    const isAsMade = first.get(id) === 1 && last.get(id) === head.version && !destroyed.has(id) && head.state !== 'withdrawn'
    const back = isAsMade ? WITHDRAWN : takeBack(touch, head, isOurs, sight === 'hidden' ? undefined : sight)
    if (sight === 'hidden') {
      if (back.words !== undefined || back.link !== undefined) unseen.push({ head, back })
      continue
    }
    const isMade = touch.words !== undefined && (touch.words.before === undefined || (sight !== undefined && sight.before === undefined))
    const decided = isMade ? undecided(back, head, planning, unseen) : back
    const stays = planning.stays.get(id)
    const refusal = planning.refused.get(id) ?? (back.destroyed === true ? WHY.destroyed : isTheirs(decided, head, planning) || (decided.link?.into !== undefined && await isNarrower(decided.link.into, head, planning)) ? WHY.theirs : undefined)
    if (refusal !== undefined) held.push({ head, why: refusal, parts: [] })
    else if (isMade && decided.words !== undefined && stays !== undefined) held.push(stays)
    else {
      if (back.stand.length > 0) held.push({ head, why: back.stand.includes('merge') ? WHY.merged : WHY.changed, parts: back.stand.filter((part) => part !== '*' && part !== 'merge') })
      if (decided.words !== undefined || decided.link !== undefined) backs.set(id, decided)
      if (isMade && decided.words !== undefined) made.goes.add(id)
    }
    if (isMade && !made.goes.has(id) && head.record !== null && head.state !== 'withdrawn') made.stays.push(id)
  }
  await keepTogether(planning, made, heads)
  for (const id of made.goes) {
    if (!planning.stays.has(id)) continue
    backs.delete(id)
    held.push(planning.stays.get(id)!)
  }
  await keepDoubts(planning, { sequence: changeset.sequence, touches, heads, sees: (id) => seen === undefined || seen.has(id) }, backs)
  await turns.next()
  const taken = operationsOf(touches, backs, heads, reason)
  const operations = planning.joins ? await withJoins(planning, taken, heads, isRuled(changeset)) : rebased(taken, heads)
  await turns.next()
  return {
    operations, taken: backs.size, held, unseen, heads: headsAfter(operations, (id) => heads.get(id) ?? planning.lookup.known(id)),
    puts: operations.some((operation) => operation.op === 'put' && operation.record.type !== 'relation' && operation.record.type !== 'evidence'),
  }
}

/** What was there unseen is not given back to readers of whom whoever undoes it does not decide: it goes, and their stewards are told. */
function undecided(back: Taken, head: Head, { may }: Planning, unseen: Unseen[]): Taken {
  if (back.words === undefined || back.words === 'withdraw' || may(back.words.audience)) return back
  unseen.push({ head: { ...head, audience: back.words.audience }, back: { stand: [] } })
  return { ...back, words: 'withdraw' }
}

/** It would lead to something that fewer people read than it itself: maintenance may. */
async function isNarrower(led: Id, head: Head, { graph, viewer }: Planning): Promise<boolean> {
  if (viewer.whole === true) return false
  const into = (await graph.heads([led], viewer)).get(led)
  return into === undefined || !isNoNarrower(readersOf(into), readersOf(head))
}

const isTheirs = ({ words }: Taken, { audience }: Head, { may }: Planning): boolean =>
  words !== undefined && words !== 'withdraw' && !same(words.audience, audience) && !may(words.audience)
