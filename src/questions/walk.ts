import type { WalkFilter } from '../graph/port.ts'
import { parseSpan } from '../model/dates.ts'
import { badInput } from '../model/errors.ts'
import type { Id } from '../model/ids.ts'
import { typesOfRole } from '../model/vocabulary.ts'
import type { Asking } from './context.ts'
import { entityNamed } from './resolve.ts'

/** What questions have in common, as a user gives it. */
export interface WalkArguments {
  /** Relation types; default all of role connecting. */
  readonly relations?: readonly string[] | null | undefined
  /** A day, month or year, or a span of two with a slash. */
  readonly asOf?: string | null | undefined
  readonly includeProposed?: boolean | null | undefined
  readonly includeDeprecated?: boolean | null | undefined
  /** Ids or names of sources: only what one of these says. */
  readonly onlySources?: readonly string[] | null | undefined
  /** Ids or names of sources: without what only these say. */
  readonly withoutSources?: readonly string[] | null | undefined
  /** Ids or names of entities that are not walked through. */
  readonly avoid?: readonly string[] | null | undefined
}

/** @param otherwise types where none are given; default all of role connecting */
export async function walkOf(asking: Asking, args: WalkArguments, otherwise = typesOfRole(asking.vocabulary, 'connecting')): Promise<WalkFilter> {
  for (const type of args.relations ?? []) {
    if (!asking.vocabulary.relations.has(type)) {
      throw badInput('relations', `「${type}」 is not a relation type; there are ${[...asking.vocabulary.relations.keys()].join(', ')}`)
    }
  }
  const named: { -readonly [K in 'onlySources' | 'withoutSources' | 'avoid']?: readonly Id[] } = {}
  for (const field of ['onlySources', 'withoutSources', 'avoid'] as const) {
    const given = args[field]
    if (given?.length) named[field] = await idsNamed(asking, given, field)
  }
  return {
    types: args.relations?.length ? [...new Set(args.relations)] : otherwise,
    includeProposed: args.includeProposed ?? false,
    ...(args.asOf == null || args.asOf === '' ? {} : { asOf: parseSpan(args.asOf) }),
    ...(args.includeDeprecated ? { includeDeprecated: true } : {}),
    ...named,
  }
}

/** Survivors of ids or names, each once. @throws AMBIGUOUS_NAME, NOT_FOUND with the field */
export async function idsNamed(asking: Asking, given: readonly string[], field: string): Promise<Id[]> {
  const ids: Id[] = []
  for (const name of given) ids.push((await entityNamed(asking, name, field)).id)
  return [...new Set(ids)]
}
