import type { Route } from '../../route.ts'
import { front } from './front.ts'
import { suggest } from './suggest.ts'

export const ROUTES: readonly Route[] = [{ path: '/', get: front }, { path: '/suggest', get: suggest }]
