import type { Actor } from '../../model/actor.ts'
import { badInput, unauthenticated } from '../../model/errors.ts'
import type { Writing } from './input.ts'
import type { WritePorts } from './ports.ts'
import type { Proposing } from './sending.ts'
import { send, type Written } from './write.ts'

export interface ProposalInput extends Pick<Writing, 'key' | 'operations'>, Proposing {}

/** Proposals of one sending. */
const MOST = 100

/**
 * Proposes changes of what is published (SEMANTICS 2): each as it would be written, against the version that was seen.
 * What stands stays live until somebody accepts them.
 * @throws BAD_USER_INPUT naming the field; NOT_FOUND; CONFLICT with the version that stands; UNAUTHENTICATED, FORBIDDEN
 */
export async function propose(ports: WritePorts, actor: Actor | undefined, { key, words, operations, amends }: ProposalInput): Promise<Written> {
  if (actor === undefined) throw unauthenticated()
  if (operations.length === 0) throw badInput('operations', '沒有要提議的 (nothing to propose)')
  if (operations.length > MOST) throw badInput('operations', `一次最多 ${MOST} 項 (at most ${MOST} at once)`)
  if (words.trim() === '') throw badInput('words', '請寫為什麼，審的人會看到 (say why)')
  return send(ports, actor, { key, reason: words }, (sending) => sending.propose(operations, { words: words.trim(), ...(amends == null ? {} : { amends }) }))
}
