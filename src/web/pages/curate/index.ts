import type { Route } from '../../route.ts'
import { COLLECTIONS } from './collections.ts'
import { bulkPage } from './bulk.ts'
import { conceptsPage } from './concepts.ts'
import { columnsPage } from './import-columns.ts'
import { mappingFile, progressFile, rejectsFile } from './import-files.ts'
import { runPage } from './import-run.ts'
import { importPage } from './import.ts'
import { qualityPage, queuePage } from './quality.ts'
import { sheetPage, sheetPreview } from './sheet.ts'
import { vocabularyPage } from './vocabulary.ts'
import { newWordPage, wordPage } from './word.ts'

export const ROUTES: readonly Route[] = [
  ...COLLECTIONS,
  { path: '/import', ...importPage }, { path: '/import/:id', ...runPage }, { path: '/import/:id/columns', ...columnsPage },
  { path: '/import/:id/progress', ...progressFile }, { path: '/import/:id/mapping', ...mappingFile }, { path: '/import/:id/rejects', ...rejectsFile },
  { path: '/vocabulary', ...vocabularyPage }, { path: '/vocabulary/concepts', ...conceptsPage }, { path: '/vocabulary/:family', ...newWordPage }, { path: '/vocabulary/:family/:code', ...wordPage },
  { path: '/quality', ...qualityPage }, { path: '/quality/:queue', ...queuePage },
  { path: '/bulk', ...bulkPage }, { path: '/bulk/sheet', ...sheetPage }, { path: '/bulk/sheet/:id', ...sheetPreview },
]
