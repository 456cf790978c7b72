import type { EntityRef, EntityView } from '../graph/port.ts'
import { ArchiveError, badInput, notFound } from '../model/errors.ts'
import { isId, type Id } from '../model/ids.ts'
import { bareKey, nameKey } from '../model/names.ts'
import type { Kind, Name } from '../model/records.ts'
import { whole } from './arguments.ts'
import type { Asking } from './context.ts'

export type Reason = 'printed' | 'key' | 'alias' | 'bare'

export interface Candidate {
  readonly entity: EntityRef
  /** 1 for the very words of an official name; see SCORES. */
  readonly score: number
  readonly reason: Reason
  /** The name that matched. */
  readonly matched: string
}

/**
 * How well a name fits, best first. Only the order matters: candidates in the best tier that has any
 * are what a name may mean; more than one there is an ambiguity, never a guess.
 */
const SCORES: Record<Reason, number> = { printed: 1, key: 0.95, alias: 0.9, bare: 0.7 }

/** Certain enough to stand for the name when alone: equal keys. `printed` does not outrank `key`: 臺 and 台 are one. */
const tier = (reason: Reason): number => (reason === 'bare' ? 0 : 1)

/** More than this many entities of one key are not listed. */
const MOST = 200

/**
 * Entities a name may mean, best first, each with its reason.
 * @param first default 10
 */
export async function resolve(asking: Asking, name: string, options: { kind?: Kind; first?: number } = {}): Promise<Candidate[]> {
  const key = nameKey(name)
  if (key === '') throw badInput('name', `「${name}」 has no letter or character that a name could have`)
  const first = whole('first', options.first, 10, 1, MOST)
  const found = async (wanted: string): Promise<readonly EntityView[]> => (await asking.graph.find(
    { keys: [wanted], includeProposed: true, ...(options.kind === undefined ? {} : { kinds: [options.kind] }) }, asking.viewer, { first: MOST },
  )).items
  // apart: however many share the bare key, those that share the name are among the candidates
  const bare = bareKey(name)
  const entities = new Map([...await found(key), ...(bare === key || bare === '' ? [] : await found(bare))].map((entity) => [entity.id, entity]))
  return [...entities.values()]
    .map((entity) => fit(entity, name, key))
    .sort((x, y) => y.score - x.score || (x.entity.id < y.entity.id ? -1 : 1))
    .slice(0, first)
}

function fit(entity: EntityView, asked: string, key: string): Candidate {
  const reasonOf = (name: Name): Reason =>
    name.text === asked ? (name.sort === 'official' ? 'printed' : 'alias')
    : nameKey(name.text) !== key ? 'bare'
    : name.sort === 'official' || name.sort === 'variant' ? 'key' : 'alias'
  let best: { reason: Reason; matched: string } = { reason: 'bare', matched: entity.name }
  for (const name of entity.names) {
    const reason = reasonOf(name)
    if (SCORES[reason] > SCORES[best.reason]) best = { reason, matched: name.text }
  }
  return { entity: { id: entity.id, name: entity.name, kind: entity.kind }, score: SCORES[best.reason], ...best }
}

/**
 * The one entity an id or a name stands for.
 * @param field the argument it was given in, for the error
 * @throws NOT_FOUND, AMBIGUOUS_NAME with candidates
 */
export async function entityNamed(asking: Asking, text: string, field: string): Promise<EntityRef> {
  const wanted = text.trim()
  if (wanted === '') throw badInput(field, `${field}: a name or an id is needed`)
  if (isId(wanted)) {
    const found = (await asking.graph.entities([wanted], asking.viewer)).get(wanted as Id)
    if (found === undefined) throw notFound(wanted)
    return { id: found.id, name: found.name, kind: found.kind }
  }
  const candidates = await resolve(asking, wanted, { first: 20 })
  const best = candidates[0]
  if (best === undefined) throw notFound(`「${wanted}」`)
  const rivals = candidates.filter((candidate) => tier(candidate.reason) === tier(best.reason))
  if (rivals.length > 1) {
    const listed = rivals.slice(0, 5).map((rival) => `${rival.entity.name} (${rival.entity.id})`).join('、')
    throw new ArchiveError('AMBIGUOUS_NAME', `「${wanted}」 may mean several: ${listed}${rivals.length > 5 ? ' …' : ''}. Give one's full name or id.`, { field, candidates: rivals })
  }
  return best.entity
}
