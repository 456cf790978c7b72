import fc from 'fast-check'
import { MOVE_NAMES, WEIGHTED_MOVES, type Move } from './moves.ts'

/** A seed for `random`: shrinking it means nothing, so it is not shrunk. */
export const seed = (): fc.Arbitrary<number> => fc.noShrink(fc.nat(2 ** 31 - 1))

/** What people do to an archive, one thing after another. What a failure does not need is shrunk away. */
export const moves = (maxLength = 120): fc.Arbitrary<Move[]> =>
  fc.array(fc.record({ what: fc.constantFrom(...WEIGHTED_MOVES), seed: seed() }), { maxLength, size: 'max' })

export const move = (): fc.Arbitrary<Move> => fc.record({ what: fc.constantFrom(...MOVE_NAMES), seed: seed() })
