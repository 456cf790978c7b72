/** What was read for an answer, and the newest sequence that changed any of it. */
export interface Part<T> {
  readonly value: T
  readonly changed: number
}
