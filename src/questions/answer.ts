export * from '../graph/answer.ts'
