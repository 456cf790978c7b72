const GROUPED = new Intl.NumberFormat('en')

/** A number of things for people to read, in Chinese and English alike: 7,501. Years and pages are no such numbers. */
export const grouped = (count: number): string => GROUPED.format(count)

/** A number of things as an address has it; anything else is none. */
export const countIn = (text: string | null): number | undefined => (text !== null && /^\d{1,9}$/.test(text) ? Number(text) : undefined)
