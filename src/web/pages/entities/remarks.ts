import { settles } from '../../../archive/contribute/reports.ts'
import { annotations, type AnnotationView } from '../../../archive/annotations/view.ts'
import { markup as html, type Markup } from '../../../exchange/markup.ts'
import type { EntityView } from '../../../graph/port.ts'
import { isId } from '../../../model/ids.ts'
import type { Call } from '../../call.ts'
import { own } from '../../parts/entity.ts'
import { peopleOf } from './gone.ts'

const MOST = 20
const PURPOSES: Readonly<Record<AnnotationView['purpose'], readonly [string, string]>> = { comment: ['註記', 'note'], question: ['疑問', 'question'], correction: ['更正', 'correction'], link: ['連結', 'link'] }

/** What is said of a record or a text, as far as the reader may read it. */
export async function notesOn(call: Call, target: string, first = MOST): Promise<readonly AnnotationView[]> {
  const people = peopleOf(call)
  if (people === undefined) return []
  const { graph, viewer, signal } = call.asking
  return (await annotations({ graph, viewer, directory: people.directory, ...(signal === undefined ? {} : { signal }) }, target, { first })).items
}

/** What others noted of it. */
export async function remarks(call: Call, { id }: EntityView): Promise<Markup> {
  const { t } = call
  const notes = await notesOn(call, id)
  if (notes.length === 0) return html``
  return html`<section aria-labelledby="notes"><h2 id="notes">${t('註記', 'Notes')}</h2>
<ul class="plainlist">${await Promise.all(notes.map(async (note) => html`<li>${await noteLine(call, note)}</li>
`))}</ul></section>
`
}

export async function noteLine(call: Call, { purpose, text, link, by, at }: AnnotationView): Promise<Markup> {
  const { t, language, context, href } = call
  const who = by === undefined ? '' : await context.nameOf(by)
  const when = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'Asia/Taipei' }).format(at)
  return html`<span class="mark">${t(...PURPOSES[purpose])}</span> ${text === undefined ? '' : html`<span${own(call)}>${text}</span> `}${link === undefined ? '' : html`<a href="${isId(link) ? href(`/entities/${link}`) : link}"${isId(link) ? '' : html` rel="external nofollow"`}>${isId(link) ? t('這一筆', 'this record') : link}</a> `}<small>${[who, when].filter((part) => part !== '').join('，')}</small>`
}

/** What was reported of it and waits: for whoever settles that, and nobody else. */
export async function reportsOf(call: Call, id: string): Promise<Markup> {
  const { actor, asking: { graph, viewer }, t, href } = call
  const people = actor === undefined ? undefined : peopleOf(call)
  const head = people === undefined ? undefined : (await graph.heads([id], viewer)).get(id)
  if (actor === undefined || people === undefined || head === undefined || !settles(actor, head)) return html``
  const open = await people.accounts.reports({ record: id, settled: false }, { first: MOST })
  if (open.length === 0) return html``
  return html`<section aria-labelledby="reports"><h2 id="reports">${t('有人回報', 'Reported')}</h2>
<ul class="plainlist">${open.map(({ reason }) => html`<li${own(call)}>${reason}</li>
`)}</ul>
<p><a href="${href('/review')}">${t('去處理', 'Settle it')}</a></p></section>
`
}
