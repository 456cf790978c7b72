import { z } from 'zod'
import { badInput } from '../../model/errors.ts'
import { openKey } from '../../stores/key.ts'
import { Signer } from '../../stores/signed.ts'

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
  account: z.string(),
})

/** Milliseconds within which a record must name the file: drafts on a phone lie about for days. Swept after it (`sweep.ts`). */
export const GOOD_FOR = 7 * 24 * 3_600_000

export class Receipts {
  readonly #signer: Signer

  constructor(key: Buffer) {
    this.#signer = new Signer(key, 'receipt')
  }

  sign(file: Received, account: string, now = Date.now()): string {
    return this.#signer.sign({ file, account }, now + GOOD_FOR)
  }

  /** @throws BAD_USER_INPUT for what we did not sign, somebody else's, and one that is too old */
  read(receipt: string, account: string, field: string, now = Date.now()): Received {
    const opened = this.#signer.open(receipt)
    const known = opened === undefined ? undefined : paper.parse(opened.value)
    if (known === undefined || known.account !== account) throw badInput(field, '這不是您上傳檔案時拿到的收據，請重新上傳 (this is no receipt for a file you sent)')
    if (opened!.until < now) throw badInput(field, '檔案上傳太久了，請重新上傳 (the file was sent too long ago; send it again)')
    const { sha256, name, mediaType, bytes, width, height, sent } = known.file
    return { sha256, name, mediaType, bytes, ...(width === undefined ? {} : { width }), ...(height === undefined ? {} : { height }), ...(sent === undefined ? {} : { sent }) }
  }
}

/** With the key in this file (`stores/key.ts`). */
export const openReceipts = async (path: string): Promise<Receipts> => new Receipts(await openKey(path))
