import type { Route } from '../../route.ts'
import { add, choose } from './collections-add.ts'
import { change, covers, edit } from './collections-edit.ts'
import { list } from './collections-list.ts'
import { begin, create } from './collections-new.ts'
import { view } from './collections-view.ts'

/** Collections: read, made and edited. */
export const COLLECTIONS: readonly Route[] = [
  { path: '/collections', get: list },
  { path: '/collections/new', get: begin, post: create },
  { path: '/collections/add', get: choose, post: add },
  { path: '/collections/:id', get: view, hasCard: true },
  { path: '/collections/:id/edit', get: edit, post: change },
  { path: '/collections/:id/cover', get: covers },
]
