import type { WalkFilter } from '../../../graph/port.ts'
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
