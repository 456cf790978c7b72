import { markup as html, type Markup } from '../../../exchange/markup.ts'
import type { ContentView, EntityView } from '../../../graph/port.ts'
import { fileAddress } from '../../../http/file-address.ts'
import type { StoredFile } from '../../../model/records.ts'
import type { Call } from '../../call.ts'
import { own } from '../../parts/entity.ts'
import { story } from '../../parts/story.ts'
import { beside, valueOf } from './facts.ts'

/** Of a work only whether there is a text: it is read on a page of its own. */
const [MOST, MOST_OF_WORK] = [10, 1]
/** A story up to so many characters stands on the page. */
const LONGEST = 6_000

/** Its texts, pictures and recordings, as far as they are shown on its page. */
export async function contentsOf({ asking: { graph, viewer } }: Pick<Call, 'asking'>, { id, kind }: EntityView): Promise<readonly ContentView[]> {
  return (await graph.contents(id, viewer, { first: kind === 'Work' ? MOST_OF_WORK : MOST })).items
}

export const picturesIn = (contents: readonly ContentView[]): StoredFile[] => contents.flatMap(({ files = [] }) => files.filter(({ mediaType }) => mediaType.startsWith('image/')))

/** Stories, with pictures and recordings, each with what is to be known of it. */
export function shownContents(call: Call, { id, kind, state: whole }: EntityView, contents: readonly ContentView[]): Markup {
  const { t, href } = call
  return html`${contents.map((content) => {
    const { passages, files = [], state, licence, place } = content
    const isShort = kind !== 'Work' && passages.reduce((sum, { text }) => sum + text.length, 0) <= LONGEST
    const text = kind === 'Work' ? html`` : html`<div class="story"${own(call)}>${story(isShort ? passages.map((one) => one.text).join('\n\n') : passages.slice(0, 3).map((one) => one.text).join('\n\n'), `c-${content.id}`)}</div>
${passages.length === 0 ? '' : html`<p><a href="${href(`/entities/${id}/text`)}">${isShort ? t('逐段閱讀、引用或加註', 'Read by paragraph, quote or annotate') : t('讀全文', 'Read it all')}</a></p>
`}`
    const about = html`${state === 'proposed' && whole !== 'proposed' ? html`<p><span class="mark proposed">${t('待審', 'proposed')}</span></p>\n` : ''}${beside(call, content)}`
    const exact = place === undefined ? '' : html`<dl class="pairs">${Object.entries(place).map(([code, value]) => html`<dt>${call.asking.vocabulary.fields.get(code)?.label[call.language] ?? code}</dt><dd${own(call)}>${value}</dd>`)}</dl>
`
    if (kind === 'Work' && files.length === 0 && place === undefined) return html``
    return html`<section class="content">${about}${text}${exact}${files.map((file, i) => shownFile(call, content.id, i + 1, file, licence))}</section>
`
  })}`
}

const SMALL = 480

function shownFile(call: Call, content: string, number: number, file: StoredFile, licence: string | undefined): Markup {
  const { t } = call
  const { mediaType, name, width, height, caption, alternative, bytes } = file
  const address = fileAddress(content, number)
  const under = html`${caption === undefined ? '' : html`<span${own(call)}>${caption}</span> `}${licence === undefined ? '' : html`<small>${valueOf(call, 'licence', licence)}</small>`}`
  const below = under.text.trim() === '' ? html`` : html`<figcaption>${under}</figcaption>`
  if (mediaType.startsWith('image/')) {
    const scale = width === undefined || height === undefined ? undefined : Math.min(1, SMALL / Math.max(width, height))
    const size = scale === undefined ? html`` : html` width="${Math.round(width! * scale)}" height="${Math.round(height! * scale)}"`
    return html`<figure class="photo"><a href="${address}"><img src="${fileAddress(content, number, 'small')}" alt="${alternative ?? caption ?? t(`圖片 ${number}（沒有說明）`, `Picture ${number} (not described)`)}"${size} loading="lazy"></a>${below}</figure>
`
  }
  if (mediaType.startsWith('audio/')) return html`<figure class="sound"><audio controls preload="none" src="${address}"></audio><figcaption>${under.text.trim() === '' ? html`<span${own(call)}>${name}</span>` : under} <a href="${address}">${t('下載', 'Download')}</a></figcaption></figure>
`
  return html`<p class="document"><a href="${address}"${own(call)}>${name}</a> <small>${sizeText(bytes)}</small> ${under}</p>
`
}

const sizeText = (bytes: number): string => (bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1_000))} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`)
