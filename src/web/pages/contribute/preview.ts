import { markup as html, type Markup } from '../../../exchange/markup.ts'
import { formatDate } from '../../../model/dates.ts'
import { notUnderstood, whenSaid } from '../../../model/dates-life.ts'
import { LONGEST_TEXT, namesInText } from '../../../questions/names-in-text.ts'
import type { Call } from '../../call.ts'
import { kindLabel, own } from '../../parts/entity.ts'
import { story } from '../../parts/story.ts'
import { mentioned } from './answers.ts'
import { placesOf, said } from './posted.ts'
import type { Wrong } from './wrong.ts'

/** As it will read, with how its time is understood. Nothing is written. */
export function previewOf(call: Pick<Call, 't' | 'language'>, form: URLSearchParams, wrong: Wrong): Markup {
  const { t, language } = call
  const [when, where] = [said(form, 'when'), [said(form, 'where.place'), said(form, 'where.district'), said(form, 'where.address')].filter((one) => one !== '').join('，')]
  const told = placesOf(form, 'toldBy').map((place) => said(form, `toldBy[${place}].who`)).filter((one) => one !== '')
  const files = placesOf(form, 'files').filter((place) => said(form, `files[${place}].receipt`) !== '' && form.get(`files[${place}].drop`) !== 'true')
  return html`<section class="preview" id="preview" aria-labelledby="preview-title">
<h2 id="preview-title">${t('送出前先看看', 'As it will read')}</h2>
<article${own(call)}>
<h3>${said(form, 'title') || t('（還沒有標題）', '(no title yet)')}</h3>
<dl class="pairs">
${when === '' ? '' : html`<dt>${t('何時', 'When')}</dt><dd>${when}${understood(t, language, when, said(form, 'born'), wrong)}</dd>`}${where === '' ? '' : html`<dt>${t('何地', 'Where')}</dt><dd>${where}</dd>`}${told.length === 0 ? '' : html`<dt>${t('誰說的', 'Told by')}</dt><dd>${told.join('、')}</dd>`}${files.length === 0 ? '' : html`<dt>${t('檔案', 'Files')}</dt><dd>${files.map((place) => said(form, `files[${place}].name`)).join('、')}</dd>`}
</dl>
${story(form.get('story') ?? '', 'preview')}
</article>
</section>
`
}

function understood(t: Call['t'], language: Call['language'], when: string, born: string, wrong: Wrong): Markup {
  if (wrong.mistakes.has('when')) return html``
  const { edtf } = whenSaid(when, born || undefined)
  return html` <small>${edtf === undefined ? notUnderstood(when) : t(`（理解成：${formatDate(edtf, language)}）`, `(understood as ${formatDate(edtf, language)})`)}</small>`
}

/** Ticked ones by their names, when the form is shown again; what is none of the archive goes. */
async function nameTicked({ asking, language }: Pick<Call, 'asking' | 'language'>, form: URLSearchParams): Promise<void> {
  const ticked = mentioned(form)
  const found = ticked.length === 0 ? undefined : await asking.graph.entities(ticked.map(({ id }) => id), asking.viewer)
  form.delete('mention')
  for (const { id, words } of ticked) {
    const one = found?.get(id)
    if (one === undefined) continue
    form.append('mention', `${id} ${words}`)
    if (!form.has(`called:${id}`)) form.set(`called:${id}`, `${one.name}（${kindLabel({ asking, language }, one.kind)}）`)
  }
}

/** Names in the story that the archive has, to be ticked, beside those that are: one for each of those whom a name may mean. */
export async function offerNames({ asking, context, language }: Pick<Call, 'asking' | 'context' | 'language'>, form: URLSearchParams): Promise<void> {
  await nameTicked({ asking, language }, form)
  const text = (form.get('story') ?? '').slice(0, LONGEST_TEXT)
  if (text.trim() === '') return
  const everyone = await context.people().directory.everyone()
  const seen = new Set(form.getAll('mention').map((value) => value.slice(0, 36)))
  for (const { text: words, candidates, more } of await namesInText(asking, text, everyone)) {
    for (const { id, name, kind } of more ? [] : candidates) {
      if (seen.has(id)) continue
      seen.add(id)
      form.append('offered', `${id} ${words}`)
      form.set(`called:${id}`, `${words === name ? name : `${words}＝${name}`}（${kindLabel({ asking, language }, kind)}）`)
    }
  }
}
