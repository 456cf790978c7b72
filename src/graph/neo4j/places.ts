import type { LoggedOperation } from '../../model/changeset.ts'

/**
 * Operations are kept some tens to a node, (:Operations), because a node and its index entries for each
 * cost a commit twice its time. An operation's place is its sequence and its position in it; a node has
 * the place of its first. Envelopes are JSON; a payload that is gone, or never was, is ''.
 */
export interface Chunk {
  readonly place: number
  readonly envelopes: readonly string[]
  readonly payloads: readonly string[]
}

/** Places for one sequence: what changes 10,000 relations may mark a hundred times as much evidence. */
export const ROOM = 2 ** 20
/** Operations to a node, and characters of payload from which on it takes no more: what history reads for one version. */
const [MOST, LONGEST] = [100, 50_000]

export const placeIn = (sequence: number, position: number): number => sequence * ROOM + position

export function* chunksOf(sequence: number, operations: readonly LoggedOperation[]): Iterable<Chunk> {
  let [envelopes, payloads, length]: [string[], string[], number] = [[], [], 0]
  for (const [position, { payload, ...envelope }] of operations.entries()) {
    envelopes.push(JSON.stringify(envelope))
    payloads.push(payload ?? '')
    length += payload?.length ?? 0
    if (envelopes.length < MOST && length < LONGEST && position < operations.length - 1) continue
    yield { place: placeIn(sequence, position + 1 - envelopes.length), envelopes, payloads }
    ;[envelopes, payloads, length] = [[], [], 0]
  }
}

export const operationsIn = ({ envelopes, payloads }: Chunk): LoggedOperation[] => envelopes.map((envelope, i) => operationOf(envelope, payloads[i]!))

export function operationOf(envelope: string, payload: string): LoggedOperation {
  const operation = JSON.parse(envelope) as LoggedOperation
  return operation.op === 'put' ? { ...operation, payload: payload === '' ? null : payload } : operation
}
