import type { Route } from '../../route.ts'
import { developers, graphiql, graphiqlFile } from './developers.ts'
import { help } from './help.ts'

export const ROUTES: readonly Route[] = [
  { path: '/help', get: help }, { path: '/developers', get: developers }, { path: '/developers/graphiql', get: graphiql }, { path: '/developers/graphiql/:file', get: graphiqlFile },
]
