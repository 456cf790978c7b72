import { notFound } from '../../model/errors.ts'
import type { Handler } from '../route.ts'

/** For every address at which nothing stands. */
export const notThere: Handler = async ({ path }) => { throw notFound(path) }
