import type { Route } from '../../route.ts'
import { COLLECTIONS } from './collections.ts'

export const ROUTES: readonly Route[] = [...COLLECTIONS]
