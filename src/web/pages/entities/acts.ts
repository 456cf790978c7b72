import { markup as html, type Markup } from '../../../exchange/markup.ts'
import type { EntityView } from '../../../graph/port.ts'
import type { Call } from '../../call.ts'

/** What one can do with it. Each leads to a form; nothing is done here. */
export function acts({ t, href }: Call, { id }: EntityView): Markup {
  return html`<nav class="acts noprint" aria-label="${t('可以做的事', 'What you can do')}"><ul>
<li><a href="${href('/contribute', { change: id })}">${t('建議修改', 'Propose a change')}</a></li>
<li><a href="${href('/contribute', { about: id })}">${t('寫下一段', 'Add a story')}</a></li>
<li><a href="${href('/me/watch', { of: id })}">${t('有變動通知我', 'Watch')}</a></li>
<li><a href="#cite">${t('引用', 'Cite')}</a></li>
<li><a href="${href('/report', { of: id })}">${t('回報問題', 'Report')}</a></li>
</ul></nav>
`
}
