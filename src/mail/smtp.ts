import { createTransport } from 'nodemailer'
import { isLoopback } from '../model/loopback.ts'
import { badInput, unavailable } from '../model/errors.ts'
import { checkMessage, type MailMessage } from './message.ts'

/** Milliseconds for a server that does not answer. */
const PATIENCE = 20_000

export interface Smtp {
  /** `smtp://user:password@host:587` (STARTTLS, which a password is never sent without) or `smtps://host`. */
  readonly url: string
  /** `方志 <fangzhi@example.tw>`. */
  readonly from: string
}

/**
 * Sends one message; plain text, so that nothing in it runs or calls home.
 * @throws UNAVAILABLE where the server cannot be reached or says to come back; BAD_USER_INPUT where it refuses for good
 */
export function smtp({ url, from }: Smtp): (message: MailMessage) => Promise<void> {
  const { protocol, hostname, port, username, password } = new URL(url)
  const secure = protocol === 'smtps:'
  const signsIn = username !== ''
  const transport = createTransport({
    host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? (secure ? 465 : 587) : Number(port), secure,
    ...(signsIn ? { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) }, requireTLS: !secure && !isLoopback(hostname) } : {}),
    connectionTimeout: PATIENCE, greetingTimeout: PATIENCE, socketTimeout: PATIENCE, dnsTimeout: PATIENCE,
    // a message is its text: nothing is fetched for it
    disableFileAccess: true, disableUrlAccess: true,
  })
  return async (message) => {
    checkMessage(message)
    const { to, subject, text } = message
    try {
      await transport.sendMail({ from, to, subject, text, headers: { 'Auto-Submitted': 'auto-generated' } })
    } catch (error) {
      const { responseCode } = error as { responseCode?: number }
      if (responseCode !== undefined && responseCode >= 500) throw badInput('mail', `郵件伺服器拒收 (the server of mail refuses it: ${responseCode})`)
      throw unavailable('the server of mail', error, 60)
    }
  }
}
