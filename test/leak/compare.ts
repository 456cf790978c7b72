import { isDeepStrictEqual } from 'node:util'
import type { KeptAnswers } from '../../src/kept/port.ts'
import type { Viewer } from '../../src/model/audience.ts'
import type { AccountRole } from '../../src/model/actor.ts'
import { random } from '../generate/index.ts'
import { AUTHORS } from '../generate/viewers.ts'
import type { Oracle } from '../oracle/index.ts'
import type { City, Stores } from './city.ts'
import { asRenamed, renamed, untold } from './renamed.ts'
import { serve, type Service } from './service.ts'
import { subjectsOf } from './subjects.ts'
import { SURFACES, type Put, type Surface } from './surfaces.ts'
import { without } from './without.ts'

/** Something that an archive tells, and the archive without what is hidden does not; or that neither should have told. */
export interface Leak {
  readonly surface: string
  readonly told: unknown
  readonly should: unknown
}

export interface Request {
  readonly surface: string
  readonly put: Put
}

/** Requests for each surface, of what is in the archive, seen by the viewer or not. */
export function requests(oracle: Oracle, viewer: Viewer, seed: number, { times = 1, surfaces = SURFACES }: { times?: number; surfaces?: readonly Surface[] } = {}): Request[] {
  const subjects = subjectsOf(random(seed), oracle.archive, viewer)
  return surfaces.flatMap(({ name, put }) => Array.from({ length: times }, () => ({ surface: name, put: put(subjects) })))
}

/** A service that is asked as if its ids were those of another, where they are not. */
export interface Bare extends Service {
  readonly isRenamed: boolean
}

/**
 * The archive that has only what is not hidden from the viewer, with an index of its own.
 * @param kept what saved questions answered in an earlier one
 * @param isRenamed with other ids, too; default: the same
 */
export async function bare(oracle: Oracle, viewer: Viewer, stores: Stores, { kept, isRenamed = false }: { readonly kept?: KeptAnswers | undefined; readonly isRenamed?: boolean } = {}): Promise<Bare> {
  const graph = await stores.graph()
  const log = await without(oracle, viewer)
  const renaming = isRenamed ? renamed(log, new Set([...viewer.protocols, ...AUTHORS])) : undefined
  await graph.append(renaming?.log ?? log)
  const service = await serve(graph, await stores.search(), kept)
  await service.indexed()
  return { ...service, isRenamed, ...(renaming === undefined ? {} : { app: asRenamed(service.app, renaming) }) }
}

/** Asks both the same, as the viewer. */
export async function* leaks({ service }: Pick<City, 'service'>, other: Bare, viewer: Viewer, asked: readonly Request[], role?: AccountRole): AsyncGenerator<Leak> {
  service.as(viewer, role)
  other.as(viewer, role)
  const compared = other.isRenamed ? untold : (answer: unknown): unknown => answer
  for (const { surface, put } of asked) {
    const [told, should] = [compared(await put(service.app)), compared(await put(other.app))]
    // what goes wrong in both would be alike
    if (!isDeepStrictEqual(told, should) || /"code\\*":\\*"INTERNAL/.test(JSON.stringify(told))) yield { surface, told, should }
  }
}

/** The place at which two answers first differ, for a person to read. */
export function said({ surface, told, should }: Leak): string {
  const [one, other] = [JSON.stringify(told), JSON.stringify(should)]
  let at = 0
  while (at < one.length && one[at] === other[at]) at++
  const from = Math.max(0, at - 400)
  return `${surface}\n  told: …${one.slice(from, at + 600)}\n  should be: …${other.slice(from, at + 600)}\n  asked: ${one.slice(0, 300)}`
}
