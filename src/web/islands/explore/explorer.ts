import type { Around, Neighbour, Ref } from './data.ts'
import type { Picture } from './picture.ts'
import type { Words } from './words.ts'

/** What has been asked for of those around somebody. */
export interface Known {
  readonly items: readonly Neighbour[]
  readonly last: Around
}

/** What the parts of the explorer know of it, and have it do. */
export interface Explorer {
  readonly dataset: DOMStringMap
  readonly words: Words
  readonly picture: Picture
  readonly center: Ref
  /** Labels by the code of a kind. */
  readonly kinds: Readonly<Record<string, string>>
  readonly chosen: string
  choose(id: string): void
  /** Puts on those around somebody that are listed; where all are there, the next. */
  grow(id: string): Promise<void>
  put(entities: readonly Ref[], around: string): Promise<void>
  drop(ids: readonly string[]): void
  known(id: string): Known | undefined
  load(id: string): Promise<Known>
  /** How it is looked at: what the form beside the picture says. */
  filters(): URLSearchParams
  say(text: string): void
  /** Whatever fails is said, and nothing is lost by it. */
  attempt(act: () => Promise<void>): Promise<void>
}
