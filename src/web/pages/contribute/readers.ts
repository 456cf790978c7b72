import { knownProtocols } from '../../../archive/access/audiences.ts'
import { audienceOf } from '../../../archive/access/audiences.ts'
import { whoCanSee, type WhoCanSee } from '../../../archive/access/who-can-see.ts'
import { unauthenticated } from '../../../model/errors.ts'
import { markup as html, type Markup } from '../../../exchange/markup.ts'
import { grouped } from '../../../model/numbers.ts'
import type { Call } from '../../call.ts'
import { boxes, choice, field, type Mistakes, type Option } from '../../form.ts'
import { own } from '../../parts/entity.ts'
import { readersIn } from './answers.ts'
import { listed, said } from './posted.ts'

/** Protocols of which somebody is a reader, and may choose. */
export async function protocolsOf({ actor, context }: Pick<Call, 'actor' | 'context'>): Promise<Option[]> {
  if (actor === undefined) return []
  return knownProtocols(await context.people().directory.table(), actor.viewer).filter(({ id }) => actor.viewer.whole === true || actor.viewer.protocols.has(id)).map(({ id, label }) => ({ value: id, label }))
}

/** 「誰看得到」 as a choice; several protocols together are folded away. */
export function readersChooser({ t }: Pick<Call, 't'>, form: URLSearchParams, protocols: readonly Option[], mistakes: Mistakes, { name = 'audience', alone }: { readonly name?: string; /** What it is for oneself. */ readonly alone?: string } = {}): Markup {
  return html`${boxes({
    name, label: t('誰看得到？', 'Who can see it?'), single: true, mistakes, values: [form.get(name) ?? (alone === undefined ? 'none' : '')],
    options: [
      ...(alone === undefined ? [] : [{ value: '', label: alone }]),
      { value: 'everyone', label: t('所有人', 'Everyone'), hint: t('網路上任何人，包括搜尋引擎。', 'Anybody on the web, search engines too.') },
      { value: 'signed-in', label: t('登入的人', 'Whoever is signed in'), hint: t('在這裡有帳號的人。', 'People with an account here.') },
      ...protocols.map(({ value, label }) => ({ value, label: t(`「${label}」的人`, `Those of “${label}”`) })),
    ],
  })}${protocols.length < 2 ? '' : html`<details${form.getAll(`${name}Also`).length > 0 ? html` open` : ''}><summary>${t('同時用幾個守則', 'Several protocols together')}</summary>
${boxes({ name: `${name}Also`, label: t('再加上', 'And also'), options: protocols, values: form.getAll(`${name}Also`) })}
${choice({ name: `${name}Mode`, label: t('幾個守則時', 'Of several'), value: said(form, `${name}Mode`), options: [{ value: 'all', label: t('每一個都要符合才看得到', 'all must admit the reader') }, { value: 'any', label: t('符合其中一個就看得到', 'one is enough') }] })}
</details>
`}`
}

/** Asks before anything is saved who would see it. @throws as `whoCanSee` */
export async function whoWould({ actor, context, asking }: Pick<Call, 'actor' | 'context' | 'asking'>, form: URLSearchParams): Promise<WhoCanSee> {
  if (actor === undefined) throw unauthenticated()
  const people = context.people()
  return whoCanSee({ graph: asking.graph, ...people }, actor, audienceOf(await people.directory.table(), actor.viewer, readersIn(form)), listed(said(form, 'readers')))
}

/** The button that asks, whom to try, and the answer. */
export function whoPanel(call: Pick<Call, 't' | 'href' | 'language'>, form: URLSearchParams, mistakes: Mistakes, who: WhoCanSee | undefined, to: string): Markup {
  const { t, href } = call
  const isOpen = who !== undefined || said(form, 'readers') !== '' || mistakes.has('readers')
  return html`<details class="who" id="who"${isOpen ? html` open` : ''}><summary>${t('先看看誰看得到', 'See who would see it')}</summary>
${field({ name: 'readers', label: t('想試試某個人看不看得到？', 'Try whether somebody can see it'), hint: t('寫他的登入名稱，可以寫幾個，用「、」分開。', 'Their login; several, parted by commas.'), value: said(form, 'readers'), mistakes, more: html`spellcheck="false"` })}
<p><button class="quiet" name="action" value="who" formnovalidate formaction="${href(to)}#who">${t('看看', 'See')}</button></p>
${who === undefined ? '' : html`<div class="answer" role="status">
<p><strong>${t('看得到的是：', 'It can be seen by: ')}</strong><span${own(call)}>${who.text}</span></p>
<ul>
<li>${mark(call, who.everyone)} ${t('沒有登入的人', 'whoever is not signed in')}</li>
<li>${mark(call, who.signedIn)} ${t('登入、但不屬於這些社群的人', 'whoever is signed in and of none of these communities')}</li>
${who.protocols.map(({ label, members }) => html`<li><span${own(call)}>「${label}」</span>${members === undefined ? '' : t(`：成員 ${grouped(members)} 人`, `: ${members} members`)}</li>
`)}${who.readers.map(({ name, can }) => html`<li>${can === null ? t('不能告訴您：', 'Not to be told: ') : mark(call, can)} <span${own(call)}>${name}</span></li>
`)}</ul>
</div>
`}</details>
`
}

const mark = ({ t }: Pick<Call, 't'>, can: boolean): string => (can ? t('✓ 看得到：', '✓ sees it: ') : t('✗ 看不到：', '✗ does not: '))
