import { createHmac, timingSafeEqual } from 'node:crypto'

/** What others keep for us for a while, and cannot write themselves. */
export class Signer {
  readonly #key: Buffer
  readonly #purpose: string

  /** @param purpose what is signed for one purpose is nothing for another under the same key */
  constructor(key: Buffer, purpose: string) {
    this.#key = key
    this.#purpose = purpose
  }

  sign(value: unknown, until: number): string {
    const text = Buffer.from(JSON.stringify({ value, until })).toString('base64url')
    return `${text}.${this.#mark(text).toString('base64url')}`
  }

  /** @returns undefined for what we did not sign, or is too old */
  read(signed: string, now = Date.now()): unknown {
    const opened = this.open(signed)
    return opened === undefined || opened.until < now ? undefined : opened.value
  }

  /** However old it is. @returns undefined for what we did not sign */
  open(signed: string): { readonly value: unknown; readonly until: number } | undefined {
    const [text = '', mark = ''] = signed.split('.')
    const [given, right] = [Buffer.from(mark, 'base64url'), this.#mark(text)]
    if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined
    return JSON.parse(Buffer.from(text, 'base64url').toString()) as { value: unknown; until: number }
  }

  #mark(text: string): Buffer {
    return createHmac('sha256', this.#key).update(`${this.#purpose}:${text}`).digest()
  }
}
