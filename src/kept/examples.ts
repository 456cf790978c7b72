/** Which examples of questions the archive last answered: outside the log, worked out again by whoever loses it. */
export interface KeptExamples {
  /** @returns undefined where it is not known for this sequence of the log */
  at(sequence: number): Promise<readonly string[] | undefined>
  /** In the place of those before. */
  keep(sequence: number, examples: readonly string[]): Promise<void>
}
