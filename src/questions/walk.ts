import type { EntityRef, WalkFilter } from '../graph/port.ts'
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
      throw badInput('relations', `沒有「${type}」這種關係 (not a relation type; there are ${[...asking.vocabulary.relations.keys()].join(', ')})`)
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

/** The entities that a filter names, for the question as it can be put again. */
export const namedIn = ({ onlySources, withoutSources, avoid }: Omit<WalkFilter, 'types'>): Readonly<Record<string, readonly Id[] | undefined>> => ({ onlySources, withoutSources, avoid })

/**
 * Nobody means to avoid what the question is about, or what has to be passed.
 * @param passed the ends of the question, and what it goes through
 * @throws BAD_USER_INPUT naming what is avoided
 */
export function checkAvoided({ avoid = [] }: WalkFilter, passed: readonly EntityRef[]): void {
  const both = passed.find(({ id }) => avoid.includes(id))
  if (both !== undefined) throw badInput('avoid', `「${both.name}」 is what is asked about, so it cannot be avoided`)
}

/** Survivors of ids or names, each once. @throws AMBIGUOUS_NAME, NOT_FOUND with the field */
export const idsNamed = async (asking: Asking, given: readonly string[], field: string): Promise<Id[]> => (await entitiesNamed(asking, given, field)).map(({ id }) => id)

/** The same with their names. */
export async function entitiesNamed(asking: Asking, given: readonly string[], field: string): Promise<EntityRef[]> {
  const found = new Map<Id, EntityRef>()
  for (const name of given) {
    const entity = await entityNamed(asking, name, field)
    found.set(entity.id, entity)
  }
  return [...found.values()]
}
