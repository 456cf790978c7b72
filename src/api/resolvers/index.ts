import { accounts } from './accounts.ts'
import { answers } from './answers.ts'
import { asked } from './ask.ts'
import { clashes } from './clashes.ts'
import { communities } from './communities.ts'
import { contribute } from './contribute.ts'
import { core } from './core.ts'
import { exports } from './exports.ts'
import { files } from './files.ts'
import { reports } from './reports.ts'
import { saved } from './saved.ts'

type Resolvers = Readonly<Record<string, object>>

/** The resolvers of all areas; a type that several speak of gets the fields of each. */
export const resolvers: Resolvers = joined([accounts, clashes, communities, contribute, core, answers, asked, exports, files, reports, saved])

function joined(areas: readonly Resolvers[]): Resolvers {
  const all: Record<string, object> = {}
  for (const area of areas) for (const [type, fields] of Object.entries(area)) all[type] = { ...all[type], ...fields }
  return all
}
