import { markup as html, type Markup } from '../../../exchange/markup.ts'
import { grouped } from '../../../model/numbers.ts'
import { demand } from '../../../model/permissions.ts'
import type { Call } from '../../call.ts'
import { attempted, field, mistakesList, NONE, type Mistakes } from '../../form.ts'
import type { Page } from '../../page.ts'
import { momentOf } from '../../parts/moment.ts'
import type { Handler } from '../../route.ts'

/** How the service is doing, and what an administrator keeps. */
export const admin: { readonly get: Handler; readonly post: Handler } = {
  get: (call) => page(call, NONE),
  post: async (call) => {
    demand(call.actor, 'manageAccounts')
    const found = await attempted(call, async () => call.house.about?.rename(call.form.get('name') ?? ''))
    return 'mistakes' in found ? page(call, found.mistakes) : { to: call.href('/admin') }
  },
}

async function page(call: Call, mistakes: Mistakes): Promise<Page> {
  const { t, href, actor, asking, context, archive, form, house } = call
  demand(actor, 'seeOperations')
  const [store, sequence] = [await answers(() => asking.graph.health()), await asking.graph.sequence().catch(() => undefined)]
  const index = await asking.search?.status().catch(() => undefined)
  const jobs = await context.jobs().statistics().catch(() => undefined)
  const backups = await context.takedown().backups().catch(() => [])
  const waiting = jobs === undefined ? [] : Object.entries(jobs).filter(([, { waiting: some, held, givenUp }]) => some + held + givenUp > 0)
  const last = backups.at(-1)
  return {
    title: t('管理', 'Administration'), unlisted: true, ...(mistakes.size === 0 ? {} : { status: 400 }),
    main: html`<h1>${t('管理', 'Administration')}</h1>
<ul>
<li><a href="${href('/admin/accounts')}">${t('帳號與邀請', 'Accounts and invitations')}</a></li>
<li><a href="${href('/admin/reports')}">${t('讀者的回報', 'What readers reported')}</a></li>
<li><a href="${href('/communities')}">${t('社群', 'Communities')}</a></li>
<li><a href="${href('/workshops')}">${t('工作坊', 'Workshops')}</a></li>
<li><a href="${href('/import')}">${t('匯入名冊', 'Import a table')}</a></li>
<li><a href="${href('/admin/begin')}">${t('從空的檔案庫開始', 'Begin with an empty archive')}</a></li>
</ul>
<h2>${t('運作', 'How it is doing')}</h2>
<table>
<tbody>
${row(t('檔案庫', 'The archive'), store ? t('正常', 'answers') : t('連不上', 'does not answer'))}
${row(t('全文索引', 'The index of the full text'), index === undefined ? t('連不上；其他功能照常', 'does not answer; the rest goes on') : sequence !== undefined && index.sequence < sequence ? t(`落後 ${grouped(sequence - index.sequence)} 次變更，正在趕上`, `${grouped(sequence - index.sequence)} changes behind, catching up`) : t(`跟上了，${grouped(index.documents)} 份文件`, `up to date, ${grouped(index.documents)} documents`))}
${row(t('背景工作', 'Jobs'), jobs === undefined ? t('連不上', 'do not answer') : waiting.length === 0 ? t('沒有等著的', 'none waits') : html`<ul>${waiting.map(([kind, { waiting: some, held, givenUp }]) => html`<li>${jobName(call, kind)}：${t(`等候 ${some}，進行中 ${held}，放棄 ${givenUp}`, `${some} waiting, ${held} at work, ${givenUp} given up`)}</li>`)}</ul>`)}
${row(t('備份', 'Backups'), last === undefined ? t('還沒有備份過。請在裝有方志的機器上執行 npx fangzhi backup 檔名', 'None yet. On the machine: npx fangzhi backup FILE') : html`${momentOf(call, last.at)}：<code>${last.file}</code>`)}
</tbody>
</table>
${house.about === undefined ? '' : html`<h2>${t('名稱', 'Its name')}</h2>
${mistakesList(call, mistakes)}<form method="post" action="${href('/admin')}">${field({ name: 'name', label: t('這個檔案庫叫什麼', 'What this archive is called'), value: form.get('name') ?? archive, mistakes, required: true, most: 60 })}<div class="buttons"><button>${t('存', 'Save')}</button></div></form>`}`,
  }
}

/** What goes on beside, as people would say it. */
const JOBS: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  index: ['編全文索引', 'indexing the full text'], import: ['匯入名冊', 'importing tables'], thumbnail: ['做縮圖', 'making small pictures'], audience: ['改誰看得到', 'changing who sees what'], capture: ['存下網頁', 'keeping web pages'],
  sweep: ['每天的清理', 'the daily sweep'], links: ['檢查連結', 'trying links'], listen: ['看有什麼新消息', 'looking for news'], 'watched-questions': ['重問大家關注的問題', 'asking watched questions again'], webhook: ['通知別的系統', 'telling other systems'], mail: ['寄信', 'sending mail'],
}

const jobName = ({ t }: Pick<Call, 't'>, kind: string): string => (JOBS[kind] === undefined ? kind : t(...JOBS[kind]))

const row = (name: string, value: Markup | string): Markup => html`<tr><th scope="row">${name}</th><td>${value}</td></tr>`

const answers = async (ask: () => Promise<unknown>): Promise<boolean> => {
  try {
    await ask()
    return true
  } catch {
    return false
  }
}
