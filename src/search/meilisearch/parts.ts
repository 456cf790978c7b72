export const NDJSON = 'application/x-ndjson'

/** Characters of JSON sent at once. The server takes 100 MB; smaller parts keep both memories small. */
const PART = 8_000_000

/** Half a character would make Meilisearch refuse the whole part; what stands for it is as long. */
const whole = (_: string, value: unknown): unknown => (typeof value === 'string' ? value.toWellFormed() : value)

/** Texts of documents in parts to be sent as NDJSON. A small change is one part, and so one task: whole or not at all. */
export class Parts {
  #lines: string[] = []
  #size = 0

  /** @returns a part that is full now */
  add(document: object): string | undefined {
    const line = JSON.stringify(document, whole)
    this.#lines.push(line)
    this.#size += line.length
    return this.#size < PART ? undefined : this.take()
  }

  /** What is left; empty when nothing is. */
  take(): string {
    const part = this.#lines.join('\n')
    this.#lines = []
    this.#size = 0
    return part
  }
}
