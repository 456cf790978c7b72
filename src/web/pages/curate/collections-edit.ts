import type { CollectionView } from '../../../archive/collections/view.ts'
import { storedRecord } from '../../../archive/contribute/record.ts'
import { markup as html, type Markup } from '../../../exchange/markup.ts'
import { badInput, forbidden, unauthenticated } from '../../../model/errors.ts'
import type { Call } from '../../call.ts'
import { attempted, field, hidden, mistakesList, NONE } from '../../form.ts'
import type { Page } from '../../page.ts'
import { own } from '../../parts/entity.ts'
import type { Handler } from '../../route.ts'
import { DOINGS } from './collections-doing.ts'
import { blocksEdited } from './collections-edit-blocks.ts'
import { membersEdited } from './collections-edit-members.ts'
import { named, questionFields, readersFields, textIn, within } from './collections-form.ts'
import { pictureBoxes, picturesOf, picturesWithin } from './collections-pictures.ts'
import { doing, tool, typed, type Trying } from './collections-tools.ts'
import { collectionAt } from './collections-view.ts'
import { collectionPath, descriptionOf, questionAddress, questionTitle } from './collections-words.ts'

const NOTHING: Trying = { doing: '', form: new URLSearchParams(), mistakes: NONE }

/** @throws UNAUTHENTICATED, FORBIDDEN, NOT_FOUND */
async function editable(call: Call): Promise<CollectionView> {
  if (call.actor === undefined) throw unauthenticated()
  const one = await collectionAt(call)
  if (!one.mayEdit) throw forbidden('這個專題由館員、或編它的人編輯；您可以另編一個自己的 (it is edited by librarians, or by its author)')
  return one
}

/** `GET /collections/ID/edit` */
export const edit: Handler = async (call) => editPage(call, await editable(call), NOTHING)

