import type { Route } from '../../route.ts'
import { front } from './front.ts'

export const ROUTES: readonly Route[] = [{ path: '/', get: front }]
