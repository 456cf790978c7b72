import type { JobStore } from '../../jobs/port.ts'
import type { Handler } from '../../jobs/worker.ts'
import type { MailMessage } from '../../mail/message.ts'
import type { Id } from '../../model/ids.ts'
import { deliverer, rouse, WEBHOOK, type DeliverPorts } from './deliver.ts'
import { DIGEST, DIGESTS, digester, digests, scheduleDigests } from './digest.ts'
import { LISTEN, listener } from './herald.ts'
import type { AskAnew } from './ports.ts'
import { ASK_AGAIN, questionAsker, scheduleQuestions } from './questions.ts'

export interface WatchingPorts extends DeliverPorts {
  readonly ask: AskAnew
  /** Sends at once. Absent: there are no digests. */
  readonly send?: (message: MailMessage) => Promise<void>
}

/** The jobs of watching, by their kinds. For a worker of their own: who is told may be slow to answer. */
export function watchHandlers(ports: WatchingPorts): Readonly<Record<string, Handler>> {
  const told = (accounts: ReadonlySet<Id>): Promise<void> => rouse(ports, accounts)
  const { send } = ports
  return {
    [LISTEN]: listener(ports, told),
    [ASK_AGAIN]: questionAsker({ ...ports, told: () => rouse(ports) }, ports.ask),
    [WEBHOOK]: deliverer(ports),
    ...(send === undefined ? {} : { [DIGESTS]: digests(ports), [DIGEST]: digester({ ...ports, send }) }),
  }
}

/** At the start of a service. */
export async function scheduleWatching(jobs: Pick<JobStore, 'enqueue'>, { mailed }: { readonly mailed: boolean }): Promise<void> {
  await scheduleQuestions(jobs)
  if (mailed) await scheduleDigests(jobs)
}
