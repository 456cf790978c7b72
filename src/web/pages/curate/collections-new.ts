import { createCollection, type Creating } from '../../../archive/collections/create.ts'
import { markup as html, type Markup } from '../../../exchange/markup.ts'
import type { Put } from '../../../graph/answer.ts'
import { shelving } from '../../../http/shelves.ts'
import { writer } from '../../../http/writing.ts'
import { isId, type Id } from '../../../model/ids.ts'
import { grouped } from '../../../model/numbers.ts'
import { demand } from '../../../model/permissions.ts'
import { putIn } from '../../../questions/collected.ts'
import type { Call } from '../../call.ts'
import { attempted, boxes, field, hidden, mistakesList, NONE, onceOnly, type Mistakes } from '../../form.ts'
import type { Page } from '../../page.ts'
import { own } from '../../parts/entity.ts'
import type { Handler } from '../../route.ts'
import { questionFields, questionIn, readersFields, readersIn, textIn, within } from './collections-form.ts'
import { layoutIn, placedAt } from '../explore/given.ts'
import { collectionPath, layoutPath, questionAddress, questionTitle, type Manner } from './collections-words.ts'

const FIELDS = ['name', 'description', 'manner', 'asked', 'state', 'reader']
/** Put in while it is made; more are added afterwards. */
const MOST = 500

/** `GET /collections/new?item=ID…` (what goes into it) or `?question=JSON` (whose answer it holds). */
export const begin: Handler = async (call) => {
  demand(call.actor, 'propose')
  return formPage(call, call.query, NONE)
}

/** `POST /collections/new`; with `begin` it only shows the form, with what is to go into it. */
export const create: Handler = async (call) => {
  const { form, context, actor, href } = call
  demand(actor, 'propose')
  if (form.has('begin')) return formPage(call, form, NONE)
  const [manner, layout] = [mannerIn(form), layoutIn(form)]
  const tried = await attempted(call, async () => createCollection(shelving(context), writer(context), {
    key: textIn(form, 'key'), manner, name: textIn(form, 'name'), description: textIn(form, 'description'), ...readersIn(form),
    ...(manner === 'question' ? { question: await questionIn(call, form) } : {}),
    ...(manner === 'manual' ? { add: layout === undefined ? itemsIn(form).map((item) => ({ item })) : placedAt(layout), ...(layout === undefined ? {} : { looking: layout.looking }) } : {}),
    ...(manner === 'exhibit' ? { blocks: itemsIn(form).map((item) => ({ block: 'item', item })) } : {}),
  } satisfies Creating))
  if ('mistakes' in tried) return { ...await formPage(call, form, within(tried.mistakes, FIELDS)), status: 400 }
  const made = tried.done.records.find(({ type }) => type === 'collection')
  return { to: href(layout !== undefined ? layoutPath(made!.id) : manner === 'question' ? collectionPath(made!.id) : `${collectionPath(made!.id)}/edit`) }
}

const mannerIn = (form: URLSearchParams): Manner => {
  const manner = form.get('manner')
  return manner === 'question' || manner === 'exhibit' ? manner : 'manual'
}

const itemsIn = (form: URLSearchParams): Id[] => [...new Set(form.getAll('item').flatMap((text) => text.split(/\s+/)).filter(isId))].slice(0, MOST)

async function formPage(call: Call, form: URLSearchParams, mistakes: Mistakes): Promise<Page> {
  const { t, href } = call
  const [items, layout] = [itemsIn(form), layoutIn(form)]
  const kept = textIn(form, 'question')
  const isByQuestion = kept !== '' || mannerIn(form) === 'question'
  return {
    title: layout === undefined ? t('編一個專題', 'Make a collection') : t('把圖存進檔案庫', 'Keep the picture in the archive'), unlisted: true,
    main: html`<h1>${layout === undefined ? t('編一個專題', 'Make a collection') : t('把圖存進檔案庫', 'Keep the picture in the archive')}</h1>
${mistakesList(call, mistakes)}<form method="post" action="${href('/collections/new')}">
${onceOnly()}${items.length === 0 ? '' : hidden('item', items.join(' '))}
${layout === undefined ? await whatGoesIn(call, items, kept) : html`<p>${t(`圖上有 ${layout.places.length} 個。讀的人只看到他看得到的。`, `${layout.places.length} on the picture. Readers see of it what they may see.`)}</p>
`}${field({ name: 'name', label: layout === undefined ? t('專題的名稱', 'What it is called') : t('這張圖叫什麼？', 'What is the picture called?'), value: textIn(form, 'name'), mistakes, required: true, most: 300 })}
${field({ name: 'description', label: t('說明（可以不填）', 'Description (optional)'), type: 'textarea', rows: 3, value: textIn(form, 'description'), mistakes, most: 5_000 })}
${layout !== undefined ? html`${hidden('manner', 'manual')}${hidden('layout', textIn(form, 'layout'))}` : kept === '' ? manners(call, isByQuestion ? 'question' : mannerIn(form), mistakes) : hidden('manner', 'question')}
${isByQuestion && kept === '' ? questionFields(call, form, mistakes) : kept === '' && items.length === 0 && layout === undefined ? html`<details class="tool"><summary>${t('用問題編的，問題是什麼', 'If by question: which')}</summary>${questionFields(call, form, mistakes)}</details>` : ''}
${await readersFields(call, form, mistakes)}
<p class="buttons"><button>${layout === undefined ? t('建立專題', 'Make it') : t('存起來', 'Keep it')}</button> <a href="${href('/collections')}">${t('算了', 'Never mind')}</a></p>
</form>`,
  }
}

const manners = ({ t }: Call, manner: Manner, mistakes: Mistakes): Markup => boxes({
  name: 'manner', label: t('怎麼編', 'How'), single: true, values: [manner], mistakes, options: [
    { value: 'manual', label: t('手編', 'By hand'), hint: t('一筆一筆放進來，排順序，說明為什麼', 'put things in one by one, in an order, with reasons') },
    { value: 'exhibit', label: t('展覽', 'An exhibit'), hint: t('文字、資料、引文、圖片、地圖，一塊一塊排', 'texts, things, quotations, pictures and maps, block by block') },
    { value: 'question', label: t('用問題編', 'By question'), hint: t('問題的答案就是內容，資料多了會自己跟著變', 'it holds what answers a question, and grows with the archive') },
  ],
})

async function whatGoesIn(call: Call, items: readonly Id[], kept: string): Promise<Markup> {
  const { t, asking } = call
  if (kept !== '') {
    const put: Put = putIn(parsed(kept), 'question')
    return html`${hidden('question', kept)}<p>${t('內容是這個問題的答案', 'It will hold what answers')}：<a href="${questionAddress(call, put)}">${await questionTitle(call, put)}</a></p>
`
  }
  if (items.length === 0) return html``
  const views = await asking.graph.entities(items.slice(0, 5), asking.viewer)
  const names = [...views.values()].map(({ name }, i) => html`${i > 0 ? t('、', ', ') : ''}<span${own(call)}>${name}</span>`)
  return html`<p>${t(`要放進去 ${grouped(items.length)} 筆`, `${grouped(items.length)} to go into it`)}${names.length === 0 ? '' : html`：${names}${items.length > names.length ? '…' : ''}`}</p>
`
}

/** What is no JSON is no question, either. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
