import type { EntityRef, EntityView } from '../graph/port.ts'
import { ArchiveError, badInput, notFound } from '../model/errors.ts'
import { isId, type Id } from '../model/ids.ts'
import { bareKey, nameKey } from '../model/names.ts'
import { compareNames, type Likeness, type Reason } from '../model/names/index.ts'
import type { Kind } from '../model/records.ts'
import { notTooLong, whole } from './arguments.ts'
import type { Asking } from './context.ts'
import { namesSeen } from './resolve-index.ts'

export type { Reason } from '../model/names/index.ts'

/** An entity a name may mean, why, and what speaks against it (`model/names/compare.ts`). */
export interface Candidate extends Likeness {
  readonly entity: EntityRef
  /** The name that matched. */
  readonly matched: string
}

export interface ResolveOptions {
  readonly kind?: Kind
  /** Default 10. */
  readonly first?: number
  /**
   * Whether names that are only alike are among the candidates: always, never, or (default) where none is equal.
   */
  readonly alike?: boolean
}

/** Equal keys stand for the name; `printed` does not outrank `key`: 臺 and 台 are one. */
const EQUAL: readonly Reason[] = ['printed', 'key', 'alias']

/** Alike by less than this is not worth the question whether it was meant. */
const WORTH_ASKING = 0.4

/** More than this many entities of one key are not listed. */
const MOST = 200

/** Entities a name may mean, best first, each with its reason. */
export async function resolve(asking: Asking, name: string, options: ResolveOptions = {}): Promise<Candidate[]> {
  notTooLong('name', name)
  const key = nameKey(name)
  if (key === '') throw badInput('name', `「${name}」 has no letter or character that a name could have`)
  const first = whole('first', options.first, 10, 1, MOST)
  const equal = await byKeys(asking, name, key, options.kind)
  const alike = options.alike ?? !equal.some(({ reason }) => EQUAL.includes(reason))
  const known = new Set(equal.map(({ entity }) => entity.id))
  const near = alike ? (await namesSeen(asking)).near(name, { ...(options.kind === undefined ? {} : { kind: options.kind }), first: first + known.size }) : []
  return [...equal, ...near.filter(({ entity }) => !known.has(entity.id))]
    .sort((x, y) => y.score - x.score || (x.entity.id < y.entity.id ? -1 : 1))
    .slice(0, first)
}

/** Those that have its key or its bare key. */
async function byKeys(asking: Asking, name: string, key: string, kind: Kind | undefined): Promise<Candidate[]> {
  const found = async (wanted: string): Promise<readonly EntityView[]> => {
    asking.signal?.throwIfAborted()
    return (await asking.graph.find({ keys: [wanted], includeProposed: true, ...(kind === undefined ? {} : { kinds: [kind] }) }, asking.viewer, { first: MOST })).items
  }
  // apart: however many share the bare key, those that share the name are among the candidates
  const bare = bareKey(name)
  const entities = new Map([...await found(key), ...(bare === key || bare === '' ? [] : await found(bare))].map((entity) => [entity.id, entity]))
  return [...entities.values()].flatMap((entity) => best(entity, name) ?? [])
}

function best(entity: EntityView, asked: string): Candidate | undefined {
  let found: Candidate | undefined
  for (const { text, sort } of entity.names) {
    const like = compareNames(asked, text, { kind: entity.kind, sort })
    if (like !== undefined && (found === undefined || like.score > found.score)) found = { entity: { id: entity.id, name: entity.name, kind: entity.kind }, matched: text, ...like }
  }
  return found
}

/** Those that may stand for a name that none has; a bare name that fits one body's may as well be that of its namesake in another form. */
function certainOf(candidates: readonly Candidate[]): Candidate[] {
  const certain = candidates.filter((candidate) => candidate.certain)
  return certain.some(({ reason }) => reason === 'bare') ? candidates.filter((candidate) => candidate.certain || candidate.reason === 'bare') : certain
}

/**
 * The one entity an id or a name stands for: the only one of equal keys, else the only one that is certain (a
 * contraction, another legal form). What is merely alike is asked back, never taken.
 * @param field the argument it was given in, for the error
 * @throws NOT_FOUND, AMBIGUOUS_NAME with candidates
 */
export async function entityNamed(asking: Asking, text: string, field: string): Promise<EntityRef> {
  asking.signal?.throwIfAborted()
  const wanted = text.trim()
  if (wanted === '') throw badInput(field, `${field}: a name or an id is needed`)
  if (isId(wanted)) {
    const found = (await asking.graph.entities([wanted], asking.viewer)).get(wanted as Id)
    if (found === undefined) throw notFound(wanted)
    return { id: found.id, name: found.name, kind: found.kind }
  }
  notTooLong(field, wanted)
  const candidates = await resolve(asking, wanted, { first: 20 })
  const equal = candidates.filter(({ reason }) => EQUAL.includes(reason))
  const certain = equal.length > 0 ? equal : certainOf(candidates)
  if (certain.length === 1) return certain[0]!.entity
  const meant = certain.length > 0 ? certain : candidates.filter(({ score }) => score >= WORTH_ASKING)
  if (meant.length === 0) throw notFound(`「${wanted}」`)
  const listed = meant.slice(0, 5).map(({ entity }) => `${entity.name} (${entity.id})`).join('、')
  const more = meant.length > 5 ? ' …' : ''
  throw new ArchiveError('AMBIGUOUS_NAME', certain.length > 0
    ? `「${wanted}」可以指好幾個：${listed}${more}，請用全名或編號 (may mean several; give one's full name or id)`
    : `沒有叫「${wanted}」的，是不是：${listed}${more}？ (no entity of this name; did you mean one of these? Give its full name or id.)`, { field, candidates: meant })
}
