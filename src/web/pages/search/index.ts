import type { Route } from '../../route.ts'
import { search } from './search.ts'
import { keep } from './watching.ts'

export const ROUTES: readonly Route[] = [{ path: '/search', get: search }, { path: '/search/watch', post: keep }]
