import { FORMATS, PICTURES } from '../../../exchange/answers/index.ts'
import { grouped } from '../../../model/numbers.ts'
import { VIEWS } from '../../../exchange/answers/about.ts'
import { Markup, markup as html } from '../../../exchange/markup.ts'
import { Recent } from '../../../archive/recent.ts'
import { relationsOf, type Answer, type Put } from '../../../graph/answer.ts'
import type { CitedAnswer } from '../../../graph/cited.ts'
import { searchedText, STANDING_LINE } from '../../../graph/wording.ts'
import { KINDS } from '../../../model/records.ts'
import type { Vocabulary } from '../../../model/vocabulary.ts'
import { FAMILY } from '../../../questions/family.ts'
import type { QuestionKind } from '../../../questions/kind.ts'
import { permalinkOf } from '../../../questions/permalink.ts'
import type { Call, Language } from '../../call.ts'
import { hidden, type Mistakes } from '../../form.ts'
import type { Page } from '../../page.ts'
import { own } from '../../parts/entity.ts'
import { pager } from '../../parts/pager.ts'
import { found } from './found.ts'
import { questionForm, wordsFor, type Given } from './form.ts'
import { qrCode } from './qr.ts'
import { addressIn, takeAway } from './take.ts'

export interface Showing {
  /** Above everything: that it was read so, and how else it may be read. */
  readonly before?: Markup
  /** Of the sentence that was asked, besides those of the answer. */
  readonly notes?: readonly string[]
  /** What the box in the head holds. */
  readonly asked?: string
  /** Of the form that saves it. */
  readonly saving?: { readonly name: string; readonly mistakes: Mistakes }
}

/** An answer to a question of the family, whole: as a page at its own address, or under the words that asked for it. */
export async function answerView(call: Call, one: QuestionKind, answer: Answer, { before, notes = [], asked, saving }: Showing = {}): Promise<Page> {
  const { t, language, context, archive } = call
  const cited = await context.cited(answer)
  const given = givenOf(answer.put)
  const [picture, words] = await Promise.all([pictureOf(call, cited), wordsFor(call, given)])
  const said = [...new Set([...notes, ...answer.notes])]
  const hasRelations = answer.rows.some((row) => relationsOf(row).length > 0)
  return {
    title: answer.title, description: `${answer.text}${hasRelations ? STANDING_LINE : ''}`,
    canonical: permalinkOf(answer.put), card: { kind: t('答案', 'Answer') }, wide: true, ...(asked === undefined ? {} : { asked }), ...(saving === undefined ? {} : { status: 400 }),
    islands: ['suggest', 'copy', 'take-away'],
    alternates: ['jsonld', 'json', 'csv'].flatMap((name) => FORMATS.get(name) ?? []).map(({ mediaType, extension }) => ({ type: mediaType.split(';')[0]!, href: addressIn(answer, extension) })),
    head: html`<meta name="citation_title" content="${answer.title}">
<meta name="citation_author" content="${archive}">
<meta name="citation_publication_date" content="${cited.day.replaceAll('-', '/')}">
<meta name="citation_public_url" content="${cited.permalink}">
`,
    main: html`<article class="answer">
<header class="answer-head">
${before ?? ''}<h1${own(call)}>${unbroken(answer.title)}</h1>
<p class="sentence"${own(call)}>${answer.text}</p>
${language === 'en' ? html`<p class="hint">${one.summary.en} ${answer.total === 1 ? '1 row.' : `${grouped(answer.total)} rows.`} Names and sentences of the archive stand in Chinese.</p>\n` : ''}<div class="tools noprint">
<details class="edit"><summary>${t('改這個問題', 'Change the question')}</summary>
${questionForm(call, one, given, words, { open: true })}
</details>
${timeForms(call, one, answer.put)}</div>
</header>
<div class="findings">
${answer.rows.length === 0 ? nothing(call, one, answer.put, asked) : found(call, cited)}${pager({ ...call, path: `/answers/${one.name}`, query: queryOf(call, answer.put) }, answer)}
</div>
${picture === '' ? '' : html`<figure class="picture" tabindex="0" aria-label="${t('答案的圖，可以左右捲動', 'The answer as a picture; it can be scrolled')}">${new Markup(picture)}
<figcaption>${t('線上的方括號是憑據的號碼；虛線是待審、有異議、已不採用或待覆核的。', 'Numbers in brackets are those of the evidence; broken lines are proposed, disputed, deprecated or to be checked again.')}</figcaption></figure>
`}<div class="beside">
<section class="how">
<h2>${t('怎麼查的', 'How it was found')}</h2>
<ul${own(call)}>${said.map((note) => html`<li>${note}</li>`)}${answer.searched === undefined ? '' : html`<li>${searchedText(answer.searched, call.asking.vocabulary)}</li>`}${hasRelations ? html`<li>${STANDING_LINE}</li>` : ''}<li>${cited.view === 'public' ? '看的是人人都看得到的' : '看的是您登入後看得到的'}，${cited.day}。</li></ul>
</section>
${takeAway(call, cited, saving)}
</div>
<footer class="printed">
${qrCode(cited.permalink, t('永久網址的 QR 碼', 'QR code of the permanent address'))}
<p>${archive}・${cited.day}・${t(VIEWS[cited.view], cited.view === 'public' ? 'public view' : 'view of somebody signed in')}<br><span class="address">${cited.permalink}</span><br><small>sha256:${cited.checksum}</small></p>
</footer>
</article>`,
  }
}

