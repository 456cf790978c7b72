import { setDigest } from '../../../archive/watching/digest.ts'
import { closeFeed, openFeed } from '../../../archive/watching/feed.ts'
import { markRead, whatIsNew } from '../../../archive/watching/read.ts'
import { unwatch, watch, watches } from '../../../archive/watching/watch.ts'
import { markup as html, type Markup } from '../../../exchange/markup.ts'
import { askAnew, watchPorts } from '../../../http/watching.ts'
import { badInput } from '../../../model/errors.ts'
import { isId } from '../../../model/ids.ts'
import { demand } from '../../../model/permissions.ts'
import type { Call } from '../../call.ts'
import { choice, hidden } from '../../form.ts'
import type { Page } from '../../page.ts'
import { entityLink } from '../../parts/entity.ts'
import { momentOf } from '../../parts/moment.ts'
import { pager } from '../../parts/pager.ts'
import type { Handler } from '../../route.ts'

/** What is new of what one watches; what one watches; where else one is told. `?of=ID` offers to watch that. */
export const watching: { readonly get: Handler; readonly post: Handler } = {
  get: (call) => page(call),
  post: async (call) => {
    const { form, context, actor, href } = call
    const [ports, act] = [watchPorts(context), form.get('act')]
    if (act === 'watch') {
      const [record, search, saved] = [form.get('record') ?? '', form.get('search') ?? '', form.get('saved') ?? '']
      if (record === '' && search === '' && saved === '') throw badInput('record', '請指出要關注什麼 (say what is to be watched)')
      demand(actor, 'watch')
      await watch(ports, askAnew(context), actor, isId(record) ? { record } : isId(saved) ? { saved } : { search: argumentsOf(search) })
    } else if (act === 'unwatch') await unwatch(ports, actor, form.get('id') ?? '')
    else if (act === 'read') await markRead(ports, actor, form.get('id') ?? undefined)
    else if (act === 'feed') return page(call, `${context.address}/feeds/${await openFeed(ports, actor)}.atom`)
    else if (act === 'close') await closeFeed(ports, actor)
    else if (act === 'digest') await setDigest(ports, actor, (form.get('every') === 'day' || form.get('every') === 'week' ? form.get('every') : null) as 'day' | 'week' | null, context.people().mail !== undefined)
    return { to: href('/me/watch') }
  },
}

/** Of a search: as JSON, or the words alone. */
function argumentsOf(search: string): Readonly<Record<string, unknown>> {
  if (!search.trimStart().startsWith('{')) return { text: search }
  try {
    return JSON.parse(search) as Record<string, unknown>
  } catch {
    throw badInput('search', '這個檢索的寫法不對 (the search is no JSON)')
  }
}

async function page(call: Call, feed?: string): Promise<Page> {
  const { t, href, actor, asking, query, context } = call
  demand(actor, 'seeNews')
  const [after, of] = [query.get('after'), query.get('of')]
  const [all, news] = [await watches(watchPorts(context), actor), await whatIsNew(watchPorts(context), actor, { first: 20, ...(after === null ? {} : { after }) }, asking.signal)]
  const watcher = await context.people().accounts.watcher(actor.account as never)
  const offered = of !== null && isId(of) && !all.some(({ subject }) => subject === of) ? (await asking.graph.entities([of], asking.viewer)).get(of) : undefined
  const act = (name: string, label: string, more: Markup | string = '', style = 'quiet'): Markup => html`<form method="post" action="${href('/me/watch')}">${hidden('act', name)}${more}<button class="${style}">${label}</button></form>`
  return {
    title: t('我關注的', 'What I watch'), unlisted: true, islands: feed === undefined ? [] : ['copy'],
    main: html`<h1>${t('我關注的', 'What I watch')}</h1>
${offered === undefined ? '' : html`<p>${entityLink(call, offered)}</p>${act('watch', t('關注：有變動就告訴我', 'Watch: tell me what changes'), hidden('record', offered.id), '')}`}
<h2>${t('有什麼新的', 'What is new')}</h2>
${news.items.length === 0 ? html`<p>${t('沒有新的消息。', 'Nothing new.')}</p>` : html`<ul class="plainlist">${news.items.map(({ id, text, entities, at, unread }) => html`<li id="n-${id}"><p>${unread ? html`<span class="mark">${t('新', 'new')}</span> ` : ''}${text}<br>${entities.slice(0, 4).map((one) => html`${entityLink(call, one)} `)}<small>${momentOf(call, at)}</small></p></li>`)}</ul>
${act('read', t('都看過了', 'All read'), hidden('id', news.items[0]!.id))}`}
${pager(call, news)}
<h2>${t('關注的', 'Watched')}</h2>
${all.length === 0 ? html`<p>${t('還沒有。在一頁上按「有變動通知我」，就會列在這裡。', 'Nothing yet. A page is listed here after “Watch” on it.')}</p>` : html`<ul class="plainlist">${all.map(({ id, name, about, subject }) => html`<li><p>${subject !== undefined && about !== undefined ? html`<a href="${href(`/entities/${subject}`)}">${name ?? about.text}</a>` : name ?? about?.text ?? t('看不到了', 'no longer to be seen')}</p>${act('unwatch', t('不再關注', 'Stop'), hidden('id', id))}</li>`)}</ul>`}
<h2>${t('也在別處告訴我', 'Tell me elsewhere, too')}</h2>
${feed === undefined ? '' : html`<div class="done" role="status"><p>${t('訂閱網址，只顯示這一次；有這個網址的人讀得到您能讀的消息：', 'The address of your feed, shown this once; whoever has it reads your news:')}</p><p><code id="feed">${feed}</code></p><copy-text for="feed" data-label="${t('複製', 'Copy')}" data-done="${t('已複製', 'Copied')}"></copy-text></div>`}
${act('feed', watcher?.feed === undefined ? t('給我一個訂閱網址（Atom）', 'Give me a feed (Atom)') : t('換一個訂閱網址', 'Another address for the feed'))}
${watcher?.feed === undefined ? '' : act('close', t('停用訂閱網址', 'Close the feed'))}
${context.people().mail === undefined ? '' : act('digest', t('存', 'Save'), choice({ name: 'every', label: t('寄信告訴我', 'By mail'), value: watcher?.digest ?? '', options: [{ value: '', label: t('不寄', 'never') }, { value: 'day', label: t('每天早上', 'every morning') }, { value: 'week', label: t('每星期一', 'on Mondays') }] }))}`,
  }
}
