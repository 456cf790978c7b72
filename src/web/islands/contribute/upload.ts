import { backoff, untilOnline } from './make.ts'

export interface Arrived {
  readonly receipt: string
  readonly name: string
}

/** Why a file is not taken: told to whoever chose it, and not tried again. */
export class Refused extends Error {}

/**
 * Sends one file, again and again until it has arrived: a bad line costs time, never the file. Sent twice it is kept
 * once.
 * @param told hears how much has gone, from 0 to 1; and that it waits (undefined)
 * @throws Refused; AbortError where it is taken back
 */
export async function upload(file: Blob, name: string, { code, keepPosition, told, signal }: { readonly code: string; readonly keepPosition: boolean; readonly told: (part: number | undefined) => void; readonly signal: AbortSignal }): Promise<Arrived> {
  for (let tries = 1; ; tries++) {
    const { status, body, wait } = await once(file, name, { code, keepPosition, told, signal })
    signal.throwIfAborted()
    if (status === 201) return body as unknown as Arrived
    const { message } = (body['errors'] as { message?: string }[] | undefined)?.[0] ?? {}
    if (status >= 400 && status < 500 && status !== 408 && status !== 429) throw new Refused(message ?? String(status))
    told(undefined)
    await untilOnline(Math.max(backoff(tries), wait * 1_000))
    signal.throwIfAborted()
  }
}

interface Answer {
  /** 0 where the line broke. */
  readonly status: number
  readonly body: Record<string, unknown>
  /** Seconds. */
  readonly wait: number
}

/** Milliseconds without a sign of life, after which it is tried anew. A large picture takes half a minute to be made. */
const STILL = 60_000

/** By XMLHttpRequest, which alone tells how much has gone. */
const once = (file: Blob, name: string, { code, keepPosition, told, signal }: Parameters<typeof upload>[2]): Promise<Answer> => new Promise((resolve) => {
  const request = new XMLHttpRequest()
  const form = new FormData()
  form.append('keepPosition', String(keepPosition))
  form.append('file', file, name)
  request.open('POST', '/files')
  if (code !== '') request.setRequestHeader('x-workshop', code)
  // a line that is dead says nothing at all
  let still = setTimeout(() => { request.abort() }, STILL)
  request.upload.addEventListener('progress', ({ loaded, total }) => {
    clearTimeout(still)
    still = setTimeout(() => { request.abort() }, STILL)
    told(total === 0 ? 0 : loaded / total)
  })
  const answer = (): void => {
    clearTimeout(still)
    let body: Record<string, unknown> = {}
    try {
      body = JSON.parse(request.responseText) as Record<string, unknown>
    } catch {
      // cut short
    }
    resolve({ status: request.status, body, wait: Number(request.getResponseHeader('retry-after') ?? 0) || 0 })
  }
  // loaded, broken off or given up
  request.addEventListener('loadend', answer)
  signal.addEventListener('abort', () => { request.abort() }, { once: true })
  request.send(form)
})
