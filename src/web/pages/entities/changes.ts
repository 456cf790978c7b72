import { markup as html, type Markup } from '../../../exchange/markup.ts'
import type { FieldDifference } from '../../../model/difference.ts'
import { isId } from '../../../model/ids.ts'
import type { Change } from '../../../questions/history.ts'
import { toldDifference } from '../../../archive/history/versions.ts'
import { grouped } from '../../../model/numbers.ts'
import type { Call } from '../../call.ts'
import { own } from '../../parts/entity.ts'
import { momentOf } from '../../parts/moment.ts'

const OPS: Readonly<Record<Change['op'], readonly [string, string]>> = {
  put: ['修改', 'changed'], withdraw: ['撤下', 'withdrawn'], merge: ['併入另一筆', 'merged'], unmerge: ['分開', 'parted again'], redact: ['永久移除', 'removed for good'],
}
const FIELDS: Readonly<Record<string, readonly [string, string]>> = {
  state: ['狀態', 'State'], audience: ['誰看得到', 'Readers'], names: ['名稱', 'Names'], identifiers: ['識別碼', 'Identifiers'], kind: ['種類', 'Kind'], by: ['送出的人', 'Submitted by'],
  relation: ['關係', 'Relation'], from: ['從', 'From'], to: ['到', 'To'], start: ['開始', 'Start'], end: ['結束', 'End'], standing: ['採用與否', 'Standing'], standingReason: ['理由', 'Reason'], passages: ['文字', 'Text'], files: ['檔案', 'Files'], corrections: ['校訂', 'Corrections'], licence: ['授權', 'Licence'],
}
const STATES: Readonly<Record<string, readonly [string, string]>> = {
  draft: ['草稿', 'draft'], proposed: ['待審', 'proposed'], returned: ['退回補充', 'returned'], published: ['已公開', 'published'], declined: ['未採用', 'declined'], withdrawn: ['已撤下', 'withdrawn'],
}

/** Who changed it when, why, and in what: newest first, field by field. */
export async function changeList(call: Call, changes: readonly Change[]): Promise<Markup> {
  const { t, context, actor, href } = call
  const names = await Promise.all(changes.map(({ actor }) => context.nameOf(actor)))
  return html`<ol class="changes">
${changes.map((change, i) => {
    const { op, at, version, reason, note, into, changed, changeset } = change
    const fields = toldDifference(changed)
    return html`<li><p>${momentOf(call, at)} <b>${version === 1 && op === 'put' ? t('建立', 'created') : t(...OPS[op])}</b>${names[i] === '' ? '' : html` <span class="about">${names[i] === 'seed' ? t('示範資料', 'the demonstration') : names[i]}</span>`}</p>
${reason === '' && note === undefined ? '' : html`<p class="why"${own(call)}>${[reason, note].filter((part) => part !== undefined && part !== '').join('；')}</p>
`}${into === undefined ? '' : html`<p><a href="${call.href(`/entities/${into}`)}">${t('併入的那一筆', 'What it was merged into')}</a></p>
`}${fields.length === 0 || (version === 1 && op === 'put' && i === changes.length - 1 && fields.length > 12) ? '' : html`<details><summary>${version === 1 && op === 'put' ? t('當時的內容', 'What it said') : t(`改了 ${grouped(fields.length)} 處`, `${fields.length} ${fields.length === 1 ? 'part' : 'parts'}`)}</summary>
<dl class="pairs difference">${fields.map((field) => difference(call, field))}</dl></details>
`}${actor === undefined || op === 'redact' ? '' : html`<p class="noprint"><a href="${href(`/undo/${changeset}`)}">${t('收回這次修改', 'Take this change back')}</a></p>
`}</li>
`
  })}</ol>
`
}

function difference(call: Call, { field, before, after }: FieldDifference): Markup {
  const label = labelOf(call, field)
  const [was, now] = [textOf(call, field, before), textOf(call, field, after)]
  return html`<dt>${label}</dt><dd${own(call)}>${was === '' ? '' : html`<del>${was}</del> `}${now === '' ? '' : html`<ins>${now}</ins>`}</dd>
`
}

function labelOf({ t, language, asking: { vocabulary } }: Call, field: string): string {
  const known = FIELDS[field]
  if (known !== undefined) return t(...known)
  const code = field.replace(/^(?:fields|qualifiers)\./, '')
  return vocabulary.fields.get(code)?.label[language] ?? code
}

/** In words, as far as there are any; long ones shortened. */
function textOf({ t, asking: { vocabulary }, language }: Call, field: string, value: unknown): string {
  if (value === undefined || value === null) return ''
  if (field === 'state' && typeof value === 'string' && STATES[value] !== undefined) return t(...STATES[value])
  if (field === 'relation' && typeof value === 'string') return vocabulary.relations.get(value)?.forward[language] ?? value
  if (field === 'by' && typeof value === 'string' && isId(value)) return ''
  const text = said(value)
  return [...text].length > 400 ? `${[...text].slice(0, 399).join('')}…` : text
}

function said(value: unknown): string {
  if (Array.isArray(value)) return value.map(said).filter((part) => part !== '').join('、')
  if (typeof value !== 'object' || value === null) return String(value)
  const parts = value as Readonly<Record<string, unknown>>
  if (typeof parts['text'] === 'string') return parts['text']
  if (typeof parts['scheme'] === 'string') return `${parts['scheme']} ${String(parts['value'])}`
  if (Array.isArray(parts['protocols'])) return (parts['protocols'] as string[]).join('、')
  return Object.values(parts).map(said).filter((part) => part !== '').join(' ')
}
