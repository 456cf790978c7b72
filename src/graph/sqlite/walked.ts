import type { Viewer } from '../../model/audience.ts'
import type { Part } from './part.ts'
import type { Reader } from './reader.ts'
import { Turns } from '../turns.ts'
import type { Sight } from './viewers.ts'

/** Thrown while an answer is put together: what was walked is not what stands now. */
export class Moved extends Error {}

/** One attempt at a question: everything read for it is as it was at the sequence that was walked. */
export class Walked {
  readonly #reader: Reader
  readonly #viewer: Viewer
  readonly #epoch: number
  readonly #sequence: number
  readonly #turns: Turns

  constructor(reader: Reader, viewer: Viewer, epoch: number, sequence: number, signal: AbortSignal | undefined) {
    this.#reader = reader
    this.#viewer = viewer
    this.#epoch = epoch
    this.#sequence = sequence
    this.#turns = new Turns(signal)
  }

  /**
   * Reads a part of the answer. Parts may be read one after another, with others writing in between:
   * none may show anything that was changed after the walk.
   * @param work undefined when something that was walked is not there any more
   */
  async part<T>(work: (reader: Reader, sight: Sight) => Part<T> | undefined): Promise<T> {
    await this.#turns.next()
    const part = this.#reader.as(this.#viewer, (sight) => work(this.#reader, sight))
    if (part === undefined || this.#reader.epoch !== this.#epoch || part.changed > this.#sequence) throw new Moved()
    return part.value
  }
}
