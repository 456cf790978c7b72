import type { CollectionView } from '../../../archive/collections/view.ts'
import { Markup, markup as html } from '../../../exchange/markup.ts'
import type { Call } from '../../call.ts'
import { hidden, NONE, onceOnly, type Mistakes } from '../../form.ts'
import { type Choosing } from './collections-form.ts'
import { collectionPath } from './collections-words.ts'

/** What is being done when the page is shown again: what was typed, and what is wrong with it. */
export interface Trying {
  readonly doing: string
  readonly form: URLSearchParams
  readonly mistakes: Mistakes
  readonly choosing?: Choosing
}

/** A form of this page, which does one thing. */
export const doing = (call: Call, one: CollectionView, does: string, inner: Markup): Markup =>
  html`<form method="post" action="${call.href(`${collectionPath(one.id)}/edit`)}">${onceOnly()}${hidden('version', one.version)}${does === '' ? '' : hidden('do', does)}
${inner}</form>
`

export const tool = (trying: Trying, does: string, summary: string, inner: Markup): Markup =>
  html`<details class="tool" id="${does}"${trying.doing === does ? new Markup(' open') : ''}><summary>${summary}</summary>
${inner}</details>
`

/** What was typed into the form that is tried, and no other. */
export const typed = ({ doing: now, form, mistakes }: Trying, does: string): { readonly form: URLSearchParams; readonly mistakes: Mistakes } => (now === does ? { form, mistakes } : { form: new URLSearchParams(), mistakes: NONE })
