import { isDeepStrictEqual } from 'node:util'
import type { KeptAnswers } from '../../src/kept/port.ts'
import type { Viewer } from '../../src/model/audience.ts'
import { random } from '../generate/index.ts'
import type { Oracle } from '../oracle/index.ts'
import type { City, Stores } from './city.ts'
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

/**
 * The archive that has only what is not hidden from the viewer, with an index of its own.
 * @param kept what saved questions answered in an earlier one
 */
export async function bare(oracle: Oracle, viewer: Viewer, stores: Stores, kept?: KeptAnswers): Promise<Service> {
  const graph = await stores.graph()
  await graph.append(await without(oracle, viewer))
  const service = await serve(graph, await stores.search(), kept)
  await service.indexed()
  return service
}

/** Asks both the same, as the viewer. */
export async function* leaks({ service }: Pick<City, 'service'>, other: Service, viewer: Viewer, asked: readonly Request[]): AsyncGenerator<Leak> {
  service.as(viewer)
  other.as(viewer)
  for (const { surface, put } of asked) {
    const [told, should] = [await put(service.app), await put(other.app)]
    // what goes wrong in both would be alike
    if (!isDeepStrictEqual(told, should) || /"code\\*":\\*"INTERNAL/.test(JSON.stringify(told))) yield { surface, told, should }
  }
}

/** The place at which two answers first differ, for a person to read. */
export function said({ surface, told, should }: Leak): string {
  const [one, other] = [JSON.stringify(told, null, 1), JSON.stringify(should, null, 1)]
  let at = 0
  while (at < one.length && one[at] === other[at]) at++
  const from = Math.max(0, at - 400)
  return `${surface}\n  told: …${one.slice(from, at + 200)}\n  should be: …${other.slice(from, at + 200)}\n  asked: ${one.slice(0, 300)}`
}
