import { parseAsOf, type Span } from '../model/dates.ts'
import { badInput } from '../model/errors.ts'
import { KINDS, type Kind } from '../model/records.ts'
import { typesOfRole } from '../model/vocabulary.ts'
import type { Asking } from './context.ts'

/** What questions have in common, as a user gives it. */
export interface WalkArguments {
  /** Relation types; default all of role connecting. */
  readonly relations?: readonly string[] | null
  readonly asOf?: string | null
  readonly includeProposed?: boolean | null
}

export interface Walk {
  readonly types: readonly string[]
  readonly includeProposed: boolean
  readonly asOf?: Span
}

export function walkOf(asking: Asking, args: WalkArguments): Walk {
  for (const type of args.relations ?? []) {
    if (!asking.vocabulary.relations.has(type)) {
      throw badInput('relations', `「${type}」 is not a relation type; there are ${[...asking.vocabulary.relations.keys()].join(', ')}`)
    }
  }
  const types = args.relations?.length ? [...new Set(args.relations)] : typesOfRole(asking.vocabulary, 'connecting')
  return {
    types,
    includeProposed: args.includeProposed ?? false,
    ...(args.asOf == null || args.asOf === '' ? {} : { asOf: parseAsOf(args.asOf) }),
  }
}

export function kindsOf(kinds: readonly string[] | null | undefined, otherwise: readonly Kind[]): readonly Kind[] {
  if (!kinds?.length) return otherwise
  for (const kind of kinds) {
    if (!(KINDS as readonly string[]).includes(kind)) throw badInput('kinds', `「${kind}」 is not a kind; the kinds are ${KINDS.join(', ')}`)
  }
  return kinds as Kind[]
}

/** @returns `value`, or `otherwise` where none was given. @throws BAD_USER_INPUT outside of least..most or not whole */
export function whole(field: string, value: number | null | undefined, otherwise: number, least: number, most: number): number {
  const given = value ?? otherwise
  if (!Number.isInteger(given) || given < least || given > most) throw badInput(field, `${field} must be a whole number from ${least} to ${most}, not ${given}`)
  return given
}

/** The most rows of one page, for every list. */
export const MOST_ROWS = 200
