import { branches, type Branch } from '../../../archive/vocabulary/concepts.ts'
import { troubles } from '../../../archive/vocabulary/integrity.ts'
import { markup as html, type Markup } from '../../../exchange/markup.ts'
import { notFound } from '../../../model/errors.ts'
import { isId } from '../../../model/ids.ts'
import { grouped } from '../../../model/numbers.ts'
import { allowed } from '../../../model/permissions.ts'
import type { Call } from '../../call.ts'
import { entityLink } from '../../parts/entity.ts'
import { pager } from '../../parts/pager.ts'
import type { Handler } from '../../route.ts'

const PAGE = 50

/** The tree of concepts, from the top or from one downwards (`?of=ID`). */
export const conceptsPage: { readonly get: Handler } = {
  get: async (call) => {
    const { t, href, asking, query, actor, context } = call
    const [of, after] = [query.get('of'), query.get('after')]
    if (of !== null && !isId(of)) throw notFound(of)
    const found = await branches(asking, of ?? undefined, { first: PAGE, ...(after === null ? {} : { after }) })
    const top = of === null ? undefined : await context.views.load(of)
    const wrong = of === null && after === null && actor !== undefined && allowed(actor, 'vocabulary') ? await troubles(asking) : undefined
    const title = top === undefined ? t('概念', 'Concepts') : top.name
    return {
      title, unlisted: of !== null || after !== null,
      main: html`<p><a href="${href('/vocabulary')}">${t('詞彙', 'Vocabulary')}</a>${of === null ? '' : html`　<a href="${href('/vocabulary/concepts')}">${t('從最上面看', 'From the top')}</a>`}</p>
<h1>${top === undefined ? title : entityLink(call, top)}</h1>
<p>${of === null ? t(`最上面的 ${grouped(found.total)} 個；點開看它底下的。`, `${grouped(found.total)} at the top; open one to see what is below it.`) : t(`底下有 ${grouped(found.total)} 個。`, `${found.total} right below it.`)}</p>
${found.items.length === 0 ? '' : branchList(call, found.items)}${pager(call, found)}${wrong === undefined || wrong.items.length === 0 ? '' : html`<h2>${t('該看一下的', 'To be looked at')}</h2>
<ul>${wrong.items.map(({ what, concepts, language }) => html`<li>${what === 'circle' ? t('繞了一圈', 'a circle') : what === 'related' ? t('又是上下位又是相關', 'related, and broader too') : t(`同一語言（${language ?? ''}）有好幾個名稱`, `several labels in ${language ?? ''}`)}：${concepts.map((one, i) => html`${i === 0 ? '' : ' → '}${entityLink(call, one)}`)}</li>`)}</ul>
${wrong.truncated ? html`<p class="hint">${t('還有更多。', 'There are more.')}</p>` : ''}`}`,
    }
  },
}

/** Concepts with what is above, below and beside them. */
export const branchList = (call: Call, all: readonly Branch[]): Markup => html`<ul class="tree">${all.map(({ concept, narrower, below, broader, related }) => html`<li>${entityLink(call, concept)}${narrower === 0 ? '' : html` <a class="below" href="${call.href('/vocabulary/concepts', { of: concept.id })}">${call.t(`底下 ${narrower} 個${below > narrower ? `，全部 ${below} 個` : ''}`, `${narrower} below${below > narrower ? `, ${below} in all` : ''}`)}</a>`}${broader.length === 0 ? '' : html` <small>${call.t('上位', 'broader')}：${joined(call, broader)}</small>`}${related.length === 0 ? '' : html` <small>${call.t('相關', 'related')}：${joined(call, related)}</small>`}</li>
`)}</ul>
`

const joined = (call: Call, some: Branch['broader']): Markup[] => some.map((one, i) => html`${i === 0 ? '' : '、'}${entityLink(call, one)}`)
