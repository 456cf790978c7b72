import type { Audience } from '../../model/audience.ts'
import type { Id } from '../../model/ids.ts'

/** A community as rights see it. */
export interface Community {
  readonly id: Id
  readonly label: string
  readonly contact?: string
}

/** A protocol as rights see it: published ones only; one that was withdrawn admits nobody. */
export interface Protocol {
  readonly id: Id
  readonly label: string
  readonly owners: readonly Id[]
  readonly kind: 'open' | 'strict'
  /** Of an open one: only readers with an account. */
  readonly signedIn: boolean
  readonly shown: 'announced' | 'silent'
  readonly members: 'community' | 'listed'
  readonly contact?: string
  /** Who may know of it: who reads its record. */
  readonly readers: Audience
}

/** All communities and protocols of the archive at one moment, whoever may know of them: for deciding rights, never for showing. */
export interface Table {
  readonly communities: ReadonlyMap<Id, Community>
  readonly protocols: ReadonlyMap<Id, Protocol>
  /** Protocols that wait for consent, with the communities that are asked; those not in force yet are here alone. */
  readonly waiting?: ReadonlyMap<Id, readonly Id[]>
  /** Protocols that have ended, with the communities that owned them. */
  readonly ended?: ReadonlyMap<Id, readonly Id[]>
}

export const EMPTY_TABLE: Table = { communities: new Map(), protocols: new Map() }
