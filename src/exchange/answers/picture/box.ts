/** Pixels, from the upper left. */
export interface Point {
  readonly x: number
  readonly y: number
}

/** x and y are its middle. */
export interface Box extends Point {
  readonly width: number
  readonly height: number
  readonly lines: readonly string[]
}
