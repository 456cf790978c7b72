import { createHash } from 'node:crypto'
import type { GraphStore } from '../../graph/port.ts'
import { seal } from '../../graph/log.ts'
import { inTurns, Turns } from '../../graph/turns.ts'
import { loggedAs, type Actor } from '../../model/actor.ts'
import type { Operation, Origin } from '../../model/changeset.ts'
import { sealPut } from '../../model/commit.ts'
import { ArchiveError, badInput, conflict, unauthenticated, type ErrorCode } from '../../model/errors.ts'
import { newId, type Id } from '../../model/ids.ts'
import type { ArchiveRecord } from '../../model/records.ts'
import { checkQuestions } from '../contribute/asked.ts'
import { decide, type Decision, type Ruled, type Ruling } from './decide.ts'
import { Docket, type ReviewReads } from './docket.ts'
import type { ThreeTexts } from './texts.ts'

export interface Settling extends Ruling {
  readonly ids: readonly Id[]
  /** Shows what would be decided, and writes nothing. */
  readonly dryRun?: boolean
  /** What cannot be decided is left and told; else nothing is. */
  readonly partly?: boolean
  /** Chosen by the sender, for this sending alone: sent again it decides nothing and is answered as the first time. */
  readonly key?: string
  readonly origin?: Origin
}

/** One thing that was to be decided. */
export interface Outcome {
  readonly id: Id
  /** Decided with it. */
  readonly with: readonly Id[]
  readonly texts?: readonly ThreeTexts[]
  /** Why it was left. */
  readonly left?: { readonly code: ErrorCode; readonly message: string }
}

export interface Settled {
  /** To take all of it back. Absent where nothing was written. */
  readonly batch?: Id
  readonly outcomes: readonly Outcome[]
  /** Written, what was decided with others included. */
  readonly records: number
}

/** Things decided at once. */
const MOST = 20_000
/** Operations written at once: what one thing needs is far fewer. */
const PART = 4_000
/** How often what moved meanwhile is looked at again. */
const TURNS = 8

/** What the log says of an acceptance without words. */
const WORDS: Readonly<Record<Decision, string>> = { accept: '採納提議', return: '', decline: '' }

type SettlePorts = ReviewReads & Pick<GraphStore, 'commit' | 'changeset'>

/**
 * Decides on what waits, as one batch that can be undone (SEMANTICS 2).
 * @throws BAD_USER_INPUT without words where they are needed; as `decide` for the first that cannot be decided, unless `partly`
 */
export async function settle(graph: SettlePorts, actor: Actor | undefined, settling: Settling): Promise<Settled> {
  if (actor === undefined) throw unauthenticated()
  const { decision, ids, key, parts, rest } = settling
  const words = settling.words?.trim() || WORDS[decision]
  if (rest === 'return' && (settling.words?.trim() ?? '') === '') throw badInput('words', '退回其餘部分要寫原因 (to return the rest needs words)')
  if (words === '') throw badInput('words', decision === 'return' ? '退回要寫原因，提出的人會看到 (to return needs words)' : '不採納要寫原因，提出的人會看到 (to decline needs words)')
  if (ids.length === 0) throw badInput('ids', '沒有要決定的 (nothing to decide)')
  if (ids.length > MOST) throw badInput('ids', `一次最多 ${MOST} 項 (at most ${MOST} at once)`)
  if (parts !== undefined && (ids.length > 1 || decision !== 'accept')) throw badInput('parts', '逐欄採納一次只看一項 (parts are accepted of one proposal at a time)')
  if (key !== undefined && !/^[\w.:-]{8,100}$/.test(key)) throw badInput('key', '代號是 8 到 100 個字母或數字 (a key of 8 to 100 letters or digits)')
  const idOf = key === undefined ? () => newId() : (what: string | number) => named(actor, key, what)
  const batch = idOf('batch')
  if (key !== undefined) {
    const before = await graph.changeset({ id: idOf(1) })
    if (before !== undefined) return { batch, outcomes: ids.map((id) => ({ id, with: [] })), records: before.operations.length }
  }
  const unique = [...new Set(ids)]
  const done = new Map<Id, Outcome>()
  /** What the archive itself refused. */
  const refusedThere = new Map<Id, ArchiveError>()
  let [part, records] = [0, 0]
  for (let turn = 1; ; turn++) {
    const docket = new Docket(graph, actor)
    const left = unique.filter((id) => !done.has(id))
    await docket.read(left)
    const ruled = (await rule(docket, left.filter((id) => !refusedThere.has(id)), { ...settling, words })).concat(left.flatMap((id) => (refusedThere.has(id) ? [{ id, error: refusedThere.get(id)! }] : [])))
    const refused = ruled.find(({ error }) => error !== undefined)
    if (refused !== undefined && settling.partly !== true) throw refused.error!
    const slices = sliced(ruled)
    const outcomes = new Map(ruled.map((one) => [one.id, outcomeOf(one)]))
    if (settling.dryRun === true) return { outcomes: unique.map((id) => outcomes.get(id)!), records: slices.flatMap(({ operations }) => operations).length }
    try {
      for (const [i, { operations, outcomes: told }] of slices.entries()) {
        await graph.commit({
          id: idOf(part + 1), actor: loggedAs(actor), reason: words, origin: settling.origin ?? 'api',
          // ahead of the commit, which would do it all in one go
          operations: await inTurns(operations, (operation) => (operation.op === 'put' ? sealPut(operation, seal) : operation)),
          batch: { id: batch, title: words, part: part + 1, last: i === slices.length - 1 },
        })
        part++
        records += operations.length
        for (const outcome of told) done.set(outcome.id, outcome)
      }
      return { ...(part === 0 ? {} : { batch }), outcomes: unique.map((id) => done.get(id) ?? outcomes.get(id)!), records }
    } catch (error) {
      if (!(error instanceof ArchiveError)) throw error
      const culprit = error.code === 'CONFLICT' || settling.partly !== true ? undefined : ruled.find((one) => one.error === undefined && concerns(one, error.details.record))
      if (culprit !== undefined) {
        refusedThere.set(culprit.id, error)
        turn--
        continue
      }
      if (error.code !== 'CONFLICT') throw error
      // the store names versions by number, which would count what is hidden
      if (turn >= TURNS) throw conflict('剛有別人改過，請再試一次 (somebody else changed it meanwhile)', null)
    }
  }
}

