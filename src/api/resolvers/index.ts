import { SCOPES } from '../../model/actor.ts'
import { forbidden } from '../../model/errors.ts'
import type { RequestContext } from '../../http/context.ts'
import { accounts } from './accounts.ts'
import { annotations } from './annotations.ts'
import { answers } from './answers.ts'
import { collections } from './collections.ts'
import { asked } from './ask.ts'
import { bulk } from './bulk.ts'
import { clashes } from './clashes.ts'
import { communities } from './communities.ts'
import { contribute } from './contribute.ts'
import { core } from './core.ts'
import { entries } from './entries.ts'
import { exports } from './exports.ts'
import { files } from './files.ts'
import { history } from './history.ts'
import { merge } from './merge.ts'
import { quality } from './quality.ts'
import { reports } from './reports.ts'
import { review } from './review.ts'
import { saved } from './saved.ts'
import { vocabulary } from './vocabulary.ts'
import { watching } from './watching.ts'

type Resolvers = Readonly<Record<string, object>>

/** The resolvers of all areas; a type that several speak of gets the fields of each. */
export const resolvers: Resolvers = joined([
  accounts,
  annotations,
  answers,
  asked,
  bulk,
  clashes,
  collections,
  communities,
  contribute,
  core,
  entries,
  exports,
  files,
  history,
  merge,
  quality,
  reports,
  review,
  saved,
  vocabulary,
  watching,
])

function joined(areas: readonly Resolvers[]): Resolvers {
  const all: Record<string, object> = {}
  for (const area of areas) for (const [type, fields] of Object.entries(area)) all[type] = { ...all[type], ...fields }
  return { ...all, Mutation: Object.fromEntries(Object.entries(all['Mutation']!).map(([name, resolve]) => [name, changing(resolve as Resolve)])) }
}

type Resolve = (parent: unknown, args: unknown, context: RequestContext, info: unknown) => unknown

/** A token that only reads is refused before anything else is looked at, whatever it asks for: each use case asks for the scope it needs besides. */
function changing(resolve: Resolve): Resolve {
  return (parent, args, context, info) => {
    const { scopes } = context.actor ?? {}
    if (scopes !== undefined && SCOPES.every((scope) => scope === 'read' || !scopes.has(scope))) throw forbidden('這個權杖只能讀，不能改 (the token only reads)')
    return resolve(parent, args, context, info)
  }
}
