import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { badInput } from '../../model/errors.ts'
import { openKey } from '../../stores/key.ts'

/**
 * What somebody gets for a file they sent: only with it can a record name the file. Otherwise whoever guesses or
 * has once seen the hash of a file that is hidden from them would read it by naming it in a record of their own.
 */
export interface Received {
  readonly sha256: string
  readonly name: string
  readonly mediaType: string
  readonly bytes: number
  readonly width?: number
  readonly height?: number
  readonly sent?: string
}

const paper = z.object({
  file: z.object({ sha256: z.string(), name: z.string(), mediaType: z.string(), bytes: z.number(), width: z.number().optional(), height: z.number().optional(), sent: z.string().optional() }),
  account: z.string(), until: z.number(),
})

/** Milliseconds within which a record must name the file: drafts on a phone lie about for days. Swept after it (`sweep.ts`). */
export const GOOD_FOR = 7 * 24 * 3_600_000

export class Receipts {
  readonly #key: Buffer

  constructor(key: Buffer) {
    this.#key = key
  }

  sign(file: Received, account: string, now = Date.now()): string {
    const text = Buffer.from(JSON.stringify({ file, account, until: now + GOOD_FOR })).toString('base64url')
    return `${text}.${this.#mark(text).toString('base64url')}`
  }

  /** @throws BAD_USER_INPUT for what we did not sign, somebody else's, and one that is too old */
  read(receipt: string, account: string, field: string, now = Date.now()): Received {
    const [text = '', mark = ''] = receipt.split('.')
    const [given, right] = [Buffer.from(mark, 'base64url'), this.#mark(text)]
    const known = given.length === right.length && timingSafeEqual(given, right) ? paper.parse(JSON.parse(Buffer.from(text, 'base64url').toString())) : undefined
    if (known === undefined || known.account !== account) throw badInput(field, '這不是您上傳檔案時拿到的收據，請重新上傳 (this is no receipt for a file you sent)')
    if (known.until < now) throw badInput(field, '檔案上傳太久了，請重新上傳 (the file was sent too long ago; send it again)')
    const { sha256, name, mediaType, bytes, width, height, sent } = known.file
    return { sha256, name, mediaType, bytes, ...(width === undefined ? {} : { width }), ...(height === undefined ? {} : { height }), ...(sent === undefined ? {} : { sent }) }
  }

  #mark(text: string): Buffer {
    return createHmac('sha256', this.#key).update(text).digest()
  }
}

/** With the key in this file (`stores/key.ts`). */
export const openReceipts = async (path: string): Promise<Receipts> => new Receipts(await openKey(path))
