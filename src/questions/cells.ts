export * from '../graph/cells.ts'
