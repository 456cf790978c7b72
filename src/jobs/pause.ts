/** Milliseconds: the first pause, and the longest. */
const [FIRST, LONGEST] = [1_000, 3_600_000]

/** How long to wait after so many attempts that failed. */
export const pause = (attempts: number): number => Math.min(LONGEST, FIRST * 2 ** Math.min(20, attempts - 1))
