import type { Route } from '../../route.ts'
import { search } from './search.ts'
import { suggestions } from './suggest.ts'
import { keep } from './watching.ts'

export const ROUTES: readonly Route[] = [{ path: '/search', get: search }, { path: '/search/suggest', get: suggestions }, { path: '/search/watch', post: keep }]
