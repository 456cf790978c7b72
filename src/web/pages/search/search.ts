import { markup as html, type Markup } from '../../../exchange/markup.ts'
import { ArchiveError } from '../../../model/errors.ts'
import { isId } from '../../../model/ids.ts'
import { grouped } from '../../../model/numbers.ts'
import { KINDS, type Kind } from '../../../model/records.ts'
import { resolve, type Candidate } from '../../../questions/resolve.ts'
import { search as found } from '../../../questions/search.ts'
import { TOTAL_LIMIT, type SearchResult } from '../../../search/port.ts'
import type { Call } from '../../call.ts'
import type { Page } from '../../page.ts'
import { entityLink, kindLabel } from '../../parts/entity.ts'
import { pager } from '../../parts/pager.ts'
import type { Handler } from '../../route.ts'
import { searchBox } from './box.ts'
import { browse, waysIn } from './browse.ts'
import { chosen, facetsOf, type Labels } from './facets.ts'
import { argumentsOf, givenIn, isNarrowed, queryOf, type Given } from './given.ts'
import { hitsOf } from './hits.ts'
import { keeping } from './watching.ts'

const SORTS = [['relevance', '最相關的在前', 'Best first'], ['date', '新的在前', 'Newest first'], ['name', '依筆畫', 'By strokes']] as const

/** `GET /search`: what is found under these words; without words, what there is of a kind. */
export const search: Handler = async (call) => {
  const given = givenIn(call.query)
  if (given.text === '') {
    const kind = KINDS.find((one) => one === given.kinds[0])
    return kind === undefined ? waysIn(call) : browse(call, kind)
  }
  try {
    const result = await found(call.asking, { ...argumentsOf(given), ...(given.after === undefined ? {} : { after: given.after }) })
    return await resultsPage(call, given, result)
  } catch (error) {
    if (error instanceof ArchiveError && error.code === 'UNAVAILABLE') return byNameOnly(call, given, error)
    throw error
  }
}

async function resultsPage(call: Call, given: Given, result: SearchResult): Promise<Page> {
  const { t, href } = call
  const { hits, total } = result
  const labels = await labelsOf(call, [...given.collections, ...given.within, ...(result.facets.collection ?? []).map(({ value }) => value)])
  const number = grouped(total)
  const many = total >= TOTAL_LIMIT ? t(`超過 ${number} 個`, `More than ${number}`) : t(`找到 ${number} 個`, `${number} found`)
  const facets = facetsOf(call, given, result.facets, labels)
  return {
    title: t(`找「${given.text}」`, `Search: ${given.text}`), unlisted: true, wide: true, asked: given.text, islands: ['suggest'],
    main: html`<h1>${t('找資料', 'Search')}</h1>
${searchBox(call, given.text, { sort: given.sort })}
${chosen(call, given, labels)}<div class="results"><div class="list">
<p class="found" role="status">${many}${facets.text === '' ? '' : html` <a class="narrow" href="#narrow">${t('縮小範圍', 'Narrow down')}</a>`}</p>
${didYouMean(call, given, result)}${total === 0 ? nothing(call, given) : html`${sorts(call, given)}${await hitsOf(call, hits, given.text)}${pager(call, result)}`}
<p><a href="${href('/ask', { q: given.text })}">${t('把這句話當問題來問', 'Ask this as a question')}</a></p>
${await keeping(call, given)}</div>
${facets}</div>`,
  }
}

function didYouMean({ t, href }: Call, given: Given, { didYouMean: other }: SearchResult): Markup {
  return other === undefined ? html`` : html`<p class="other">${t('您要找的是不是', 'Did you mean')} <a href="${href('/search', queryOf({ ...given, text: other }))}">${other}</a>${t('？', '?')}</p>
`
}

function nothing({ t, href }: Call, given: Given): Markup {
  return html`<div class="nothing"><p>${isNarrowed(given) ? t('在這個範圍裡沒有找到。', 'Nothing is found within these bounds.') : t('沒有找到。', 'Nothing is found.')}</p>
<ul>${isNarrowed(given) ? html`<li><a href="${href('/search', { q: given.text })}">${t('在全部資料裡找', 'Search everything')}</a></li>` : ''}
<li>${t('換短一點的詞，或另一種寫法試試。', 'Try fewer or other words.')}</li>
<li><a href="${href('/contribute')}">${t('您知道這件事嗎？寫下一段', 'Do you know of it? Write it down')}</a></li></ul></div>
`
}

const sorts = ({ t, href }: Call, given: Given): Markup => html`<nav class="sorts" aria-label="${t('排列', 'Order')}"><ul>${SORTS.map(([sort, zh, en]) => {
  const isNow = (given.sort === '' ? 'relevance' : given.sort) === sort
  return html`<li><a href="${href('/search', queryOf({ ...given, sort: sort === 'relevance' ? '' : sort }))}"${isNow ? html` aria-current="true"` : ''}>${t(zh, en)}</a></li>`
})}</ul></nav>
`

/** What filters name by its id; what this reader does not see keeps its id. */
async function labelsOf({ asking }: Call, values: readonly string[]): Promise<Labels> {
  const ids = [...new Set(values.filter(isId))]
  if (ids.length === 0) return new Map()
  const views = await asking.graph.entities(ids, asking.viewer)
  return new Map([...views].map(([id, { name }]) => [id, name]))
}

/** The index of the full text cannot be reached: names are found all the same. */
async function byNameOnly(call: Call, given: Given, error: ArchiveError): Promise<Page> {
  const { t, reply } = call
  reply.header('retry-after', error.details.retryAfter ?? 5)
  const kind = given.kinds[0] as Kind | undefined
  const named = await resolve(call.asking, given.text, { first: 20, ...(kind === undefined ? {} : { kind }) }).catch((reason: unknown): Candidate[] => {
    if (reason instanceof ArchiveError && reason.code === 'BAD_USER_INPUT') return []
    throw reason
  })
  return {
    title: t(`找「${given.text}」`, `Search: ${given.text}`), status: 503, unlisted: true, asked: given.text,
    main: html`<h1>${t('找資料', 'Search')}</h1>
${searchBox(call, given.text, { sort: given.sort })}
<p class="away" role="status">${t('全文檢索暫時無法使用，請過一會兒再試。名稱還是找得到：', 'The search in texts is temporarily unavailable; please try again in a while. Names are found all the same:')}</p>
${named.length === 0 ? html`<p>${t('沒有這樣的名稱。', 'There is no such name.')}</p>` : html`<ul class="plainlist">${named.map(({ entity }) => html`<li>${entityLink(call, entity)} <span class="kind">${kindLabel(call, entity.kind)}</span></li>`)}</ul>`}`,
  }
}
