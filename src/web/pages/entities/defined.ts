import { markup as html, type Markup } from '../../../exchange/markup.ts'
import type { EntityView, RelationView } from '../../../graph/port.ts'
import type { Call } from '../../call.ts'
import { entityLink, own } from '../../parts/entity.ts'
import { inText } from './statement.ts'

/** Definitions that stand above everything else. */
const MOST = 3

/** What works say a concept is, in their words, each with its place. */
export function defined(call: Call, { id, kind }: EntityView, relations: readonly RelationView[]): Markup {
  if (kind !== 'Concept') return html``
  const said = relations.filter(({ type, to, standing }) => (type === 'DEFINES' || type === 'PROPOSES') && to.id === id && standing !== 'deprecated').flatMap(({ from, evidence }) => evidence.filter(({ quote, stance }) => quote !== undefined && stance !== 'disputes').map((one) => ({ from, one })))
  return html`${said.slice(0, MOST).map(({ from, one }) => html`<figure class="definition"><blockquote${own(call)}>${one.quote}</blockquote><figcaption>${entityLink(call, from)}${inText(call, one)}</figcaption></figure>
`)}`
}
