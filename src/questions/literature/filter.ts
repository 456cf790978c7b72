import type { WalkFilter } from '../../graph/port.ts'
import * as shapes from '../shapes.ts'

/** Relations one question about literature looks at. */
export const MOST_RELATIONS = 500_000

/** What questions that walk relation types of their own take of the filters. Nothing is walked through, so nothing is avoided. */
const { relations: _, avoid: __, ...rest } = shapes.WALK
export const FILTER = rest

/** The same filters for other types. */
export const ofTypes = (walk: WalkFilter, types: readonly string[]): WalkFilter => ({ ...walk, types })
