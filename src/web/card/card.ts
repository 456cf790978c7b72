import { createHash } from 'node:crypto'
import { markup as html, type Markup } from '../../exchange/markup.ts'
import type { Call } from '../call.ts'
import type { Page } from '../page.ts'

/** Pixels. */
export const [WIDTH, HEIGHT] = [1_200, 630]

/** What the picture says with which others show a link to a page. */
export interface Card {
  readonly title: string
  readonly description: string
  /** What it is: 「組織」, 「答案」. */
  readonly kind: string
  readonly archive: string
  readonly language: string
  /** A picture of the page beside the words, by its bytes. */
  readonly picture?: string
}

/** Raised when cards come to be drawn otherwise: others keep what they have fetched. */
const DRAWN = 1

/** The card of a page as it is; undefined for one that has none, or is not for everybody. */
export function cardOf({ archive, language }: Pick<Call, 'archive' | 'language'>, { title, description = '', card, unlisted, status = 200 }: Page): Card | undefined {
  if (card === undefined || unlisted === true || status !== 200) return undefined
  return { title, description, kind: card.kind, archive, language, ...(card.picture === undefined ? {} : { picture: card.picture.sha256 }) }
}

/** `1200x630-0123456789abcdef.png`: another where it says something else. */
export const cardFile = (card: Card): string => `${WIDTH}x${HEIGHT}-${keyOf(card)}.png`

export const keyOf = (card: Card): string => createHash('sha256').update(JSON.stringify([DRAWN, ...Object.entries(card).sort()])).digest('hex').slice(0, 16)

/** In the head of a page, for whoever is not signed in: those who make cards never are. @param at the address of the page, with its query */
export function cardHead(call: Pick<Call, 'archive' | 'language' | 'actor' | 'context' | 'href'>, page: Page, at: string): Markup {
  const card = call.actor === undefined ? cardOf(call, page) : undefined
  if (card === undefined) return html``
  const [path, query] = at.split('?')
  return html`<meta property="og:image" content="${call.context.address}${call.href(`/cards${path!}/${cardFile(card)}`)}${query === undefined ? '' : `?${query}`}">
<meta property="og:image:type" content="image/png">
<meta property="og:image:width" content="${WIDTH}">
<meta property="og:image:height" content="${HEIGHT}">
<meta property="og:image:alt" content="${card.title}">
<meta name="twitter:card" content="summary_large_image">
`
}
