/** Something worked out from the log, so that the next start has it at once: outside the log, and worked out again by whoever loses it. */
export interface Remembered {
  /** What was written last, to be looked at closely; undefined: nothing, or nothing that can be read. */
  read(): Promise<unknown>
  /** In the place of what was there. Ids and public words only. What cannot be written is not remembered. */
  write(said: object): Promise<void>
}
