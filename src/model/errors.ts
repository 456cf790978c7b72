/**
 * The one catalogue of errors. Every error a user, a script or a log can meet has a code here;
 * the edge maps codes to HTTP and exit statuses in one place (`api/errors.ts`, `cli/errors.ts`).
 */
export const ERRORS = {
  BAD_USER_INPUT: { status: 400, exit: 2 },
  AMBIGUOUS_NAME: { status: 400, exit: 2 },
  NOT_FOUND: { status: 404, exit: 1 },
  RESTRICTED: { status: 403, exit: 1 },
  CONFLICT: { status: 409, exit: 1 },
  UNAUTHENTICATED: { status: 401, exit: 1 },
  FORBIDDEN: { status: 403, exit: 1 },
  TOO_EXPENSIVE: { status: 400, exit: 1 },
  RATE_LIMITED: { status: 429, exit: 1 },
  UNAVAILABLE: { status: 503, exit: 1 },
  INTERNAL: { status: 500, exit: 1 },
} as const satisfies Record<string, { status: number; exit: number }>

export type ErrorCode = keyof typeof ERRORS

/** What an error may tell besides its sentence. Nothing in it may depend on what the viewer cannot see. */
export interface ErrorDetails {
  /** The input at fault, as the user knows it (`asOf`, `relations[0].type`). */
  readonly field?: string
  /** Which record of a changeset is at fault; for whoever wrote it, to tell the place in what was sent. */
  readonly record?: string
  /** For AMBIGUOUS_NAME: what the name may mean, best first. */
  readonly candidates?: readonly unknown[]
  /** For CONFLICT: the version that stands now. */
  readonly current?: unknown
  /** For UNAVAILABLE and RATE_LIMITED: seconds after which to try again. */
  readonly retryAfter?: number
  /** For RESTRICTED: what is announced of the thing, and whom to ask. */
  readonly title?: string
  readonly contact?: string
}

export class ArchiveError extends Error {
  readonly code: ErrorCode
  readonly details: ErrorDetails

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'ArchiveError'
    this.code = code
    this.details = details
  }
}

export const badInput = (field: string, message: string): ArchiveError =>
  new ArchiveError('BAD_USER_INPUT', message, { field })

/** For what is no cursor of the list that is asked for: cut off, made up, or of another one. */
export const badCursor = (): ArchiveError => badInput('after', '這不是這份清單的下一頁，請從第一頁看起 (after is not a cursor of this list; take endCursor of the page before)')

export const notFound = (what: string): ArchiveError => new ArchiveError('NOT_FOUND', `找不到 ${what} (not found)`)

export const conflict = (message: string, current: unknown): ArchiveError =>
  new ArchiveError('CONFLICT', message, { current })

export const unavailable = (what: string, cause?: unknown, retryAfter = 5): ArchiveError =>
  new ArchiveError('UNAVAILABLE', `${what} is temporarily unavailable`, { retryAfter }, cause)

export const unauthenticated = (message = '請先登入 (sign in first)'): ArchiveError => new ArchiveError('UNAUTHENTICATED', message)

export const forbidden = (message: string): ArchiveError => new ArchiveError('FORBIDDEN', message)

export const restricted = (title: string, contact: string): ArchiveError =>
  new ArchiveError('RESTRICTED', `「${title}」由社群保管，請洽：${contact} (kept by a community; ask them)`, { title, contact })
