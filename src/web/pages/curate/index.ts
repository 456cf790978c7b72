import type { Route } from '../../route.ts'
import { COLLECTIONS } from './collections.ts'
import { columnsPage } from './import-columns.ts'
import { mappingFile, progressFile, rejectsFile } from './import-files.ts'
import { runPage } from './import-run.ts'
import { importPage } from './import.ts'

export const ROUTES: readonly Route[] = [
  ...COLLECTIONS,
  { path: '/import', ...importPage }, { path: '/import/:id', ...runPage }, { path: '/import/:id/columns', ...columnsPage },
  { path: '/import/:id/progress', ...progressFile }, { path: '/import/:id/mapping', ...mappingFile }, { path: '/import/:id/rejects', ...rejectsFile },
]
