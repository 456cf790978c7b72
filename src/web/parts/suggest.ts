import { Markup, markup as html } from '../../exchange/markup.ts'
import type { Kind } from '../../model/records.ts'
import type { Call } from '../call.ts'

/**
 * A box for a name: as one types, names are offered. The page needs the island `suggest`; without scripts it is the box alone.
 * @param input with `data-id` where a name is filled in that stands for this id
 * @param go a name leads to its page; default: it is filled in, and its id sent
 */
export const suggesting = ({ t, href }: Pick<Call, 't' | 'href'>, input: Markup, { kinds = [], go = false }: { readonly kinds?: readonly Kind[]; readonly go?: boolean } = {}): Markup =>
  html`<suggest-names data-from="${href('/suggest', { kinds })}" data-label="${t('名字', 'Names')}" data-said="${t('有 %s 個名字，用上下鍵選', '%s names, choose with the arrow keys')}"${go ? new Markup(' data-go') : ''}>${input}</suggest-names>`
