import { PUBLIC, WHOLE, type Audience, type Viewer } from '../../src/model/audience.ts'
import type { Random } from './random.ts'

/** The strict protocols of generated archives. */
export const PROTOCOLS = ['elders', 'north', 'river'] as const

/** Ids of records of protocols: archives may have these, or name them without. */
export const PROTOCOL_IDS = ['01900000-0000-7000-8000-0000000000a1', '01900000-0000-7000-8000-0000000000a2'] as const

/** Accounts that submit what generated archives have. */
export const AUTHORS = ['019b0000-0000-7000-8000-00000000000a', '019b0000-0000-7000-8000-00000000000b'] as const

const member = (...protocols: string[]): Viewer => ({ signedIn: true, protocols: new Set(protocols) })

const steward = (...protocols: string[]): Viewer => ({ ...member(...protocols), stewards: new Set(protocols) })

/**
 * Everybody worth asking for: strangers, members of one community or of several, and maintenance; authors, and
 * whoever settles what these propose; readers to whom something is announced.
 */
export const VIEWERS: readonly Viewer[] = [
  PUBLIC, PUBLIC, WHOLE, member(), member('elders'), member('north', PROTOCOL_IDS[0]), member('elders', 'river'), member(...PROTOCOLS, ...PROTOCOL_IDS),
  { ...member(), account: AUTHORS[0] }, { ...member('elders'), account: AUTHORS[1], librarian: true }, steward('elders'), steward('north', 'river'),
  { ...PUBLIC, announced: new Set(['elders', 'river']) }, { ...member('north'), announced: new Set(['elders']) },
]

export const viewer = (random: Random): Viewer => random.pick(VIEWERS)

const everyone = (protocols: readonly string[] = ['everyone'], mode: Audience['mode'] = 'all'): Audience => ({ mode, protocols: [...protocols] })

/** Mostly everyone; else members, signed-in readers, members of both, of either, or nobody. */
export function audience(random: Random, restricted = 0.25): Audience {
  if (!random.chance(restricted)) return everyone()
  const [one, other] = [random.pick(PROTOCOLS), random.pick(PROTOCOLS)]
  return random.pick([
    everyone(['signed-in']), everyone([one]), everyone([one]), everyone([one, 'signed-in']), everyone([one, other]), everyone([one, other], 'any'), everyone([]),
  ])
}

/** Guarded by a protocol that has a record, alone or with another. */
export function guarded(random: Random, protocol: string): Audience {
  return random.pick([everyone([protocol]), everyone([protocol]), everyone([protocol, random.pick(PROTOCOLS)]), everyone([protocol, random.pick(PROTOCOLS)], 'any')])
}

/** Readable by no more than before: one protocol more. */
export function narrower(random: Random, { mode, protocols }: Audience): Audience {
  if (mode === 'any') return everyone([random.pick(protocols)])
  return everyone([...new Set([...protocols, random.pick(PROTOCOLS)])])
}
