import type { Route } from '../../route.ts'
import { entityPage } from './entity.ts'
import { historyPage } from './history.ts'
import { relationHistoryPage, relationPage } from './relation.ts'
import { robots } from './robots.ts'
import { sitemap, sitemapIndex, sitemapPage } from './sitemap.ts'
import { textPage } from './text.ts'

export const ROUTES: readonly Route[] = [
  { path: '/entities/:id', get: entityPage, hasCard: true },
  { path: '/entities/:id/text', get: textPage },
  { path: '/entities/:id/history', get: historyPage },
  { path: '/relations/:id', get: relationPage },
  { path: '/relations/:id/history', get: relationHistoryPage },
  { path: '/sitemap', get: sitemapPage },
  { path: '/sitemap.xml', get: sitemapIndex },
  { path: '/sitemap/:part', get: sitemap },
  { path: '/robots.txt', get: robots },
]