/** Names in quotes that fit into a line of a phone are not broken. */
const unbroken = (title: string): Markup => html`${title.split(/(「[^」]{1,10}」[，。？、]*)/).map((part, i) => (i % 2 === 0 ? part : html`<span class="whole">${part}</span>`))}`

/** As an address would give it: each argument as texts. */
export const givenOf = ({ arguments: given }: Put): Given =>
  Object.fromEntries(Object.entries(given).map(([field, value]) => [field, (Array.isArray(value) ? value : [value]).map((item) => (typeof item === 'object' ? JSON.stringify(item) : String(item)))]))

/** What leads to another page of the same answer: the question, and where in it this page stands. */
function queryOf({ query }: Call, put: Put): URLSearchParams {
  const parameters = new URLSearchParams(permalinkOf(put).split('?')[1] ?? '')
  const after = query.get('after')
  if (after !== null) parameters.set('after', after)
  return parameters
}

/** Where nothing was found: what that does not mean, and how to ask for more. */
function nothing(call: Call, { name, shape }: QuestionKind, { arguments: given }: Put, asked?: string): Markup {
  const { t, href } = call
  const { asOf, kinds, relations, types, ...rest } = given
  const wider = [
    ...(asOf === undefined ? [] : [[t('不管什麼時候', 'At any time'), { ...given, asOf: undefined }] as const]),
    ...(name === 'connectors' && kinds === undefined ? [[t('也算人、地方與其他', 'Also people, places and others'), { ...given, kinds: [...KINDS] }] as const] : []),
    ...(name !== 'connectors' && kinds !== undefined ? [[t('不管哪一種', 'Of any kind'), { ...given, kinds: undefined }] as const] : []),
    ...(relations === undefined && types === undefined ? [] : [[t('不管什麼關係', 'By any relation'), { ...rest, asOf, kinds }] as const]),
    ...('includeProposed' in shape && given['includeProposed'] !== true ? [[t('待審的也看', 'Also what is only proposed'), { ...given, includeProposed: true }] as const] : []),
    ...('maxHops' in shape && given['maxHops'] === undefined && name === 'paths' ? [[t('多走幾步', 'With more steps'), { ...given, maxHops: MORE_STEPS }] as const] : []),
  ]
  return html`<p>${t('沒有紀錄，不等於沒有關係：可能還沒有人寫進來。', 'Nothing recorded does not mean no relation: perhaps nobody has written it down yet.')}</p>
${wider.length === 0 ? '' : html`<p>${t('也可以放寬來問：', 'It can be asked more widely:')}</p>
<ul class="chips">${wider.map(([label, put]) => html`<li><a href="${href(permalinkOf({ name, arguments: Object.fromEntries(Object.entries(put).filter(([, value]) => value !== undefined)) }))}">${label}</a></li>`)}</ul>
`}${asked === undefined ? '' : searchLink(call, asked)}<p><a href="${href('/contribute')}">${t('知道的話，請寫下來', 'If you know of it, write it down')}</a></p>
`
}

