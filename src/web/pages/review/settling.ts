import { randomUUID } from 'node:crypto'
import { DECISIONS, type Decision } from '../../../archive/review/decide.ts'
import { settle, type Settled } from '../../../archive/review/settle.ts'
import { markup as html, type Markup } from '../../../exchange/markup.ts'
import { writer } from '../../../http/writing.ts'
import { badInput } from '../../../model/errors.ts'
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
  const [batch, count, left] = [query.get('batch'), query.get('count'), query.get('left')]
  if (count === null) return ''
  return html`<div class="done" role="status"><p>${t(`決定了 ${count} 項。`, `${count} decided.`)}${left === null || left === '0' ? '' : t(`另有 ${left} 項不能決定，還在下面。`, ` ${left} could not be decided and stand below.`)}</p>
${batch === null ? '' : html`<form method="post" action="${href(`/undo/${batch}`)}">${hidden('to', href('/review'))}<button class="quiet">${t('收回剛才的決定', 'Take it back')}</button></form>`}</div>`
}

/** Where a decision leads. */
export const afterwards = ({ href }: Pick<Call, 'href'>, { batch, outcomes }: Settled, kept: Readonly<Record<string, string>> = {}): string => href('/review', {
  ...kept, batch: batch ?? null, count: String(outcomes.filter(({ left }) => left === undefined).length), left: String(outcomes.filter(({ left }) => left !== undefined).length),
})
