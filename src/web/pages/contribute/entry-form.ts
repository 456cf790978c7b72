import type { WhoCanSee } from '../../../archive/access/who-can-see.ts'
import { markup as html, type Markup } from '../../../exchange/markup.ts'
import { LANGUAGES } from '../../../model/languages.ts'
import type { Call } from '../../call.ts'
import { boxes, choice, field, hidden, mistakesList, type Option } from '../../form.ts'
import { kindLabel } from '../../parts/entity.ts'
import { ASKED } from './answers.ts'
import { filesQuestion } from './files.ts'
import { licenceChooser } from './licences.ts'
import { mapPoint } from './map.ts'
import { somebodies } from './people.ts'
import { said } from './posted.ts'
import { readersChooser, whoPanel } from './readers.ts'
import { meant, type Wrong } from './wrong.ts'

/** What a form for an entry is shown with. */
export interface EntryForm {
  /** Where it is sent, from the root. */
  readonly to: string
  readonly form: URLSearchParams
  readonly wrong: Pick<Wrong, 'mistakes' | 'candidates'>
  /** Which list is to have one place more. */
  readonly more?: string
  readonly protocols: readonly Option[]
  /** Files are taken in here. */
  readonly files: boolean
  readonly preview?: Markup
  readonly who?: WhoCanSee
  /** Whose words these are, for what the device keeps. */
  readonly account: string
  /** A workshop, which has readers of its own: they are told, not asked. */
  readonly workshop?: { readonly code: string; readonly readers: string }
  /** May publish without review. */
  readonly publishes: boolean
}

/** Short questions one under another; what is seldom needed is folded away until it says something. */
export function entryForm(call: Call, { to, form, wrong, more, protocols, files, preview, who, account, workshop, publishes }: EntryForm): Markup {
  const { t, href, language } = call
  const { mistakes, candidates } = wrong
  const text = (name: string, label: string, hint: string, options: Partial<Parameters<typeof field>[0]> = {}): Markup => field({ name, label, hint, value: form.get(name) ?? '', mistakes, ...options })
  const open = (...names: string[]): Markup => (names.some((name) => said(form, name) !== '' || mistakes.has(name)) ? html` open` : html``)
  return html`${mistakesList(call, mistakes)}<keep-form class="keeper" data-key="${said(form, 'key')}" data-account="${account}" data-code="${workshop?.code ?? ''}" data-english="${language === 'en' ? 'yes' : ''}">
<form class="entry" id="entry" action="${href(to)}" method="post"${files ? html` enctype="multipart/form-data"` : ''}>
<button class="unseen" name="action" value="preview" formnovalidate tabindex="-1">${t('先看看', 'Preview')}</button>
${hidden('key', said(form, 'key'))}${hidden('version', said(form, 'version'))}
${text('title', t('標題', 'Title'), t('一句話說這是什麼，例如：老祖祠的兩隻石獅子', 'What it is, in a line'), { required: true, most: 300 })}
${text('when', t('何時？', 'When?'), t('怎麼說都可以：民國52年、約民國40年代、日治時期、小時候（民國45年到50年）', 'As you would say it: 1963, about 1950s, 1956/1961'), { most: 200 })}
${text('born', t('說的人哪一年出生？（可以不填）', 'When was whoever tells it born? (optional)'), t('寫了，「小時候」「七歲那年」就知道大約是哪幾年。例如：民國39年', 'Then “as a child” is understood. For example: 1950'), { most: 50 })}
<fieldset class="group"><legend>${t('何地？', 'Where?')}</legend>
${text('where.place', t('地點名稱', 'Name of the place'), t('例如：慈祐宮、松山車站', 'For example: 慈祐宮'), { most: 300 })}
${meant(call, 'where.placeId', candidates.get('where.place') ?? [], said(form, 'where.placeId'), t('是哪一個地方？', 'Which place is it?'))}${text('where.district', t('哪一區？', 'Which district?'), t('例如：松山區', 'For example: 松山區'), { most: 50 })}
${text('where.address', t('路名或地址（可以不填）', 'Street or address (optional)'), t('例如：八德路四段', 'For example: 八德路四段'), { most: 300 })}
<details${open('where.coordinates', 'where.audience')}><summary>${t('地圖上的點', 'A point on the map')}</summary>
${text('where.coordinates', t('座標', 'Coordinates'), t('先緯度、後經度，例如：25.0506,121.5774', 'Latitude, then longitude: 25.0506,121.5774'), { most: 60, more: html`inputmode="text" spellcheck="false"` })}
<here-now data-for="f-where-coordinates" data-english="${language === 'en' ? 'yes' : ''}"></here-now>
${mapPoint(call, 'f-where-coordinates', 'f-where-district', 'f-where-address')}${workshop !== undefined || protocols.length === 0 ? '' : choice({ name: 'where.audience', label: t('地址和座標給誰知道？', 'Who may know address and coordinates?'), hint: t('區還是大家都看得到。', 'The district is told to all readers.'), value: said(form, 'where.audience'), mistakes, options: [{ value: '', label: t('和故事一樣', 'the same as the story') }, ...protocols.map(({ value, label }) => ({ value, label: t(`只給「${label}」的人`, `only those of “${label}”`) }))] })}</details>
</fieldset>
<fieldset class="group" id="people"><legend>${t('誰說的、誰記的', 'Who told it, who wrote it down')}</legend>
${somebodies(call, form, 'toldBy', wrong, more === 'toldBy', to)}${somebodies(call, form, 'writtenDownBy', wrong, more === 'writtenDownBy', to)}</fieldset>
${text('story', t('故事', 'The story'), t('空一行就是下一段。{臺灣|Tâi-uân} 這樣寫，字上面會有讀音。', 'A blank line begins the next passage. {臺灣|Tâi-uân} sets how it is said above a word.'), { type: 'textarea', rows: 12, most: 60_000 })}
<story-tools data-for="f-story" data-english="${language === 'en' ? 'yes' : ''}"></story-tools>
${mentionsQuestion(call, form, wrong)}
${files ? filesQuestion(call, { form, mistakes, more: more === 'files', to }) : ''}
<details${open('language', 'keywords', 'licence', 'licenceOther')}><summary>${t('再多說一點：語言、關鍵詞、別人可以怎麼用（可以不填）', 'More: language, keywords, what others may do with it (optional)')}</summary>
${choice({ name: 'language', label: t('說的是什麼語言？', 'In which language?'), value: said(form, 'language'), mistakes, options: [{ value: '', label: t('國語（沒有特別說）', 'Mandarin, unless said otherwise') }, ...LANGUAGES.map(({ code, label }) => ({ value: code, label: label[language] }))] })}
${text('keywords', t('關鍵詞', 'Keywords'), t('用「、」分開，例如：石獅子、颱風', 'Parted by commas'), { most: 1_000 })}
${licenceChooser(call, form, mistakes)}
</details>
<details${form.getAll('contentWarning').length > 0 || mistakes.has('contentWarning') ? html` open` : ''}><summary>${t('看之前要先提醒什麼嗎？', 'Should readers be warned of something?')}</summary>
${boxes({ name: 'contentWarning', label: t('內容提醒', 'Content warning'), values: form.getAll('contentWarning'), mistakes, options: [...call.asking.vocabulary.labels.values()].filter(({ family }) => family === 'warning').map(({ code, label }) => ({ value: code, label: label[language] })) })}
</details>
${workshop === undefined ? html`${readersChooser(call, form, protocols, mistakes)}${whoPanel(call, form, mistakes, who, to)}` : html`<p class="readers"><strong>${t('誰看得到？', 'Who can see it?')}</strong> ${workshop.readers}</p>
${text('contact', t('怎麼聯絡您？（可以不填）', 'How can you be reached? (optional)'), t('不會公開；只給整理的人看，過一段時間就刪掉。', 'Never public; for those who settle it, for a while.'), { most: 300 })}`}
${publishes ? choice({ name: 'state', label: t('送出以後', 'Once sent'), value: said(form, 'state'), options: [{ value: 'proposed', label: t('請別人看過再公開', 'somebody else looks at it first') }, { value: 'published', label: t('直接公開', 'published at once') }] }) : ''}
${preview ?? ''}<div class="buttons">
<button name="action" value="send">${t('送出', 'Send')}</button>
<button class="quiet" name="action" value="preview" formnovalidate formaction="${href(to)}#preview">${t('先看看', 'Preview')}</button>
${workshop === undefined ? html`<button class="quiet" name="action" value="save" formnovalidate>${t('存成草稿', 'Save as a draft')}</button>` : ''}
</div>
</form>
</keep-form>`
}