/** No longer words are looked for in the box of questions. */
const LONGEST = 300

/** The words of a question as they are, looked for in everything. */
export const searchLink = ({ t, href }: Call, words: string): Markup =>
  html`<p><a class="button plain" href="${href('/search', { q: words.slice(0, LONGEST) })}">${t('在所有名稱與文字裡找這幾個字', 'Search all names and texts for these words')}</a></p>
`

/** The most that paths are looked for. */
const MORE_STEPS = 6

/** The answer of another time, and what changed between two. */
function timeForms({ t, href }: Call, one: QuestionKind, { arguments: given }: Put): Markup {
  if (one.name === 'compare') {
    const [question, inner] = [String(given['question']), String(given['arguments'])]
    return html`${comparing({ t, href }, question, inner, { at: String(given['at']), to: String(given['to']) })}<p><a href="${href(permalinkOf({ name: question, arguments: { ...JSON.parse(inner) as object, asOf: given['to'] } }))}">${t('只看後來的', 'Only the later one')}</a></p>
`
  }
  if (!('asOf' in one.shape)) return new Markup('')
  const { asOf, first: _, ...rest } = given
  const others = Object.entries(givenOf({ name: one.name, arguments: rest })).flatMap(([field, values]) => values.map((value) => hidden(field, value)))
  return html`<form class="as-of" action="${href(`/answers/${one.name}`)}" method="get">${others}
<label for="as-of">${t('看哪個時候的', 'As of')}</label> <input id="as-of" name="asOf" type="text" value="${typeof asOf === 'string' ? asOf : ''}" placeholder="${t('例：民國104年', 'e.g. 2015')}"> <button class="quiet">${t('看', 'Show')}</button></form>
<details><summary>${t('比較兩個時間', 'Compare two dates')}</summary>
${comparing({ t, href }, one.name, JSON.stringify(rest))}</details>
`
}

/** @param inner the arguments of the question, as JSON */
const comparing = ({ t, href }: Pick<Call, 't' | 'href'>, question: string, inner: string, { at = '', to = '' } = {}): Markup =>
  html`<form class="compare" action="${href('/answers/compare')}" method="get">${hidden('question', question)}${hidden('arguments', inner)}
<label for="at">${t('從', 'From')}</label> <input id="at" name="at" type="text" required value="${at}" placeholder="${t('例：2010', 'e.g. 2010')}"> <label for="to">${t('到', 'to')}</label> <input id="to" name="to" type="text" required value="${to}" placeholder="${t('例：2020', 'e.g. 2020')}"> <button class="quiet">${t('比較', 'Compare')}</button></form>
`

/** Answers that are read as tables: a picture of their evidence shows nothing. */
const LISTS: readonly string[] = ['counts', 'ranking', 'timeline', 'passages', 'definitions', 'concepts']

/** Pictures by what they show: the same answer is drawn once. */
const drawn = new WeakMap<Vocabulary, Recent<string, string>>()
const KEPT = 200

/** The picture of an answer as markup; empty where there is none. It takes as long as all the rest, and is drawn in a thread. */
async function pictureOf({ context, language }: Call, cited: CitedAnswer): Promise<string> {
  const { rows, put } = cited.answer
  if (LISTS.includes(put.name) || !rows.some((row) => relationsOf(row).length > 0)) return ''
  const kept = drawn.get(cited.vocabulary) ?? new Recent<string, string>(KEPT)
  drawn.set(cited.vocabulary, kept)
  const key = keyOf(cited, language)
  const known = kept.get(key)
  if (known !== undefined) return known
  const picture = await context.write(PICTURES[language].name, cited)
  kept.set(key, picture)
  return picture
}

/** The checksum is of what the reader is shown, so that who is shown more has another picture. */
const keyOf = ({ checksum, answer: { title } }: CitedAnswer, language: Language): string => `${checksum} ${language} ${title}`

/** A kind of the family by its name. */
export const kindNamed = (name: string): QuestionKind | undefined => FAMILY.get(name)
