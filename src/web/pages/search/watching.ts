import { unwatch, watch, watches } from '../../../archive/watching/watch.ts'
import { allowed } from '../../../model/permissions.ts'
import { Markup, markup as html } from '../../../exchange/markup.ts'
import { badInput } from '../../../model/errors.ts'
import { askAnew, watchPorts } from '../../../http/watching.ts'
import type { Call } from '../../call.ts'
import { hidden } from '../../form.ts'
import type { Handler } from '../../route.ts'
import { argumentsOf, givenIn, queryOf, type Given } from './given.ts'

/** Keeping a search: to be told of what is new in it, or as a collection that asks anew. */
export async function keeping(call: Call, given: Given): Promise<Markup> {
  const { t, href, actor, context, query } = call
  if (actor === undefined) return html`<p class="keeping"><a href="${href('/sign-in', { to: href('/search', queryOf(given)) })}">${t('登入後可以存下這個搜尋，有新的就告訴您', 'Sign in to keep this search and be told of what is new')}</a></p>`
  const asks = JSON.stringify(argumentsOf(given))
  const mine = allowed(actor, 'seeNews') ? (await watches(watchPorts(context), actor)).find((one) => one.kind === 'search' && one.asks === asks) : undefined
  const fields = Object.entries(queryOf(given)).flatMap(([name, value]) => [value ?? []].flat().filter((one) => one !== '').map((one) => hidden(name, String(one))))
  return html`${query.has('watched') && mine !== undefined ? html`<p class="done" role="status">${t('存好了。找到新的，就會出現在「我的」裡。', 'Kept. What is new will stand under “Mine”.')}</p>
` : ''}<div class="keeping buttons">${mine === undefined
    ? html`<form method="post" action="${href('/search/watch')}">${fields}<button class="quiet">${t('存下這個搜尋，有新的告訴我', 'Keep this search and tell me of what is new')}</button></form>`
    : html`<form method="post" action="${href('/search/watch')}">${fields}${hidden('stop', mine.id)}<button class="quiet">${t('不再告訴我', 'Stop telling me')}</button></form>`}
${allowed(actor, 'propose') ? html`<a class="button quiet" href="${href('/collections/new', { manner: 'question', question: JSON.stringify({ name: 'search', arguments: argumentsOf(given) }) })}">${t('做成專題', 'Make a collection of it')}</a>` : ''}</div>
`
}

/** `POST /search/watch`: keeps the search that was sent, or (`stop`) no longer. */
export const keep: Handler = async ({ context, actor, form, href }) => {
  const given = givenIn(form)
  const stop = form.get('stop')
  if (stop !== null) await unwatch(watchPorts(context), actor, stop)
  else {
    if (given.text === '') throw badInput('q', '請輸入要找的字 (words to look for are needed)')
    await watch(watchPorts(context), askAnew(context), actor, { search: argumentsOf(given) as unknown as Readonly<Record<string, unknown>>, name: given.text.slice(0, 100) })
  }
  return { to: href('/search', { ...queryOf(given), ...(stop === null ? { watched: 1 } : {}) }) }
}
