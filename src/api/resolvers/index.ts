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
  return all
}
