import type { Route } from '../../route.ts'
import { entered, entry } from './entry.ts'
import { mine, tookBack } from './mine.ts'
import { contributed, workshop } from './workshop.ts'

export const ROUTES: readonly Route[] = [
  { path: '/contribute', get: entry, post: entered, files: true },
  { path: '/contributions', get: mine, post: tookBack },
  { path: '/workshop/:code', get: workshop, post: contributed, files: true },
]
