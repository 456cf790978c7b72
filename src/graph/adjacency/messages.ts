import { ArchiveError, type ErrorCode, type ErrorDetails } from '../../model/errors.ts'
import type { Snapshot } from './snapshot.ts'
import type { AmongWalk, ConnectorsWalk, PathsWalk, ProjectWalk, RingsWalk, StepsWalk, WalkedAmong, WalkedConnectors, WalkedPaths, WalkedProjection, WalkedRings, WalkedSteps } from './types.ts'

/** What the threads say to each other. */

export interface KeeperData {
  readonly loader: string
  readonly path: string
}

/** To the keeper: catch up with the store (`anew`: forget everything first). */
export interface CatchUp {
  readonly anew: boolean
  /** True when no question is being walked, and none will be before the answer. */
  readonly inPlace: boolean
  /** Whether some question has asked for sources. */
  readonly grounds: boolean
}

export type CaughtUp = { readonly snapshot: Snapshot } | { readonly failure: Failure }

export interface WalkerData {
  /** Holds the number of the question to abandon. */
  readonly abandoned: Int32Array
}

/** A question as it travels: what the viewer may see as flags in shared memory. */
export type Sent<Walk> = Omit<Walk, 'cleared'> & { readonly cleared: { readonly key: string; readonly flags: Uint8Array } }

export type Question =
  | { readonly what: 'connectors'; readonly walk: Sent<ConnectorsWalk> }
  | { readonly what: 'paths'; readonly walk: Sent<PathsWalk> }
  | { readonly what: 'rings'; readonly walk: Sent<RingsWalk> }
  | { readonly what: 'project'; readonly walk: Sent<ProjectWalk> }
  | { readonly what: 'steps'; readonly walk: Sent<StepsWalk> }
  | { readonly what: 'among'; readonly walk: Sent<AmongWalk> }

export type Answered = WalkedConnectors | WalkedPaths | WalkedAmong | WalkedRings | WalkedProjection | WalkedSteps

export type ToWalker =
  | { readonly snapshot: Snapshot }
  | { readonly number: number; readonly question: Question; readonly timeLimit: number }

export type FromWalker = { readonly number: number } & ({ readonly answer: Answered } | { readonly failure: Failure })

/** An error as it travels: classes do not survive the way. */
export interface Failure {
  readonly code?: ErrorCode
  readonly message: string
  readonly details?: ErrorDetails
  readonly stack?: string
}

export function failureOf(error: unknown): Failure {
  if (error instanceof ArchiveError) return { code: error.code, message: error.message, details: error.details }
  return error instanceof Error ? { message: error.message, ...(error.stack === undefined ? {} : { stack: error.stack }) } : { message: String(error) }
}

/** The error that a failure was. What was no error of the catalogue stays none: a mistake in the program. */
export function errorOf({ code, message, details, stack }: Failure): Error {
  if (code !== undefined) return new ArchiveError(code, message, details)
  const error = new Error(message)
  if (stack !== undefined) error.stack = stack
  return error
}
