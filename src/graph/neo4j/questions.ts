/** What questions are answered: each from one sequence, as `reads.ts` sees to it. */
export { among } from './among.ts'
export { connectors } from './connectors.ts'
export { paths } from './paths.ts'
export { project } from './projection.ts'
export { rings } from './rings.ts'
export { steps } from './steps.ts'