const concerns = ({ operations = [] }: Considered, record: Id | undefined): boolean =>
  record !== undefined && operations.some((operation) => (operation.op === 'put' ? operation.record.id : operation.id) === record)

interface Considered extends Partial<Ruled> {
  readonly id: Id
  readonly error?: ArchiveError
}

/** In the order in which it is to be written: what one decision does, the next one finds. */
async function rule(docket: Docket, ids: readonly Id[], ruling: Ruling): Promise<Considered[]> {
  const considered: Considered[] = []
  const withOther = new Set<Id>()
  const turns = new Turns()
  // relations first: they take along what they lead to
  const isRelation = (id: Id): number => Number(docket.seen(id)?.type === 'relation')
  for (const id of [...ids].sort((x, y) => isRelation(y) - isRelation(x))) {
    if (turns.isOver) await turns.next()
    if (withOther.has(id)) {
      considered.push({ id })
      continue
    }
    try {
      const ruled = await docket.attempt(async () => {
        const ruled = await decide(docket, id, ruling)
        await checkQuestions(docket.graph, docket.actor.viewer, ruled.operations.flatMap((one) => (one.op === 'put' ? [{ record: one.record as ArchiveRecord, field: 'ids', before: docket.seen(one.record.id!)?.record ?? undefined }] : [])))
        return ruled
      })
      for (const other of ruled.with) withOther.add(other)
      considered.push({ id, ...ruled })
    } catch (error) {
      if (!(error instanceof ArchiveError)) throw error
      considered.push({ id, error })
    }
  }
  return considered
}

const outcomeOf = ({ id, with: along = [], texts, error }: Considered): Outcome => ({
  id, with: along, ...(texts === undefined ? {} : { texts }), ...(error === undefined ? {} : { left: { code: error.code, message: error.message } }),
})

interface Slice {
  readonly operations: Operation[]
  readonly outcomes: Outcome[]
}

/** What one thing needs is never in two parts. */
function sliced(ruled: readonly Considered[]): Slice[] {
  const slices: Slice[] = []
  for (const one of ruled) {
    const { operations = [], error } = one
    if (error !== undefined || operations.length === 0) continue
    const last = slices.at(-1)
    if (last === undefined || last.operations.length + operations.length > PART) slices.push({ operations: [...operations], outcomes: [outcomeOf(one)] })
    else {
      last.operations.push(...operations)
      last.outcomes.push(outcomeOf(one))
    }
  }
  return slices
}

/** One sending, one batch: ids that follow from who sends and their key (a UUID of version 8, RFC 9562). */
function named({ account }: Actor, key: string, what: string | number): Id {
  const hex = createHash('sha256').update(JSON.stringify(['settle', account, key, what])).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${'89ab'[parseInt(hex[16]!, 16) % 4]}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
