import { isDeepStrictEqual } from 'node:util'
import { every } from '../../graph/every.ts'
import type { EntityView, RelationView } from '../../graph/port.ts'
import type { Actor } from '../../model/actor.ts'
import type { Viewer } from '../../model/audience.ts'
import type { Head } from '../../model/changeset.ts'
import { badInput, notFound, unauthenticated } from '../../model/errors.ts'
import { isId, type Id } from '../../model/ids.ts'
import { displayName, type EntityRecord } from '../../model/records.ts'
import { chosen, type BulkChoice } from './choice.ts'
import { checkChange, citingInput, confirmingInput, entityInput, relatingInputs, relationInput, type BulkChange, type Citing, type Relating } from './change.ts'
import type { Told } from '../contribute/versions.ts'
import type { WriteInput } from '../contribute/input.ts'
import { headsSeen } from './heads.ts'
import type { BulkPorts } from './ports.ts'
import { writeMany, type ManyOptions, type ManyReport, type Planned } from './writing.ts'

/** Records that one sending may choose: through the interface, while somebody waits; on the command line. */
export const MOST_AT_ONCE = 2_000
export const MOST_BY_HAND = 100_000

export interface Bulk extends ManyOptions {
  readonly choice: BulkChoice
  readonly change: BulkChange
  /** Default `MOST_AT_ONCE`. */
  readonly most?: number
}

/**
 * Does the same to many records, as one batch; with `dryRun` says what it would do.
 * @throws as `writeMany`; BAD_USER_INPUT, TOO_EXPENSIVE, NOT_FOUND for a source or another end that they cannot see
 */
export async function changeMany(ports: BulkPorts, actor: Actor | undefined, { choice, change, most = MOST_AT_ONCE, ...options }: Bulk): Promise<ManyReport> {
  if (actor === undefined) throw unauthenticated()
  const { viewer } = actor
  const type = choice.entities === undefined ? 'relation' : 'entity'
  checkChange(change, type)
  const made = await withSurvivors(ports, viewer, change)
  return writeMany(ports, actor, options, async function* () {
    const told = { table: await ports.directory.table(), viewer }
    let word = 0
    for await (const ids of chosen(ports, viewer, choice, most)) yield planned(ports, told, ids, type, made, () => `new:${++word}`)
  })
}

/** What a change names, by the records that stand for it now. */
async function withSurvivors({ graph }: BulkPorts, viewer: Viewer, change: BulkChange): Promise<BulkChange> {
  const { relate, cite } = change
  const ids = [relate?.source, relate?.other, cite?.source].filter((id) => id !== undefined)
  const views = ids.length === 0 ? new Map<Id, EntityView>() : await graph.entities(ids.filter(isId), viewer)
  const now = (id: Id, field: string): Id => {
    const view = views.get(id)
    if (view === undefined) throw badInput(`change.${field}`, `「${id}」不在這個檔案庫裡 (is not in this archive)`)
    return view.id
  }
  return {
    ...change,
    ...(relate == null ? {} : { relate: { ...relate, source: now(relate.source, 'relate.source'), other: now(relate.other, 'relate.other') } }),
    ...(cite == null ? {} : { cite: { ...cite, source: now(cite.source, 'cite.source') } }),
  }
}

async function planned({ graph, vocabulary }: BulkPorts, told: Told, ids: readonly Id[], type: 'entity' | 'relation', change: BulkChange, word: () => string): Promise<Planned[]> {
  const heads = await headsSeen(graph, told.viewer, ids)
  const views = type === 'relation' ? await graph.relationsById([...heads.keys()], told.viewer) : new Map<Id, RelationView>()
  const doubted = change.confirm === true ? await doubtedOf({ graph }, told, views) : undefined
  const plans: Planned[] = []
  for (const id of ids) {
    const head = heads.get(id)
    // of what is hidden, of another type, or has no words any more: as of what is not there
    if (head?.type !== type || head.record === null) {
      plans.push({ id, name: '', type, inputs: [], refused: notFound(id) })
      continue
    }
    const inputs: WriteInput[] = []
    const own = type === 'entity' ? entityInput(change, head, told) : relationInput(change, head, told)
    if (own !== undefined) inputs.push(own)
    if (change.relate != null && !(await isRelated({ graph, vocabulary }, told, head, change.relate))) inputs.push(...relatingInputs(change.relate, head, told, word()))
    const view = views.get(id)
    if (change.cite != null && !isCited(view, change.cite)) inputs.push(citingInput(change.cite, head, told))
    for (const evidence of doubted?.get(id) ?? []) inputs.push(confirmingInput(evidence, told))
    plans.push({ id, type, name: type === 'entity' ? displayName((head.record as EntityRecord).names) : view === undefined ? '' : `${view.from.name} → ${view.to.name}`, inputs })
  }
  return plans
}

/** Evidence that was given before its relation was changed. */
async function doubtedOf({ graph }: Pick<BulkPorts, 'graph'>, told: Told, views: ReadonlyMap<Id, RelationView>): Promise<Map<Id, Head[]>> {
  const ids = [...views.values()].flatMap(({ evidence }) => evidence.filter(({ unchecked }) => unchecked).map(({ id }) => id))
  const heads = ids.length === 0 ? new Map<Id, Head>() : await graph.heads(ids, told.viewer)
  return new Map([...views].map(([id, { evidence }]) => [id, evidence.flatMap((one) => (one.unchecked ? heads.get(one.id) ?? [] : []))]))
}

/** Whether there is such a relation already, as far as they see: then it is not said twice. */
async function isRelated({ graph, vocabulary }: Pick<BulkPorts, 'graph' | 'vocabulary'>, { viewer }: Told, { id }: Head, { type, other, direction, start, end }: Relating): Promise<boolean> {
  const either = vocabulary.relations.get(type)?.symmetric === true
  const query = { types: [type], includeProposed: true, includeDeprecated: true, evidence: false, ...(either ? {} : { direction: direction ?? 'out' }) }
  for await (const view of every((page) => graph.relations(id, query, viewer, page), 200)) {
    if ([view.from.id, view.to.id].includes(other) && (start == null || view.start === start) && (end == null || view.end === end)) return true
  }
  return false
}

const isCited = (view: RelationView | undefined, { source, locator, quote }: Citing): boolean => view?.evidence.some((one) =>
  one.source.id === source && (quote == null || one.quote === quote) && (locator == null || isDeepStrictEqual(one.locator, Object.fromEntries(Object.entries(locator).filter(([, value]) => value != null))))) === true
