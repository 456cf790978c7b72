import type { Route } from '../../route.ts'
import { between, neighbours } from './data.ts'
import { explore } from './explore.ts'
import { keep } from './layout.ts'

export const ROUTES: readonly Route[] = [{ path: '/explore', get: explore }, { path: '/explore/neighbours', get: neighbours }, { path: '/explore/between', post: between }, { path: '/explore/layout', post: keep }]
