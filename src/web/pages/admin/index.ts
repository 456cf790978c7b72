import type { Route } from '../../route.ts'
import { accounts } from './accounts.ts'
import { admin } from './admin.ts'
import { begin } from './begin.ts'
import { reports } from './reports.ts'

export const ROUTES: readonly Route[] = [
  { path: '/admin', ...admin }, { path: '/admin/begin', ...begin }, { path: '/admin/accounts', ...accounts }, { path: '/admin/reports', ...reports },
]
