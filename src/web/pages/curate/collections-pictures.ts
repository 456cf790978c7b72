import type { CollectionView } from '../../../archive/collections/view.ts'
import { Markup, markup as html } from '../../../exchange/markup.ts'
import { fileAddress } from '../../../http/file-address.ts'
import type { Id } from '../../../model/ids.ts'
import type { Call } from '../../call.ts'
import { own } from '../../parts/entity.ts'

/** A picture that somebody may choose. */
export interface Picture {
  readonly content: Id
  readonly file: number
  readonly words: string
}

/** Texts of one entity that are looked through, and members of a collection. */
const [MOST_CONTENTS, MOST_MEMBERS] = [20, 40]

/** The pictures of an entity, as far as this reader sees them. */
export async function picturesOf({ asking }: Pick<Call, 'asking'>, entity: Id, most = MOST_CONTENTS): Promise<Picture[]> {
  const { items } = await asking.graph.contents(entity, asking.viewer, { first: Math.min(most, 10) })
  return items.flatMap(({ id, files = [], entity: of }) => files.flatMap(({ mediaType, alternative, caption }, i) => (mediaType.startsWith('image/') ? [{ content: id, file: i + 1, words: alternative ?? caption ?? of.name }] : [])))
}

/** Those that stand in an exhibit, and those of what a collection holds. */
export async function picturesWithin(call: Pick<Call, 'asking'>, { members, blocks }: CollectionView): Promise<Picture[]> {
  const shown = blocks.flatMap(({ content, handedOut, file }) => {
    const picture = file === undefined ? undefined : content?.files?.[file - 1]
    return content === undefined || handedOut === undefined ? [] : [{ content: content.id, file: handedOut, words: picture?.alternative ?? picture?.caption ?? content.entity.name }]
  })
  const held: Picture[] = []
  for (const id of [...members.map((one) => one.id), ...blocks.flatMap(({ entity }) => (entity === undefined ? [] : [entity.id]))].slice(0, MOST_MEMBERS)) held.push(...await picturesOf(call, id, 5))
  return [...new Map([...shown, ...held].map((one) => [valueOf(one), one])).values()]
}

const valueOf = ({ content, file }: Picture): string => `${content}/${file}`

/** What `pictureBoxes` sends. */
export function pictureIn(form: URLSearchParams): { readonly content: Id; readonly file: number } | undefined {
  const [content = '', file = ''] = (form.get('picture') ?? '').split('/')
  return content === '' || !/^[1-9]\d?$/.test(file) ? undefined : { content, file: Number(file) }
}

export function pictureBoxes(call: Pick<Call, 't' | 'language'>, pictures: readonly Picture[]): Markup {
  return html`<fieldset class="field"><legend>${call.t('選一張圖', 'Choose a picture')}</legend>
<ul class="pictures">${pictures.map((one, i) => html`<li><label><img src="${fileAddress(one.content, one.file, 'small')}" alt="" loading="lazy"><span><input type="radio" name="picture" value="${valueOf(one)}"${i === 0 ? new Markup(' checked') : ''}> <span${own(call)}>${one.words}</span></span></label></li>`)}</ul></fieldset>
`
}
