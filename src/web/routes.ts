import { cards } from './card/route.ts'
import { ROUTES as accounts } from './pages/accounts/index.ts'
import { ROUTES as admin } from './pages/admin/index.ts'
import { ROUTES as answers } from './pages/answers/index.ts'
import { ROUTES as communities } from './pages/communities/index.ts'
import { ROUTES as contribute } from './pages/contribute/index.ts'
import { ROUTES as curate } from './pages/curate/index.ts'
import { ROUTES as entities } from './pages/entities/index.ts'
import { ROUTES as explore } from './pages/explore/index.ts'
import { ROUTES as front } from './pages/front/index.ts'
import { ROUTES as help } from './pages/help/index.ts'
import { ROUTES as review } from './pages/review/index.ts'
import { ROUTES as search } from './pages/search/index.ts'
import type { Route } from './route.ts'

const PAGES: readonly Route[] = [...front, ...answers, ...entities, ...search, ...explore, ...contribute, ...review, ...curate, ...accounts, ...communities, ...admin, ...help]

/** Every address at which a page stands, and the cards of some. */
export const ROUTES: readonly Route[] = [...PAGES, ...cards(PAGES)]
