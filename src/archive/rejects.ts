import { open, type FileHandle } from 'node:fs/promises'
import { badInput } from '../model/errors.ts'
import type { Remark } from './draft.ts'

/** The rows that did not go in, as a table for people: number, column, reason, what stood there. Made with the first of them. */
export class RejectFile {
  readonly #path: string | undefined
  #file: FileHandle | undefined
  /** One after another: rows are read while earlier ones are being written to the archive. */
  #turn: Promise<void> = Promise.resolve()

  /** @param path undefined: they are only counted */
  constructor(path: string | undefined) {
    this.#path = path
  }

  /** @throws BAD_USER_INPUT when the file cannot be written */
  add(remarks: readonly Remark[]): Promise<void> {
    const added = this.#turn.then(() => this.#add(remarks))
    this.#turn = added.catch(() => {})
    return added
  }

  async #add(remarks: readonly Remark[]): Promise<void> {
    if (this.#path === undefined || remarks.length === 0) return
    const rows = remarks.map(({ row, column, reason, cell }) => line([String(row), column, reason, cell])).join('')
    // a spreadsheet takes the file for UTF-8 by the mark
    const heading = this.#file === undefined ? `\uFEFF${line(['列', '欄', '原因', '內容'])}` : ''
    try {
      this.#file ??= await open(this.#path, 'w')
      await this.#file.write(heading + rows)
    } catch (error) {
      throw badInput('rejects', `${this.#path} cannot be written: ${(error as Error).message}`)
    }
  }

  /** @returns the path, when there was anything to write */
  async close(): Promise<string | undefined> {
    await this.#file?.close()
    return this.#file === undefined ? undefined : this.#path
  }
}

/** What begins like a formula must not become one. */
const line = (cells: readonly string[]): string => `${cells.map((cell) => `"${(/^[=+\-@\t]/.test(cell) ? `'${cell}` : cell).replaceAll('"', '""')}"`).join(',')}\r\n`
