import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/**
 * How deliveries are signed: as Standard Webhooks 1 has it (standardwebhooks.com), so that there is a library for
 * whoever receives them. The signature is HMAC-SHA256 over id, time and body, joined by full stops: none of the three
 * can be changed, and an old delivery cannot be sent again as a new one.
 */
export type SignedHeaders = {
  /** The same for every attempt to deliver the same. */
  readonly 'webhook-id': string
  /** Seconds since 1970, of this attempt. */
  readonly 'webhook-timestamp': string
  /** `v1,` and the signature in Base64; several are separated by spaces. */
  readonly 'webhook-signature': string
}

const MARK = 'whsec_'
/** Seconds that the clocks of both may differ, and a delivery be under way. */
const TOLERANCE = 300

/** What a webhook is signed with: 256 random bits. */
export const newSigningSecret = (): string => `${MARK}${randomBytes(32).toString('base64')}`

export function sign(secret: string, { id, body, at }: { readonly id: string; readonly body: string; readonly at: number }): SignedHeaders {
  const seconds = String(Math.floor(at / 1_000))
  return { 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': `v1,${signature(secret, id, seconds, body).toString('base64')}` }
}

export interface Verifying {
  /** Milliseconds since 1970. Default: now. */
  readonly now?: number
  /**
   * Whether this id came before: whoever receives keeps the ids of ten minutes, since what is younger than the
   * tolerance can be sent again by whoever saw it.
   */
  readonly isKnown?: (id: string) => boolean
}

/**
 * What whoever receives a delivery does before believing it.
 * @param body as it came, before it is read as JSON
 * @returns why it is not to be believed; undefined: it is
 */
export function verify(secret: string, headers: Readonly<Record<string, string | undefined>>, body: string, { now = Date.now(), isKnown = () => false }: Verifying = {}): 'incomplete' | 'forged' | 'old' | 'replayed' | undefined {
  const { 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': signatures } = headers
  if (!id || !signatures || seconds === undefined || !/^\d{1,12}$/.test(seconds)) return 'incomplete'
  const right = signature(secret, id, seconds, body)
  const isSigned = signatures.split(' ').some((one) => {
    const [version, text = ''] = one.split(',')
    const given = Buffer.from(text, 'base64')
    return version === 'v1' && given.length === right.length && timingSafeEqual(given, right)
  })
  if (!isSigned) return 'forged'
  if (Math.abs(now / 1_000 - Number(seconds)) > TOLERANCE) return 'old'
  return isKnown(id) ? 'replayed' : undefined
}

const signature = (secret: string, id: string, seconds: string, body: string): Buffer =>
  createHmac('sha256', Buffer.from(secret.replace(MARK, ''), 'base64')).update(`${id}.${seconds}.${body}`).digest()
