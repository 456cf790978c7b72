import type { Remark } from './draft.ts'

/** No name, key or identifier may be longer (records.ts); what is, is not one. */
export const LONGEST = 900

/** Refuses a whole row, while it is read. */
export class Rejection extends Error {
  readonly remark: Remark
  constructor(remark: Remark) {
    super(remark.reason)
    this.remark = remark
  }
}
