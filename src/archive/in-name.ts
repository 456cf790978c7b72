import { canRead, type Audience, type Viewer } from '../model/audience.ts'
import { badInput } from '../model/errors.ts'

/**
 * Whoever brings something in must see it afterwards: else the same file again would come in a second time, and what
 * it is joined with, all that every reader of this audience reads (`circle.ts`), could be hidden from them.
 * @param viewer absent: maintenance, which sees all; but nobody is meant by no protocol, since an import has no author
 * @throws BAD_USER_INPUT
 */
export function checkReadable(audience: Audience, viewer: Viewer | undefined): void {
  if (audience.protocols.length === 0) throw badInput('--audience', '請說誰看得到，例如 everyone (say who may see it)')
  if (viewer !== undefined && !canRead(audience, viewer)) throw badInput('--audience', '您自己要看得到：請由成員匯入，或改用別的守則 (whoever brings it in must be able to see it)')
}

/** What tells the unfinished work of one account from that of others. */
export const inNameOf = ({ viewer, actor }: { readonly viewer?: Viewer; readonly actor?: string }): string[] =>
  (viewer === undefined || viewer.whole === true ? [] : [`${actor}`])