/** 和什麼有關: ticked are those of the archive that the story mentions; more can be typed. */
function mentionsQuestion(call: Call, form: URLSearchParams, { mistakes, candidates }: Pick<Wrong, 'mistakes' | 'candidates'>): Markup {
  const { t } = call
  const ticked = form.getAll('mention')
  const offered = [...new Set([...ticked, ...form.getAll('offered')])].filter((value) => form.has(`called:${value.slice(0, 36)}`))
  const meantHere = (candidates.get('related') ?? []).map((one) => ({ value: `${one.id} ${form.get(ASKED) ?? ''}`, label: one.name, hint: kindLabel(call, one.kind) }))
  const options = [...offered.map((value) => ({ value, label: form.get(`called:${value.slice(0, 36)}`)! })), ...meantHere.filter(({ value }) => !offered.some((one) => one.startsWith(value.slice(0, 36))))]
  return html`<name-offers data-for="f-story">
${boxes({ name: 'mention', label: t('和什麼有關？', 'What is it about?'), hint: options.length === 0 ? t('按「先看看」，故事裡提到、資料庫裡也有的名字會列在這裡，打勾就連過去。', 'Preview lists the names of the archive that the story mentions; tick those to link.') : t('故事裡有這些名字，資料庫裡也有。打勾就連過去。', 'These names of the archive are in the story. Tick those to link.'), options, values: ticked, mistakes })}
</name-offers>
${field({ name: 'related', label: t('還和什麼有關？（可以不填）', 'And what else? (optional)'), hint: t('人、機構、地方或書的名字，用「、」分開。', 'Names of people, bodies, places or works, parted by commas.'), value: said(form, 'related'), mistakes, most: 1_000 })}`
}
