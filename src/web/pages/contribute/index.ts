import type { Route } from '../../route.ts'
import { annotated, annotating } from './annotate.ts'
import { change } from './change.ts'
import { entered, entry } from './entry.ts'
import { pickingMap } from './map.ts'
import { mine, tookBack } from './mine.ts'
import { related, relating } from './relation.ts'
import { reported, reporting } from './report.ts'
import { contributed, workshop } from './workshop.ts'
import { workshopList, workshopsChanged } from './workshops.ts'

export const ROUTES: readonly Route[] = [
  { path: '/contribute', get: entry, post: entered, files: true },
  { path: '/contribute/change', post: change, files: true },
  { path: '/contribute/map', get: pickingMap },
  { path: '/contribute/relation', get: relating, post: related },
  { path: '/annotate', get: annotating, post: annotated },
  { path: '/report', get: reporting, post: reported },
  { path: '/contributions', get: mine, post: tookBack },
  { path: '/workshops', get: workshopList, post: workshopsChanged },
  { path: '/workshop/:code', get: workshop, post: contributed, files: true },
]
