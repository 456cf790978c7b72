import { z } from 'zod'
import type { JobStore } from '../../jobs/port.ts'
import type { Handler } from '../../jobs/worker.ts'
import { checkMessage, type MailMessage } from '../../mail/message.ts'
import { newId } from '../../model/ids.ts'

/** The job that sends one message. */
export const MAIL = 'mail'

const payload = z.object({ to: z.string(), subject: z.string(), text: z.string(), until: z.number().optional() })

/** Puts it on the queue: whoever asked does not wait for the server of mail, and cannot tell by the time whether there was one to send. @throws BAD_USER_INPUT */
export const mailByQueue = (jobs: Pick<JobStore, 'enqueue'>) => async (message: MailMessage): Promise<void> => {
  checkMessage(message)
  await jobs.enqueue({ kind: MAIL, key: newId(), payload: message })
}

/** One that is of no use any more is dropped. */
export function mailer(send: (message: MailMessage) => Promise<void>, now = Date.now): Handler {
  return async (job) => {
    const { until, ...message } = payload.parse(job.payload)
    if (until === undefined || until > now()) await send(message)
  }
}
