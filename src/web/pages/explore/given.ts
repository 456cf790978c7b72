import type { WalkFilter } from '../../../graph/port.ts'
import type { MemberInput } from '../../../archive/collections/change.ts'
import type { CollectionView } from '../../../archive/collections/view.ts'
import { isId, type Id } from '../../../model/ids.ts'
import { KINDS, type Kind } from '../../../model/records.ts'
import { walkOf } from '../../../questions/walk.ts'
import type { Call, Query } from '../../call.ts'

/** How somebody looks around, as addresses and forms say it: `types`, `kinds`, `asOf`, `proposed`. */
export interface Looking {
  readonly types: readonly string[]
  readonly kinds: readonly Kind[]
  readonly asOf: string
  readonly proposed: boolean
}

export function lookingIn(parameters: URLSearchParams): Looking {
  const list = (name: string): string[] => [...new Set(parameters.getAll(name).filter((text) => text !== ''))]
  return { types: list('types'), kinds: KINDS.filter((kind) => parameters.getAll('kinds').includes(kind)), asOf: (parameters.get('asOf') ?? '').trim(), proposed: parameters.has('proposed') }
}

export const queryOf = ({ types, kinds, asOf, proposed }: Looking): Query => ({ types, kinds, asOf, proposed: proposed ? 1 : undefined })

/** All types where none are chosen: a reader looks around, whatever it is that ties. @throws BAD_USER_INPUT */
export const walkFor = ({ asking }: Pick<Call, 'asking'>, { types, asOf, proposed }: Looking): Promise<WalkFilter> =>
  walkOf(asking, { relations: types, asOf, includeProposed: proposed }, [...asking.vocabulary.relations.keys()])

/** A picture that is to be kept: who stands where, the middle of it first, and how it was looked at. */
export interface Layout {
  readonly places: readonly (readonly [id: Id, x: number, y: number])[]
  readonly looking: NonNullable<CollectionView['looking']>
}

/** What a form sends as `layout` (JSON: `places`, and `looking` as an address has it). @returns undefined for what is none */
export function layoutIn(form: URLSearchParams): Layout | undefined {
  let sent: unknown
  try {
    sent = JSON.parse(form.get('layout') ?? '')
  } catch {
    return undefined
  }
  const { places, looking } = (sent ?? {}) as { readonly places?: unknown; readonly looking?: unknown }
  if (!Array.isArray(places)) return undefined
  const known = places.flatMap((place): [Id, number, number][] => (Array.isArray(place) && isId(String(place[0])) && place.slice(1, 3).every(Number.isFinite) ? [[place[0] as Id, place[1] as number, place[2] as number]] : []))
  if (known.length === 0) return undefined
  const { types, kinds, asOf, proposed } = lookingIn(new URLSearchParams(typeof looking === 'string' ? looking : ''))
  return { places: known, looking: { ...(types.length === 0 ? {} : { types }), ...(kinds.length === 0 ? {} : { kinds }), ...(asOf === '' ? {} : { asOf: asOf.slice(0, 50) }), ...(proposed ? { proposed } : {}) } }
}

export const placedAt = ({ places }: Layout): MemberInput[] => places.map(([item, x, y]) => ({ item, at: [x, y] }))
