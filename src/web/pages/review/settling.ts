import { randomUUID } from 'node:crypto'
import { DECISIONS, type Decision } from '../../../archive/review/decide.ts'
import { settle, type Settled } from '../../../archive/review/settle.ts'
import { markup as html, type Markup } from '../../../exchange/markup.ts'
import { writer } from '../../../http/writing.ts'
import { badInput } from '../../../model/errors.ts'
import { countIn, grouped } from '../../../model/numbers.ts'
import { isId } from '../../../model/ids.ts'
import type { Call } from '../../call.ts'
import { hidden } from '../../form.ts'

/** What a form decides. @throws as `settle` */
export function settled({ form, context, asking }: Pick<Call, 'form' | 'context' | 'asking'>, ids: readonly string[]): Promise<Settled> {
  const decision = form.get('decision') ?? ''
  if (!(DECISIONS as readonly string[]).includes(decision)) throw badInput('decision', '請選採納、退回或不採納 (accept, return or decline)')
  if (ids.length === 0) throw badInput('ids', '請先勾選要決定的 (choose what is to be decided)')
  const words = (form.get('words') ?? '').trim()
  const [parts, rest] = [form.getAll('parts'), form.get('rest')]
  return settle(asking.graph, writer(context), {
    ids, decision: decision as Decision, origin: 'web', key: form.get('key') ?? randomUUID(), partly: ids.length > 1, over: form.get('over') === 'yes',
    ...(words === '' ? {} : { words }), ...(form.has('partwise') ? { parts } : {}), ...(rest === 'return' ? { rest: 'return' as const } : {}),
  })
}

/** After it: what was done, with the way back. */
export function settledNote({ t, href, query }: Call): Markup | string {
  const [batch, count, left = 0] = [query.get('batch') ?? '', countIn(query.get('count')), countIn(query.get('left'))]
  if (count === undefined) return ''
  return html`<div class="done" role="status"><p>${t(`決定了 ${grouped(count)} 項。`, `${grouped(count)} decided.`)}${left === 0 ? '' : t(`另有 ${grouped(left)} 項不能決定，還在下面。`, ` ${grouped(left)} could not be decided and stand below.`)}</p>
${!isId(batch) ? '' : html`<form method="post" action="${href(`/undo/${batch}`)}">${hidden('to', href('/review'))}<button class="quiet">${t('收回剛才的決定', 'Take it back')}</button></form>`}</div>`
}

/** Where a decision leads. */
export const afterwards = ({ href }: Pick<Call, 'href'>, { batch, outcomes }: Settled, kept: Readonly<Record<string, string>> = {}): string => href('/review', {
  ...kept, batch: batch ?? null, count: String(outcomes.filter(({ left }) => left === undefined).length), left: String(outcomes.filter(({ left }) => left !== undefined).length),
})
