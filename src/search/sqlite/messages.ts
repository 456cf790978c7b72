import { ArchiveError, type ErrorCode, type ErrorDetails } from '../../model/errors.ts'

/** What the threads of the index are asked and answer. */
export interface Asked { readonly number: number; readonly method: string; readonly args: readonly unknown[] }
export type Answered = { readonly number: number } & ({ readonly answer: unknown } | { readonly failure: Failure })

export interface ThreadData { readonly path: string; readonly role: 'reader' | 'writer' }

/** An error on its way from one thread to another, which would lose its class. */
export type Failure = { readonly code: ErrorCode; readonly message: string; readonly details: ErrorDetails } | { readonly error: unknown }

export const failureOf = (error: unknown): Failure => (error instanceof ArchiveError ? { code: error.code, message: error.message, details: error.details } : { error })

export const errorOf = (failure: Failure): unknown => ('code' in failure ? new ArchiveError(failure.code, failure.message, failure.details) : failure.error)