/** `POST /collections/ID/edit`: what the button says (`do`); by forms alone. */
export const change: Handler = async (call) => {
  const { form, href } = call
  const one = await editable(call)
  const doing = textIn(form, 'do')
  const act = Object.hasOwn(DOINGS, doing) ? DOINGS[doing] : undefined
  if (act === undefined) throw badInput('do', '沒有這個動作 (there is no such thing to do)')
  if (doing === 'picture' && !form.has('picture')) return picturesPage(call, one)
  const tried = await attempted(call, async () => act(call, one), { audience: 'reader', name: 'name', reason: 'because' })
  if ('done' in tried) {
    const { gone, query = {}, at } = tried.done
    return { to: gone === true ? href('/collections') : href(`${collectionPath(one.id)}/edit${at === undefined ? '' : `#${at}`}`, query) }
  }
  const asked = NAMES[doing]
  // a name that may mean several, or nobody: said of its field
  const several = asked !== undefined && (tried.mistakes.has(asked) || tried.mistakes.has('')) ? await named(call, textIn(form, asked), asked) : undefined
  const mistakes = several !== undefined && 'mistakes' in several ? several.mistakes : tried.mistakes
  return { ...await editPage(call, one, { doing, form, mistakes, ...(several !== undefined && 'choosing' in several ? { choosing: several.choosing } : {}) } as Trying), status: mistakes.has('') ? 409 : 400 }
}

/** Which field of what can be done is a name. */
const NAMES: Readonly<Record<string, string>> = { add: 'what', item: 'item-what', quotation: 'quote-what', picture: 'picture-what' }
/** Fields that the page has, whatever is tried. */
const FIELDS = ['name', 'description', 'what', 'because', 'asked', 'state', 'reader', 'text', 'item-what', 'quote-what', 'words', 'picture-what', 'map-places']

async function editPage(call: Call, one: CollectionView, trying: Trying): Promise<Page> {
  const { t, href } = call
  const known: Trying = { ...trying, mistakes: within(trying.mistakes, FIELDS) }
  return {
    title: t(`編輯：${one.entity.name}`, `Editing: ${one.entity.name}`), unlisted: true, islands: ['suggest', 'arrange'],
    main: html`<p><a href="${href(collectionPath(one.id))}">${t('← 看這個專題', '← Look at it')}</a></p>
<h1>${t('編輯', 'Editing')}：<span${own(call)}>${one.entity.name}</span></h1>
${mistakesList(call, known.mistakes)}${await held(call, one, known)}
<h2>${t('名稱、封面、誰看得到', 'Name, cover, readers')}</h2>
${await renaming(call, one, known)}${cover(call, one)}${await reading(call, one, known)}${withdrawing(call, one, known)}`,
  }
}

async function held(call: Call, one: CollectionView, trying: Trying): Promise<Markup> {
  if (one.manner === 'manual') return membersEdited(call, one, trying)
  if (one.manner === 'exhibit') return blocksEdited(call, one, trying)
  return asking(call, one, trying)
}

async function asking(call: Call, one: CollectionView, trying: Trying): Promise<Markup> {
  const { t } = call
  const { form, mistakes } = typed(trying, 'ask')
  return html`<h2>${t('問題', 'The question')}</h2>
${one.question === undefined ? '' : html`<p><a href="${questionAddress(call, one.question)}">${await questionTitle(call, one.question)}</a></p>\n`}${tool(trying, 'ask', t('換一個問題', 'Ask another'), doing(call, one, 'ask', html`${questionFields(call, form, mistakes)}<p class="buttons"><button>${t('換成這個問題', 'Ask this')}</button></p>`))}
${one.frozenOn === undefined
    ? doing(call, one, 'freeze', html`<p class="hint">${t('現在每次打開都重新問，資料變了內容就跟著變。', 'It is asked anew each time, and changes as the archive does.')}</p><button class="quiet">${t('把今天的內容固定下來', 'Keep what it holds today')}</button>`)
    : doing(call, one, 'unfreeze', html`<p class="hint">${t(`內容固定在 ${one.frozenOn}。`, `It is kept as it was on ${one.frozenOn}.`)}</p><button class="quiet">${t('恢復成每次重新問', 'Ask anew each time again')}</button>`)}`
}

async function renaming(call: Call, one: CollectionView, trying: Trying): Promise<Markup> {
  const { t, asking: { graph, viewer }, context } = call
  const { form, mistakes } = typed(trying, 'rename')
  const stored = await storedRecord({ graph, directory: context.people().directory }, viewer, one.entity.id)
  const record = stored?.record == null ? undefined : JSON.parse(stored.record) as { fields: Record<string, string> }
  return tool(trying, 'rename', t('名稱與說明', 'Name and description'), doing(call, one, 'rename', html`${hidden('entityVersion', stored?.version ?? '')}
${field({ name: 'name', label: t('名稱', 'Name'), value: form.get('name') ?? one.entity.name, mistakes, required: true, most: 300 })}
${field({ name: 'description', label: t('說明', 'Description'), type: 'textarea', rows: 4, value: form.get('description') ?? descriptionOf(record ?? { fields: {} }), mistakes, most: 5_000 })}
<p class="buttons"><button>${t('存起來', 'Save')}</button></p>`))
}

function cover(call: Call, one: CollectionView): Markup {
  const { t, href } = call
  return html`<details class="tool" id="cover"><summary>${t('封面', 'Cover')}</summary>
<p><a class="button quiet" href="${href(`${collectionPath(one.id)}/cover`)}">${t('選一張封面', 'Choose a cover')}</a></p>
${one.cover === undefined ? '' : doing(call, one, 'noCover', html`<p class="buttons"><button class="quiet">${t('不要封面', 'No cover')}</button></p>`)}</details>
`
}

async function reading(call: Call, one: CollectionView, trying: Trying): Promise<Markup> {
  const { form, mistakes } = typed(trying, 'readers')
  return tool(trying, 'readers', call.t(`誰看得到：${one.state === 'draft' ? '只有您自己' : one.audience.text}`, 'Who can see it'), doing(call, one, 'readers', html`${await readersFields(call, form, mistakes, { state: one.state, ...(one.state === 'draft' || one.audience.protocols.length === 0 ? {} : { audience: one.audience.text }) })}
<p class="buttons"><button>${call.t('存起來', 'Save')}</button></p>`))
}

function withdrawing(call: Call, one: CollectionView, trying: Trying): Markup {
  const { t } = call
  const { form, mistakes } = typed(trying, 'withdraw')
  return tool(trying, 'withdraw', t('撤下這個專題', 'Withdraw it'), doing(call, one, 'withdraw', html`${field({ name: 'withdraw-because', label: t('為什麼？', 'Why?'), value: form.get('withdraw-because') ?? '', mistakes: mistakes.has('because') ? new Map([['withdraw-because', mistakes.get('because')!]]) : NONE, required: true, most: 1_000 })}
<p class="hint">${t('專題裡的資料都還在，歷史也都留著。', 'What is in it stays, and so does its history.')}</p>
<p class="buttons"><button class="quiet">${t('撤下', 'Withdraw')}</button></p>`))
}

/** `GET /collections/ID/cover`: a picture of what is in it. */
export const covers: Handler = async (call) => {
  const { t, href } = call
  const one = await editable(call)
  const pictures = await picturesWithin(call, one)
  return {
    title: t('選一張封面', 'Choose a cover'), unlisted: true,
    main: html`<p><a href="${href(`${collectionPath(one.id)}/edit`)}">${t('← 回去編輯', '← Back')}</a></p>
<h1>${t('選一張封面', 'Choose a cover')}</h1>
${pictures.length === 0 ? html`<p>${t('專題裡的資料都還沒有圖片。先放進有圖片的資料，再來選。', 'Nothing in it has a picture yet.')}</p>` : doing(call, one, 'cover', html`${pictureBoxes(call, pictures)}<p class="buttons"><button>${t('用這張', 'Use it')}</button></p>`)}`,
  }
}

/** The pictures of what was named, one of them to be put in. */
async function picturesPage(call: Call, one: CollectionView): Promise<Page> {
  const { t, form } = call
  const found = await named(call, textIn(form, 'picture-what'), 'picture-what')
  const pictures = 'entity' in found ? await picturesOf(call, found.entity.id) : []
  if (pictures.length === 0) {
    const mistakes = 'entity' in found ? new Map([['picture-what', `「${found.entity.name}」沒有圖片 (has no pictures)`]]) : found.mistakes
    return { ...await editPage(call, one, { doing: 'picture', form, mistakes, ...('choosing' in found && found.choosing !== undefined ? { choosing: found.choosing } : {}) }), status: 400 }
  }
  return {
    title: t('選一張圖', 'Choose a picture'), unlisted: true,
    main: html`<h1>${t('選一張圖', 'Choose a picture')}</h1>
${doing(call, one, 'picture', html`${pictureBoxes(call, pictures)}${field({ name: 'picture-caption', label: t('圖說（可以不填）', 'Caption (optional)'), most: 1_000 })}<p class="buttons"><button>${t('放這張', 'Put it in')}</button></p>`)}`,
  }
}
