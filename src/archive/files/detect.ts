import { open } from 'node:fs/promises'
import { badInput } from '../../model/errors.ts'
import { detectEncoding } from '../../model/encoding.ts'
import { ACCEPTED, SAME, WELCOME, type Accepted } from './kinds.ts'

export interface Detected extends Accepted {
  readonly mediaType: string
}

/**
 * What a file is by its bytes: names and what the sender says count for nothing. A file that begins as one thing
 * and goes on as another is what it begins as; it is never handed out as anything else.
 * @throws BAD_USER_INPUT on `file` for what is not accepted
 */
export async function detect(path: string): Promise<Detected> {
  const { fileTypeFromFile } = await import('file-type')
  const found = await fileTypeFromFile(path).catch(() => undefined)
  const mediaType = found === undefined ? await textOf(path) : SAME[found.mime] ?? found.mime
  const accepted = mediaType === undefined ? undefined : ACCEPTED.get(mediaType)
  if (accepted === undefined || mediaType === undefined) {
    throw badInput('file', `這種檔案不收${found === undefined ? '' : `（${found.mime}）`}。可以收：${WELCOME} (this kind of file is not accepted)`)
  }
  return { ...accepted, mediaType }
}

/** Text has no mark of its own: it is what decodes without control characters. */
async function textOf(path: string): Promise<string | undefined> {
  const handle = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(65_536), 0, 65_536, 0)
    if (bytesRead === 0) throw badInput('file', '檔案是空的 (the file is empty)')
    const bytes = buffer.subarray(0, bytesRead)
    const text = new TextDecoder(detectEncoding(bytes)).decode(bytes)
    return /(?!\s)\p{Cc}/u.test(text) ? undefined : 'text/plain'
  } finally {
    await handle.close()
  }
}
