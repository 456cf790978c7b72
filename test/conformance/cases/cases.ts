import type { Test } from 'tap'
import type { Opened } from '../graph.ts'
import type { World } from '../world.ts'

/** Sentences about a store, and how each is shown. Some need a second archive. */
export type Cases = Readonly<Record<string, (t: Test, world: World, another: () => Promise<Opened>) => Promise<void>>>
