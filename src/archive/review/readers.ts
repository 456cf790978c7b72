import { z } from 'zod'
import { OPEN_PROTOCOLS, type Audience } from '../../model/audience.ts'
import { badInput } from '../../model/errors.ts'
import { same } from '../three-way.ts'
import type { Changes } from './parts.ts'

/** The part of a proposed change that says who is to read it. */
export const READERS = 'audience'

/** Other readers, as whoever proposes them knows the protocols: what they cannot see stays as it is. */
export interface ReadersAsked extends Audience {
  /** As they saw it. */
  readonly was: Audience
}

const audience = { mode: z.enum(['all', 'any']), protocols: z.array(z.string()) }
const asked = z.strictObject({ ...audience, was: z.strictObject(audience) })

export function readersAsked(changes: Changes): ReadersAsked | undefined {
  const found = asked.safeParse(changes[READERS])
  return found.success ? found.data : undefined
}

/** The changes of what it says, without those of who reads it. */
export const wordsOf = (changes: Changes): Changes => Object.fromEntries(Object.entries(changes).filter(([part]) => part !== READERS))

/**
 * Who reads it once that is accepted: what was added is added, what was taken away is taken away. Whether there are others
 * that whoever asks cannot see makes no difference to what is refused.
 * @throws BAD_USER_INPUT
 */
export function readersAfter(now: Audience, { mode, protocols, was }: ReadersAsked): Audience {
  const kept = now.protocols.filter((protocol) => protocols.includes(protocol) || !was.protocols.includes(protocol))
  const added = protocols.filter((protocol) => !was.protocols.includes(protocol))
  const after: Audience = { mode: mode === was.mode ? now.mode : mode, protocols: [...new Set([...kept, ...added])] }
  if (!protocols.some((protocol) => after.protocols.includes(protocol))) throw badInput(READERS, '這樣就沒有人看得到了 (nobody would read it)')
  if (after.mode === 'any' && protocols.some((protocol) => (OPEN_PROTOCOLS as readonly string[]).includes(protocol))) throw badInput(READERS, '要讓所有人看，請用「全部」，不要和別的守則「任一」 (to open it to everyone use mode all: any that mixes open and strict would be public)')
  return after
}

/** With one protocol both modes say the same. */
export const sameReaders = (one: Audience, other: Audience): boolean =>
  same(inOrder(one).protocols, inOrder(other).protocols) && (one.mode === other.mode || one.protocols.length < 2)

/** Who reads a proposal of other readers, besides its author: whoever sees both, so that no protocol is told to others. */
export const bothOf = (before: Audience, after: Audience): Audience => ({ mode: 'all', protocols: [...new Set([...before.protocols, ...after.protocols])].sort() })

/** Order says nothing. */
export const inOrder = ({ mode, protocols }: Audience): { mode: Audience['mode']; protocols: string[] } => ({ mode, protocols: [...protocols].sort() })
