import { markup as html, Markup } from '../../../exchange/markup.ts'
import type { CitedPassage } from '../../../graph/answer.ts'
import { ArchiveError, ERRORS } from '../../../model/errors.ts'
import { locatorText } from '../../../model/locator.ts'
import { nameKey } from '../../../model/names.ts'
import { ask as asked, type AskAnswer, type QuestionReading } from '../../../questions/ask.ts'
import { permalinkOf } from '../../../questions/permalink.ts'
import { resolve, type Candidate } from '../../../questions/resolve.ts'
import { suggestHolding } from '../../../questions/search.ts'
import type { Call } from '../../call.ts'
import type { Page } from '../../page.ts'
import { entityLink, entityPath, kindLabel, own } from '../../parts/entity.ts'
import { suggesting } from '../../parts/suggest.ts'
import type { Handler } from '../../route.ts'
import { wrongIn } from '../../words.ts'
import { answerView, kindNamed, searchLink } from './view.ts'

/** `/ask?q=`: a question in words is answered here; a name leads to its page; for anything else there is what comes nearest. */
export const ask: Handler = async (call) => {
  const { query, href, t } = call
  const words = (query.get('q') ?? '').trim()
  if (words === '') return { to: href('/') }
  const named = await namedIn(call, words)
  const equal = named.filter((one) => isMeant(words, one))
  if (equal.length === 1) return { to: href(entityPath(equal[0]!.entity.id)) }
  if (equal.length > 1) return { title: t(`「${words}」可以指好幾個`, `Several are called “${words}”`), unlisted: true, asked: words, main: html`<h1>${t(`「${words}」可以指好幾個`, `Several are called “${words}”`)}</h1>
${candidatesOf(call, equal)}${searchLink(call, words)}` }
  let found: AskAnswer
  try {
    found = await asked(call.asking, words)
  } catch (error) {
    if (!(error instanceof ArchiveError) || error.code !== 'BAD_USER_INPUT') throw error
    return { ...again(call, words, html`<p class="mistake">${wrongIn(call, error.message)}</p>`), status: ERRORS[error.code].status }
  }
  const { answer, readings, reading } = found
  const one = answer === undefined ? undefined : kindNamed(answer.put.name)
  if (answer === undefined || one === undefined) return declined(call, words, found, named)
  const others = readings.filter((other) => other !== reading)
  const page = await answerView(call, one, answer, {
    asked: words, notes: found.notes,
    before: html`<p class="eyebrow">${t('您問的是', 'You asked')}：<q${own(call)}>${words}</q>。${t('讀作：', 'Read as:')}</p>
${others.length === 0 ? '' : html`<details class="readings noprint"><summary>${t('也可以讀作……', 'It may also be read as …')}</summary>${readingsOf(call, others)}</details>
`}`,
  })
  return { ...page, unlisted: true }
}

/** Whether the words are a name, or short for one (北美館). A sentence that ends with a name (哪些組織連結社會局與文化局) is none: it is asked. */
const isMeant = (words: string, { certain, reason, matched }: Candidate): boolean =>
  certain && reason !== 'bare' && (reason !== 'short' || nameKey(matched).length >= nameKey(words).length)

/** Whom these words name, and nothing that is only alike: those come after what the words may ask. */
async function namedIn({ asking }: Call, words: string): Promise<Candidate[]> {
  if (words.length > LONGEST || nameKey(words) === '') return []
  return resolve(asking, words, { first: MOST })
}

/** No name is longer that somebody looks for in the box of questions. */
const LONGEST = 300
const MOST = 8
/** Alike by less is not what was meant. */
const WORTH = 0.4

async function declined(call: Call, words: string, { declined: why, text, readings, nearest, passages }: AskAnswer, named: readonly Candidate[]): Promise<Page> {
  const { t } = call
  const alike = await alikeTo(call, words, named)
  return again(call, words, html`<p${own(call)}>${alike.length > 0 && why === 'not_understood' ? t(`沒有就叫「${words}」的。`, `Nothing is called just “${words}”.`) : text}</p>
${why === 'ambiguous' ? html`<h2>${t('您要問哪一個？', 'Which one is meant?')}</h2>
${readingsOf(call, readings)}` : ''}${alike.length === 0 ? '' : html`<h2>${t('是不是要找', 'Are you looking for')}</h2>
${candidatesOf(call, alike)}`}${passages.length === 0 ? '' : html`<h2>${t('書裡談到的', 'What the texts say')}</h2>
${passagesOf(call, passages)}`}${nearest.length === 0 ? '' : html`<h2>${t('可以這樣問', 'What can be asked')}</h2>
${readingsOf(call, nearest)}`}`)
}

/** Names that begin so or have the words in them, then names that are like it. */
async function alikeTo({ asking }: Call, words: string, named: readonly Candidate[]): Promise<Pick<Candidate, 'entity' | 'matched'>[]> {
  const begun = asking.search === undefined ? [] : await suggestHolding(asking, words, { first: MOST })
  const all = [...begun, ...named.filter(({ score }) => score >= WORTH)]
  return [...new Map(all.toReversed().map((one) => [one.entity.id, one])).values()].reverse().slice(0, MOST)
}

/** The box once more, with what was typed in it. */
function again(call: Call, words: string, rest: Markup): Page {
  const { t, href } = call
  return {
    title: t(`「${words}」`, `“${words}”`), unlisted: true, asked: words, islands: ['suggest'],
    main: html`<h1>${t('再問一次看看', 'Try again')}</h1>
<form class="asking" action="${href('/ask')}" method="get">
<label for="q">${t('問一個問題，或找一個名字', 'Ask a question, or look for a name')}</label>
<div class="box-and-button">${suggesting(call, html`<input id="q" name="q" type="text" maxlength="300" autocomplete="off" enterkeyhint="search" required value="${words}">`, { go: true })}<button>${t('問', 'Ask')}</button></div>
</form>
${rest}
${searchLink(call, words)}`,
  }
}

const readingsOf = (call: Call, readings: readonly QuestionReading[]): Markup =>
  html`<ul class="plainlist">${readings.map(({ understood, put }) => html`<li><a href="${call.href(permalinkOf(put))}"${own(call)}>${understood}</a></li>`)}</ul>
`

const candidatesOf = (call: Call, all: readonly Pick<Candidate, 'entity' | 'matched'>[]): Markup =>
  html`<ul class="plainlist">${all.map(({ entity, matched }) => html`<li>${entityLink(call, entity)} <small>${kindLabel(call, entity.kind)}${matched === entity.name ? '' : html`・<span${own(call)}>${matched}</span>`}</small></li>`)}</ul>
`

const passagesOf = (call: Call, passages: readonly CitedPassage[]): Markup =>
  html`${passages.map(({ work, locator, text }) => html`<div class="relation"><blockquote${own(call)}>${text}</blockquote><p><cite>${entityLink(call, work)}</cite>${locator === undefined ? '' : html` <span class="where"${own(call)}>${locatorText(locator)}</span>`}</p></div>
`)}`
