import type { Markup } from '../exchange/markup.ts'
import type { Island } from './assets.ts'

/** What a page handler answers. */
export type Reply = Page | Redirect | Other

/** A whole page, but for what all pages share. */
export interface Page {
  readonly title: string
  /** In a sentence, for cards and lists of results. */
  readonly description?: string
  readonly main: Markup
  /** Default 200. */
  readonly status?: number
  /** Scripts it is better with; it is whole without them. */
  readonly islands?: readonly Island[]
  /** More of the head: `citation_*`, Open Graph of its own. */
  readonly head?: Markup
  /** Others show a link to it with a picture that says what it is, besides its title and description; only to be had of what everybody sees. */
  readonly card?: { readonly kind: string; /** A picture of it, by its bytes. */ readonly picture?: { readonly sha256: string } }
  /** Its one address, from the root, without the prefix of the language; default: as asked, without the query. */
  readonly canonical?: string
  /** The same in other forms, for machines and for taking away. */
  readonly alternates?: readonly { readonly type: string; readonly href: string; readonly title?: string }[]
  /** Not to be listed by search engines: results, forms, what is somebody's own. Default: listed. */
  readonly unlisted?: boolean
  /** What the box in the head holds. */
  readonly asked?: string
  /** As wide as the window: tables, the explorer. Default: as wide as reads well. */
  readonly wide?: boolean
}

/** After a form was taken: 303, so that loading again sends nothing again. */
export interface Redirect {
  readonly to: string
}

/** Something that is no page: a picture, JSON-LD. */
export interface Other {
  readonly body: string | Buffer
  readonly type: string
  readonly headers?: Readonly<Record<string, string>>
}
