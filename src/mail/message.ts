import { badInput } from '../model/errors.ts'

export interface MailMessage {
  readonly to: string
  readonly subject: string
  readonly text: string
  /** Milliseconds since 1970 after which it is of no use; absent: always of use. */
  readonly until?: number
}

/** What would end a line of the head, and begin another one of whoever wrote it. */
const CONTROL = /\p{Cc}/u

/** @throws BAD_USER_INPUT for what could write lines of the head, or add somebody who gets it */
export function checkMessage({ to, subject }: MailMessage): void {
  if (CONTROL.test(to) || /[,;<>\s]/.test(to)) throw badInput('to', '一封信只寄給一個地址 (a mail goes to one address)')
  if (CONTROL.test(subject)) throw badInput('subject', '主旨只有一行 (a subject is one line)')
}
