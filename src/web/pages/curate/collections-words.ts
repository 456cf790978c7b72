import type { CollectionView } from '../../../archive/collections/view.ts'
import { markup as html, type Markup } from '../../../exchange/markup.ts'
import type { Put } from '../../../graph/answer.ts'
import type { EntityView } from '../../../graph/port.ts'
import { ArchiveError } from '../../../model/errors.ts'
import { grouped } from '../../../model/numbers.ts'
import type { CollectionRecord, State } from '../../../model/records.ts'
import { FAMILY } from '../../../questions/family.ts'
import { checked } from '../../../questions/kind.ts'
import { permalinkOf } from '../../../questions/permalink.ts'
import type { SearchArguments } from '../../../questions/search.ts'
import type { Call } from '../../call.ts'
import { queryOf } from '../search/given.ts'

export type Manner = CollectionRecord['manner']

const MANNERS: Readonly<Record<Manner, readonly [zh: string, en: string]>> = { manual: ['手編', 'put together by hand'], question: ['用問題編', 'by question'], exhibit: ['展覽', 'exhibit'] }

/** How it was put together: 「手編」, 「圖」. */
export const mannerOf = ({ t }: Pick<Call, 't'>, { manner, looking }: Pick<CollectionView, 'manner' | 'looking'>): string => (looking === undefined ? t(...MANNERS[manner]) : t('圖', 'picture'))

export const layoutPath = (id: string): string => `/explore?layout=${id}`

const STATES: Readonly<Record<State, readonly [zh: string, en: string]>> = {
  draft: ['草稿', 'draft'], proposed: ['待審', 'proposed'], returned: ['退回修改', 'returned'], published: ['已公開', 'published'], declined: ['沒有收錄', 'declined'], withdrawn: ['已撤下', 'withdrawn'],
}

export const collectionPath = (id: string): string => `/collections/${id}`

/** Nothing is said of what is published. */
export const stateMark = ({ t }: Pick<Call, 't'>, state: State): Markup => (state === 'published' ? html`` : html`<span class="mark proposed">${t(...STATES[state])}</span>`)

/** 「12 筆」 */
export function sizeOf({ t }: Pick<Call, 't'>, { total, manner }: Pick<CollectionView, 'total' | 'manner'>): string {
  return manner === 'exhibit' ? t(`${grouped(total)} 件展品`, `${grouped(total)} exhibits`) : t(`${grouped(total)} 筆`, total === 1 ? '1 item' : `${grouped(total)} items`)
}

export const descriptionOf = ({ fields }: Pick<EntityView, 'fields'>): string => String([fields['description'] ?? fields['scopeNote'] ?? ''].flat()[0] ?? '')

/** Where a question is asked: its answer's page, or the search. */
export function questionAddress({ href }: Pick<Call, 'href'>, put: Put): string {
  if (FAMILY.has(put.name)) return href(permalinkOf(put))
  const { text, kinds, from, to, types, places, collections, within, sort } = put.arguments as unknown as SearchArguments
  return href('/search', queryOf({ text, sort: sort ?? '', kinds: kinds ?? [], types: types ?? [], places: places ?? [], collections: collections ?? [], within: within ?? [], ...(from == null ? {} : { from }), ...(to == null ? {} : { to }) }))
}

/** A question in words, as this reader may ask it; of what kind it is where they cannot. */
export async function questionTitle({ asking, t, language }: Call, put: Put): Promise<string> {
  const one = FAMILY.get(put.name)
  if (one === undefined) return t(`找「${String(put.arguments['text'])}」`, `search: ${String(put.arguments['text'])}`)
  try {
    return (await one.answer(asking, checked(one, { ...put.arguments, ...('first' in one.shape ? { first: 1 } : {}) }))).title
  } catch (error) {
    if (error instanceof ArchiveError) return one.summary[language === 'en' ? 'en' : 'zh-Hant']
    throw error
  }
}
