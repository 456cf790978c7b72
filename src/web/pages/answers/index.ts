import type { Route } from '../../route.ts'
import { answer, save } from './answer.ts'
import { ask } from './ask.ts'

export const ROUTES: readonly Route[] = [
  { path: '/ask', get: ask },
  { path: '/answers/:kind', get: answer, post: save, besideFiles: true, hasCard: true },
]
