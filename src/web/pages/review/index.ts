import type { Route } from '../../route.ts'
import { duplicatesPage } from './duplicates.ts'
import { itemPage } from './item.ts'
import { mergePage } from './merge.ts'
import { queuePage } from './queue.ts'
import { undoPage } from './undo.ts'

export const ROUTES: readonly Route[] = [
  { path: '/review', ...queuePage }, { path: '/review/:id', ...itemPage }, { path: '/undo/:id', ...undoPage },
  { path: '/duplicates', ...duplicatesPage }, { path: '/merge', ...mergePage },
]
