import { Markup, markup as html } from '../../exchange/markup.ts'
import type { EntityRef } from '../../graph/port.ts'
import type { Kind } from '../../model/records.ts'
import type { Call } from '../call.ts'

/** Names of data are in their own language, whatever the page's. */
export const own = ({ language }: Pick<Call, 'language'>): Markup => new Markup(language === 'en' ? ' lang="zh-Hant"' : '')

export const entityPath = (id: string): string => `/entities/${id}`

/** A link to somebody or something, with its kind as a small sign before it. */
export const entityLink = (call: Pick<Call, 'href' | 'language'>, { id, name, kind }: EntityRef): Markup =>
  html`<a class="entity ${kind.toLowerCase()}" href="${call.href(entityPath(id))}"${own(call)}>${name}</a>`

export const kindLabel = ({ asking, language }: Pick<Call, 'asking' | 'language'>, kind: Kind): string => asking.vocabulary.kinds.get(kind)?.[language] ?? kind
