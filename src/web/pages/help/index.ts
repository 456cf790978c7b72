import type { Route } from '../../route.ts'
import { help } from './help.ts'

export const ROUTES: readonly Route[] = [{ path: '/help', get: help }]
