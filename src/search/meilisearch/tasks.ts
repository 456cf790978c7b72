import { setTimeout as wait } from 'node:timers/promises'
import type { EnqueuedTask, Meilisearch } from 'meilisearch'
import { ArchiveError, unavailable } from '../../model/errors.ts'

/** Milliseconds between two looks at a task: the first soon, since a small change takes about 20 ms. */
const [SOON, LATER] = [5, 250]

/**
 * Waits until the server has done what it was given. (The client's own waiting ends well for failed
 * tasks, and gives up after five seconds.)
 * @param limit milliseconds; the task goes on after it
 * @throws UNAVAILABLE when it is not done by then or was cancelled; INTERNAL when it failed
 */
export async function settled(client: Meilisearch, given: PromiseLike<EnqueuedTask> | EnqueuedTask, limit: number): Promise<void> {
  const { taskUid } = await given
  const deadline = performance.now() + limit
  for (let pause = SOON; ; pause = Math.min(LATER, pause * 1.5)) {
    const { status, type, error } = await client.tasks.getTask(taskUid)
    if (status === 'succeeded') return
    if (status === 'failed') throw new ArchiveError('INTERNAL', `Meilisearch failed at ${type} (${error?.code ?? 'unknown'})`, {}, new Error(error?.message))
    if (status === 'canceled') throw unavailable('search (Meilisearch)', new Error(`${type} was cancelled`))
    if (performance.now() > deadline) throw unavailable('search (Meilisearch)', new Error(`${type} is not done after ${limit} ms`))
    await wait(pause)
  }
}
