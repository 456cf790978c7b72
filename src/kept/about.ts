/** What the archive is called, and whether it is to begin anew: of the house, not of the log. */
export interface About {
  /** Undefined: nobody gave it a name. */
  name(): Promise<string | undefined>
  /** Takes effect at once. @throws BAD_USER_INPUT (`name`) for none, or more than 60 characters */
  rename(name: string): Promise<void>
  /** At the next start an empty archive takes the place of this one, whose file is kept; `false` takes the wish back. */
  beginEmpty(wanted: boolean): Promise<void>
  /** Whether that is wished. */
  willBeginEmpty(): Promise<boolean>
}
