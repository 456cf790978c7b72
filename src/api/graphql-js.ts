import { createRequire } from 'node:module'
import type * as GraphqlJs from 'graphql'

/**
 * graphql as Mercurius has it. Mercurius is CommonJS and graphql comes in two forms: imported here as a
 * module it would be a second copy, whose classes the first does not know.
 */
export const { GraphQLError, Kind } = createRequire(import.meta.url)('graphql') as typeof GraphqlJs
