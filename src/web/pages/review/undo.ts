import { undo } from '../../../archive/history/undo.ts'
import { markup as html } from '../../../exchange/markup.ts'
import { localPath } from '../../../http/local-path.ts'
import { writer } from '../../../http/writing.ts'
import { unauthenticated } from '../../../model/errors.ts'
import { countIn, grouped } from '../../../model/numbers.ts'
import type { Call } from '../../call.ts'
import { attempted, field, hidden, mistakesList, NONE, type Mistakes } from '../../form.ts'
import type { Page } from '../../page.ts'
import { entityPath } from '../../parts/entity.ts'
import { momentOf } from '../../parts/moment.ts'
import type { Handler } from '../../route.ts'

/** Taking back a batch or a change: what would go back, and what later edits hold. */
export const undoPage: { readonly get: Handler; readonly post: Handler } = {
  get: (call) => page(call, NONE),
  post: async (call) => {
    const { form, params, context, asking, href } = call
    const reason = (form.get('reason') ?? '').trim()
    const found = await attempted(call, () => undo(asking.graph, writer(context), params['id']!, { origin: 'web', whole: form.get('whole') === 'yes', ...(reason === '' ? {} : { reason }) }))
    if ('mistakes' in found) return page(call, found.mistakes)
    return { to: form.has('to') ? localPath(form.get('to')) : href(`/undo/${params['id']!}`, { done: String(found.done.operations) }) }
  },
}

async function page(call: Call, mistakes: Mistakes): Promise<Page> {
  const { t, href, params, context, asking, query, form, actor } = call
  if (actor === undefined) throw unauthenticated()
  const id = params['id']!
  const done = countIn(query.get('done'))
  const looked = done === undefined ? await undo(asking.graph, writer(context), id, { dryRun: true }) : undefined
  return {
    title: t('收回', 'Take back'), unlisted: true, ...(mistakes.size === 0 ? {} : { status: 400 }),
    main: html`<h1>${t('收回', 'Take back')}</h1>
${done === undefined ? '' : html`<p class="done" role="status">${t(`收回了 ${grouped(done)} 筆。`, `${grouped(done)} records were taken back.`)}</p>`}${mistakesList(call, mistakes)}${looked === undefined ? '' : html`<p>${t(`會收回 ${grouped(looked.operations)} 筆。`, `${grouped(looked.operations)} records would go back.`)}${looked.held === 0 ? '' : t(`有 ${grouped(looked.held)} 處後來又有人改過，會留著：`, ` ${grouped(looked.held)} were changed later and stay:`)}</p>
${looked.obstacles.length === 0 ? '' : html`<ul>${await Promise.all(looked.obstacles.map(async (one) => html`<li><a href="${href(entityPath(one.id))}">${one.name}</a>：${one.why}${one.parts.length === 0 ? '' : `（${one.parts.join('、')}）`} ${momentOf(call, one.at)}，${await context.nameOf(one.by)}</li>`))}</ul>`}
<form method="post" action="${href(`/undo/${id}`)}">${field({ name: 'reason', label: t('為什麼（可以不寫）', 'Why (optional)'), value: form.get('reason') ?? '', mistakes })}${looked.held === 0 ? '' : hidden('whole', 'no')}<div class="buttons"><button>${t('收回', 'Take it back')}</button></div></form>`}`,
  }
}
