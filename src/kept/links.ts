/**
 * What was found at addresses on the web that public records name, when these were last tried: outside the log, since it
 * is no statement of the archive. A backup does not have it: whoever loses it tries them again. Every method throws
 * UNAVAILABLE when it cannot be reached.
 */
export interface CheckedLinks {
  /** Absent: not tried yet. */
  found(addresses: readonly string[]): Promise<ReadonlyMap<string, CheckedLink>>
  /** Takes these in, in the place of what was found before. */
  keep(links: readonly CheckedLink[]): Promise<void>
  /** Forgets all others: nobody names them any more. */
  only(addresses: ReadonlySet<string>): Promise<void>
}

export interface CheckedLink {
  readonly address: string
  /** Milliseconds since 1970. */
  readonly at: number
  /** Of HTTP; 0 where nobody answered, -1 where it was not to be asked. */
  readonly status: number
  /** How often in a row it was not there; 0: it was. */
  readonly failures: number
}
