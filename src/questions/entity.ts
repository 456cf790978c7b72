import type { ContentView, EntityView, Page, PageRequest, RelationsQuery, RelationView } from '../graph/port.ts'
import { parseAsOf } from '../model/dates.ts'
import { badInput } from '../model/errors.ts'
import { isId, type Id } from '../model/ids.ts'
import { bareKey, nameKey } from '../model/names.ts'
import { MOST_ROWS, kindsOf, notTooLong, whole } from './arguments.ts'
import type { Asking } from './context.ts'

/** @returns undefined for what is not there or not readable; a merged entity's id gives its survivor */
export async function entity(asking: Asking, id: string): Promise<EntityView | undefined> {
  if (!isId(id)) throw badInput('id', `「${id}」 is not an id`)
  return (await asking.graph.entities([id], asking.viewer)).get(id)
}

export async function relation(asking: Asking, id: string): Promise<RelationView | undefined> {
  if (!isId(id)) throw badInput('id', `「${id}」 is not an id`)
  return (await asking.graph.relationsById([id], asking.viewer)).get(id)
}

export interface EntitiesArguments {
  readonly kind?: string | null
  readonly name?: string | null
  readonly first?: number | null
  readonly after?: string | null
  readonly includeProposed?: boolean | null
}

/** Entities of a kind or with a name (by key: 臺 = 台, legal forms aside), in the order of ids. */
export async function entities(asking: Asking, args: EntitiesArguments): Promise<Page<EntityView>> {
  const kinds = args.kind == null ? undefined : kindsOf([args.kind], [])
  notTooLong('name', args.name ?? '')
  const keys = args.name == null ? undefined : [...new Set([nameKey(args.name), bareKey(args.name)])].filter((key) => key !== '')
  if (keys?.length === 0) throw badInput('name', `「${args.name}」 has no letter or character that a name could have`)
  return asking.graph.find(
    { ...(kinds && { kinds }), ...(keys && { keys }), includeProposed: args.includeProposed ?? false },
    asking.viewer, pageOf(args),
  )
}

export interface RelationsArguments {
  readonly types?: readonly string[] | null
  readonly direction?: 'out' | 'in' | null
  readonly asOf?: string | null
  readonly includeProposed?: boolean | null
  readonly includeDeprecated?: boolean | null
  readonly first?: number | null
  readonly after?: string | null
  /** False when no evidence will be shown. */
  readonly evidence?: boolean
}

/** The relations of an entity, each with its other end and its evidence. */
export async function relations(asking: Asking, id: Id, args: RelationsArguments): Promise<Page<RelationView>> {
  for (const type of args.types ?? []) {
    if (!asking.vocabulary.relations.has(type)) throw badInput('types', `「${type}」 is not a relation type`)
  }
  const query: RelationsQuery = {
    ...(args.types?.length ? { types: args.types } : {}),
    ...(args.direction == null ? {} : { direction: args.direction }),
    ...(args.asOf == null ? {} : { asOf: parseAsOf(args.asOf) }),
    includeProposed: args.includeProposed ?? false,
    includeDeprecated: args.includeDeprecated ?? false,
    evidence: args.evidence ?? true,
  }
  return asking.graph.relations(id, query, asking.viewer, pageOf(args))
}

/** The texts of an entity, in order. Each is as long as its text: few at a time. */
export async function contents(asking: Asking, id: Id, args: { readonly first?: number | null; readonly after?: string | null }): Promise<Page<ContentView>> {
  return asking.graph.contents(id, asking.viewer, { ...pageOf(args), first: whole('first', args.first, 1, 1, 10) })
}

export function pageOf(args: { readonly first?: number | null; readonly after?: string | null }): PageRequest {
  return { first: whole('first', args.first, 20, 1, MOST_ROWS), ...(args.after == null || args.after === '' ? {} : { after: args.after }) }
}
