import type { Delivered, Webhook } from '../../accounts/port.ts'
import { ArchiveError } from '../../model/errors.ts'
import { sign } from '../../webhooks/signature.ts'
import type { Post } from './ports.ts'

/** Results that are kept. */
export const KEPT = 20
/** Characters of what went wrong. */
const LONGEST_ERROR = 200

/** One attempt. Its outcome is told; of an address that is not public no more than that. */
export async function sent(post: Post, { address, secret }: Pick<Webhook, 'address' | 'secret'>, { id, body }: { readonly id: string; readonly body: string }, at: number, signal?: AbortSignal): Promise<Delivered> {
  try {
    const headers = { 'content-type': 'application/json; charset=utf-8', ...sign(secret, { id, body, at }) }
    const { status } = await post(address, { headers, body, ...(signal === undefined ? {} : { signal }) })
    return status >= 200 && status < 300 ? { at, status } : { at, status, error: status >= 300 && status < 400 ? '轉到別的網址，不跟過去 (redirects are not followed)' : `HTTP ${status}` }
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error
    return { at, error: (error.code === 'UNAVAILABLE' ? '連不上 (cannot be reached)' : error.message).slice(0, LONGEST_ERROR) }
  }
}
