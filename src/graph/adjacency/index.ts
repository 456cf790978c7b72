export { openAdjacency } from './adjacency.ts'
export type * from './types.ts'
