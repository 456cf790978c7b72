import { markup as html } from '../../../exchange/markup.ts'
import { demand } from '../../../model/permissions.ts'
import type { Call } from '../../call.ts'
import { attempted, field, hidden, mistakesList, NONE, type Mistakes } from '../../form.ts'
import type { Page } from '../../page.ts'
import type { Handler } from '../../route.ts'

/** After the first administrator is set: the name of the archive; with the demonstration, or empty. */
export const begin: { readonly get: Handler; readonly post: Handler } = {
  get: (call) => page(call, NONE),
  post: async (call) => {
    const { actor, form, house, href } = call
    demand(actor, 'manageAccounts')
    const found = await attempted(call, async () => {
      if (form.has('empty')) await house.about?.beginEmpty(form.get('empty') === 'yes')
      else await house.about?.rename(form.get('name') ?? '')
    })
    return 'mistakes' in found ? page(call, found.mistakes) : { to: href(form.has('empty') ? '/admin/begin' : '/admin/begin', { done: form.has('empty') ? '' : 'named' }) }
  },
}

async function page(call: Call, mistakes: Mistakes): Promise<Page> {
  const { t, href, actor, archive, form, house, query } = call
  demand(actor, 'manageAccounts')
  const isWished = await house.about?.willBeginEmpty() === true
  const to = href('/admin/begin')
  return {
    title: t('開始', 'Begin'), unlisted: true, ...(mistakes.size === 0 ? {} : { status: 400 }),
    main: html`<h1>${t('開始', 'Begin')}</h1>
<p>${t('您是管理員了。', 'You are the administrator.')}</p>
${query.has('done') ? html`<p class="done" role="status">${t('存好了。', 'Saved.')}</p>` : ''}${mistakesList(call, mistakes)}<h2>1. ${t('這個檔案庫叫什麼？', 'What is this archive called?')}</h2>
<form method="post" action="${to}">${field({ name: 'name', label: t('名稱', 'Name'), hint: t('例如：松山地方學檔案庫', 'As: Songshan local archive'), value: form.get('name') ?? archive, mistakes, required: true, most: 60 })}<div class="buttons"><button>${t('存', 'Save')}</button></div></form>
<h2>2. ${t('要留著示範資料嗎？', 'Keep the demonstration?')}</h2>
${!house.isEmbedded ? html`<p>${t('檔案庫在 Neo4j：要從空的開始，請換一個資料庫（NEO4J_DATABASE），並設 SEED=none。', 'The archive is on Neo4j: to begin empty set another database (NEO4J_DATABASE) and SEED=none.')}</p>` : isWished ? html`<p class="done" role="status">${t('下次啟動時會從空的檔案庫開始；現在的檔案會留在資料夾裡。', 'At the next start an empty archive begins; the present file stays in its folder.')}</p>
<form method="post" action="${to}">${hidden('empty', 'no')}<button class="plain">${t('不要，留著現在的', 'No, keep the present one')}</button></form>` : html`<p>${t('現在有臺北市的名冊和一本書的事實，可以先試試看。要放自己的資料時，再從空的開始；現在的檔案不會刪掉。', 'There are registers of Taipei and the facts of a book to try. Begin empty when you bring your own; the present file is not deleted.')}</p>
<form method="post" action="${to}">${hidden('empty', 'yes')}<button class="plain">${t('下次啟動時從空的開始', 'Begin empty at the next start')}</button></form>`}
<h2>3. ${t('接著', 'Next')}</h2>
<ul>
<li><a href="${href('/admin/accounts')}">${t('邀請同事', 'Invite colleagues')}</a></li>
<li><a href="${href('/import')}">${t('匯入一份名冊', 'Import a register')}</a></li>
<li><a href="${href('/')}">${t('問一個問題', 'Ask a question')}</a></li>
</ul>`,
  }
}
