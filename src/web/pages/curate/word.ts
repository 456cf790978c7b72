import { addWord, changeWord, type VocabularyPorts } from '../../../archive/vocabulary/change.ts'
import { partsOf, type WordInput } from '../../../archive/vocabulary/parts.ts'
import { termOf, word, type WordView } from '../../../archive/vocabulary/words.ts'
import { markup as html, Markup } from '../../../exchange/markup.ts'
import { valueText } from '../../../graph/wording.ts'
import { writingPorts } from '../../../http/writing.ts'
import { badInput, notFound } from '../../../model/errors.ts'
import { grouped } from '../../../model/numbers.ts'
import { KINDS } from '../../../model/records.ts'
import { demand, allowed } from '../../../model/permissions.ts'
import { FAMILIES, type Family } from '../../../model/terms.ts'
import { ROLES, type Field, type RelationType } from '../../../model/vocabulary.ts'
import { history } from '../../../questions/history.ts'
import type { Call } from '../../call.ts'
import { attempted, boxes, choice, field, hidden, mistakesList, NONE, onceOnly, type Mistakes } from '../../form.ts'
import type { Page } from '../../page.ts'
import { kindLabel, own } from '../../parts/entity.ts'
import { momentOf } from '../../parts/moment.ts'
import { pager } from '../../parts/pager.ts'
import type { Handler } from '../../route.ts'
import { roleLabel, standingMarks, valueLabel } from './vocabulary.ts'

/** Where an error of a definition belongs in the form. */
const PLACES = { 'forward.zh-Hant': 'forward', 'forward.en': 'forwardEnglish', 'backward.zh-Hant': 'backward', 'backward.en': 'backwardEnglish', 'label.zh-Hant': 'label', 'label.en': 'english' }

/** A new word: `/vocabulary/relation`, `/vocabulary/field`. */
export const newWordPage: { readonly get: Handler; readonly post: Handler } = {
  get: async (call) => {
    const family = familyIn(call)
    demand(call.actor, 'vocabulary')
    return adding(call, family, NONE)
  },
  post: async (call) => {
    const { actor, form, href } = call
    demand(actor, 'vocabulary')
    const family = familyIn(call)
    const found = await attempted(call, () => addWord(ports(call), actor, { family, code: (form.get('code') ?? '').trim(), ...sending(form), definition: partsOf(family, inputOf(family, form)) }), PLACES)
    return 'mistakes' in found ? adding(call, family, found.mistakes) : { to: href(`/vocabulary/${family}/${found.done.code}`, { done: 'added' }) }
  },
}

/** One word: what it means, how often it is used, what became of it; changed and retired by librarians. */
export const wordPage: { readonly get: Handler; readonly post: Handler } = {
  get: (call) => page(call, NONE),
  post: async (call) => {
    const { actor, form, href, params, asking } = call
    demand(actor, 'vocabulary')
    const [family, code, act] = [familyIn(call), params['code']!, form.get('act')]
    const before = word(asking.vocabulary, family, code)
    const found = await attempted(call, () => {
      const change = act === 'retire' ? { retired: true } : act === 'revive' ? { retired: null } : partsOf(family, inputOf(family, form), before.word)
      return changeWord(ports(call), actor, { family, code, version: form.get('version') ?? '', ...sending(form), change })
    }, PLACES)
    return 'mistakes' in found ? page(call, found.mistakes) : { to: href(`/vocabulary/${family}/${code}`, { done: act ?? 'changed' }) }
  },
}

const ports = ({ context, asking: { graph } }: Call): VocabularyPorts => ({ ...writingPorts(context), graph })

function familyIn({ params }: Call): Family {
  const family = FAMILIES.find((one) => one === params['family'])
  if (family === undefined) throw notFound(params['family'] ?? '')
  return family
}

function sending(form: URLSearchParams): { key: string; reason: string } {
  const reason = (form.get('reason') ?? '').trim()
  if (reason === '') throw badInput('reason', '請寫為什麼 (say why)')
  return { key: form.get('key') ?? '', reason }
}

const REQUIRED = { relation: ['forward', 'forwardEnglish'], field: ['label', 'english'] } as const

function inputOf(family: Family, form: URLSearchParams): WordInput {
  const text = (name: string): string | undefined => (form.get(name) ?? '').trim() || undefined
  for (const name of REQUIRED[family]) if (text(name) === undefined) throw badInput(name, '請填中文和英文的說法 (say it in Chinese and in English)')
  const kinds = family === 'relation' ? (['from', 'to'] as const) : (['kinds'] as const)
  for (const name of kinds) if (form.getAll(name).length === 0) throw badInput(name, '請至少選一類 (choose at least one kind)')
  const note = form.get('note') ?? ''
  if (family === 'field') return { label: text('label'), english: text('english'), kinds: form.getAll('kinds'), value: text('value'), personal: form.get('personal') === 'yes', note }
  const symmetric = form.get('symmetric') === 'yes'
  if (!symmetric) for (const name of ['backward', 'backwardEnglish']) if (text(name) === undefined) throw badInput(name, '請填反過來怎麼讀，或勾選「兩邊一樣」 (say how it reads backwards, or that both are alike)')
  return {
    role: text('role'), forward: text('forward'), forwardEnglish: text('forwardEnglish'), symmetric, from: form.getAll('from'), to: form.getAll('to'), note,
    ...(symmetric ? {} : { backward: text('backward'), backwardEnglish: text('backwardEnglish') }),
  }
}

async function adding(call: Call, family: Family, mistakes: Mistakes): Promise<Page> {
  const { t, href, form } = call
  const title = family === 'relation' ? t('新增一種關係', 'Add a relation type') : t('新增一個欄位', 'Add a field')
  return {
    title, unlisted: true, ...(mistakes.size === 0 ? {} : { status: 400 }),
    main: html`<p><a href="${href('/vocabulary')}">${t('詞彙', 'Vocabulary')}</a></p>
<h1>${title}</h1>
<p>${t('先看看是不是已經有可以用的。新的一加上去，表單、匯入、提問馬上都能用。', 'See first whether there is one that will do. A new one can be used at once in forms, imports and questions.')}</p>
${mistakesList(call, mistakes)}<form method="post" action="${href(`/vocabulary/${family}`)}">${onceOnly()}
${fields(call, family, undefined, mistakes)}
${field({ name: 'code', label: t('代碼', 'Code'), hint: family === 'relation' ? t('大寫英文字母、數字和 _，例如 LENDS_TO；以後不能改。', 'Capitals, digits and _, such as LENDS_TO; it stays for ever.') : t('小寫英文字母開頭，例如 houseNumber；以後不能改。', 'A small letter first, such as houseNumber; it stays for ever.'), value: form.get('code') ?? '', mistakes, required: true, most: 63 })}
${field({ name: 'reason', label: t('為什麼需要', 'Why it is needed'), value: form.get('reason') ?? '', mistakes, required: true, most: 500 })}
<div class="buttons"><button>${t('新增', 'Add')}</button> <a href="${href('/vocabulary')}">${t('先不要', 'Not now')}</a></div></form>`,
  }
}

/** What a word says of itself, as questions. @param view absent: it is new */
function fields(call: Call, family: Family, view: WordView | undefined, mistakes: Mistakes): Markup {
  const { t, form } = call
  const isSent = form.has('key')
  const text = (name: string, otherwise = ''): string => (isSent ? form.get(name) ?? '' : otherwise)
  const many = (name: string, otherwise: readonly string[] = []): readonly string[] => (isSent ? form.getAll(name) : otherwise)
  const kinds = KINDS.map((one) => ({ value: one, label: kindLabel(call, one) }))
  const note = field({ name: 'note', label: t('什麼時候用、什麼時候不用', 'When to use it, and when not'), type: 'textarea', rows: 3, value: text('note', view?.word.note), mistakes, most: 1_000 })
  if (family === 'field') {
    const now = view?.word as Field | undefined
    return html`<div class="side">${field({ name: 'label', label: t('中文名稱', 'In Chinese'), value: text('label', now?.label['zh-Hant']), mistakes, required: true, most: 60 })}${field({ name: 'english', label: t('英文名稱', 'In English'), value: text('english', now?.label.en), mistakes, required: true, most: 60 })}</div>
${boxes({ name: 'kinds', label: t('用在哪些', 'Of which kinds'), options: kinds, values: many('kinds', now?.kinds), mistakes })}
${choice({ name: 'value', label: t('怎麼填', 'What it holds'), value: text('value', now?.value), mistakes, options: (['text', 'number', 'date', 'boolean', 'list', 'url'] as const).map((one) => ({ value: one, label: valueLabel(call, one) })) })}
${boxes({ name: 'personal', label: t('個人資料', 'Personal'), options: [{ value: 'yes', label: t('在世的人的這一項，預設不公開', 'Of living people it is not public by default') }], values: many('personal', now?.personal === true ? ['yes'] : []), mistakes })}${note}`
  }
  const now = view?.word as RelationType | undefined
  return html`<p class="hint">${t('寫成念得出來的樣子，放在兩個名字中間：「北村活動中心 借給 南村樂團」。', 'As it is read aloud between the two names: “the hall lends to the band”.')}</p>
<div class="side">${field({ name: 'forward', label: t('從甲讀到乙', 'From one to the other, in Chinese'), value: text('forward', now?.forward['zh-Hant']), mistakes, required: true, most: 60 })}${field({ name: 'forwardEnglish', label: t('英文', 'In English'), value: text('forwardEnglish', now?.forward.en), mistakes, required: true, most: 60 })}</div>
<div class="side">${field({ name: 'backward', label: t('從乙讀到甲', 'Back, in Chinese'), value: text('backward', now?.backward['zh-Hant']), mistakes, most: 60 })}${field({ name: 'backwardEnglish', label: t('英文（從乙讀到甲）', 'Back, in English'), value: text('backwardEnglish', now?.backward.en), mistakes, most: 60 })}</div>
${boxes({ name: 'symmetric', label: t('方向', 'Direction'), options: [{ value: 'yes', label: t('兩邊一樣（相鄰、合作）', 'Both are alike (is next to)') }], values: many('symmetric', now?.symmetric === true ? ['yes'] : []), mistakes })}
<div class="side">${boxes({ name: 'from', label: t('甲可以是', 'One may be'), options: kinds, values: many('from', now?.from), mistakes })}${boxes({ name: 'to', label: t('乙可以是', 'The other may be'), options: kinds, values: many('to', now?.to), mistakes })}</div>
${choice({ name: 'role', label: t('是哪一種', 'What it does'), value: text('role', now?.role), mistakes, options: ROLES.map((one) => ({ value: one, label: roleLabel(call, one) })) })}${note}`
}

const PAGE = 20

async function page(call: Call, mistakes: Mistakes): Promise<Page> {
  const { t, href, asking, params, actor, query, context, language, form } = call
  const [family, code] = [familyIn(call), params['code']!]
  const view = word(asking.vocabulary, family, code)
  const term = await termOf(asking.graph, family, code)
  const past = term === undefined ? undefined : await history(asking, term.id, { first: PAGE, after: query.get('after') })
  const label = 'role' in view.word ? view.word.forward : view.word.label
  const mayChange = actor !== undefined && allowed(actor, 'vocabulary')
  return {
    title: label[language], ...(mistakes.size === 0 ? {} : { status: mistakes.has('') ? 409 : 400 }),
    main: html`<p><a href="${href('/vocabulary')}">${t('詞彙', 'Vocabulary')}</a></p>
<h1>${label[language]}${standingMarks(call, view)}</h1>
${query.has('done') ? html`<p class="done" role="status">${t('存好了。', 'Saved.')}</p>` : ''}${await facts(call, view)}
${mayChange ? html`${mistakesList(call, mistakes)}<details${mistakes.size === 0 ? '' : new Markup(' open')}><summary>${t('改這個詞', 'Change this word')}</summary>
${view.standing === 'added' ? '' : html`<p class="hint">${t('這是系統自帶的：說法和說明可以改，類別可以增加，其他照舊。', 'It came with the archive: it may be called otherwise, explained, and opened to more kinds.')}</p>`}<form method="post" action="${href(`/vocabulary/${family}/${code}`)}">${onceOnly()}${hidden('version', view.version)}
${fields(call, family, view, mistakes)}${field({ name: 'reason', label: t('為什麼要改', 'Why'), value: form.get('reason') ?? '', mistakes, most: 500 })}<div class="buttons"><button name="act" value="change">${t('存', 'Save')}</button>${view.standing !== 'added' ? '' : view.word.retired === true ? html` <button class="plain" name="act" value="revive">${t('恢復使用', 'Take it up again')}</button>` : html` <button class="quiet" name="act" value="retire">${t('停用', 'Retire')}</button>`}</div>
${view.standing !== 'added' ? '' : html`<p class="hint">${t('停用之後不能再用來寫新的；已經寫下的不變，隨時可以恢復。', 'Retired, nothing new is said with it; what was said stays, and it can be taken up again.')}</p>`}</form></details>` : ''}
${past === undefined || past.items.length === 0 ? '' : html`<h2>${t('改過什麼', 'What became of it')}</h2>
<ol class="plainlist">${await Promise.all(past.items.map(async ({ at, actor: by, reason, changed }) => html`<li><p>${momentOf(call, at)}，${await context.nameOf(by)}：<span${own(call)}>${reason}</span></p>${changed.length === 0 ? '' : html`<ul${own(call)}>${changed.map(({ field: part, before, after }) => html`<li>${part}：${before === undefined ? '' : html`<del>${valueText(before)}</del> → `}<ins>${valueText(after)}</ins></li>`)}</ul>`}</li>`))}</ol>
${pager(call, past)}`}`,
  }
}

/** What it is, and how often it is used. */
async function facts(call: Call, { word: one }: WordView): Promise<Markup> {
  const { t, asking, href, language } = call
  const kinds = (some: readonly (typeof KINDS)[number][]): string => some.map((kind) => kindLabel(call, kind)).join('、')
  if (!('role' in one)) {
    return html`<dl class="pairs"><dt>${t('代碼', 'Code')}</dt><dd><code>${one.code}</code></dd><dt>${t('用在', 'Of')}</dt><dd>${kinds(one.kinds)}</dd><dt>${t('怎麼填', 'Value')}</dt><dd>${valueLabel(call, one.value)}</dd>${one.personal === true ? html`<dt>${t('個人資料', 'Personal')}</dt><dd>${t('在世的人的，預設不公開', 'of living people not public by default')}</dd>` : ''}${one.note === undefined ? '' : html`<dt>${t('說明', 'Note')}</dt><dd${own(call)}>${one.note}</dd>`}</dl>`
  }
  const uses = (await asking.graph.statistics(asking.viewer)).relations[one.code] ?? 0
  return html`<p>${kinds(one.from)} <b>${one.forward[language]}</b> ${kinds(one.to)}${one.symmetric ? '' : html`<br>${kinds(one.to)} <b>${one.backward[language]}</b> ${kinds(one.from)}`}</p>
<dl class="pairs"><dt>${t('代碼', 'Code')}</dt><dd><code>${one.code}</code></dd><dt>${t('哪一種', 'What it does')}</dt><dd>${roleLabel(call, one.role)}</dd><dt>${t('有幾筆', 'Uses')}</dt><dd>${grouped(uses)}${uses === 0 ? '' : html`　<a href="${href('/bulk', { of: 'relations', types: one.code })}">${t('一次改許多', 'Change many at once')}</a>`}</dd>${one.note === undefined ? '' : html`<dt>${t('說明', 'Note')}</dt><dd${own(call)}>${one.note}</dd>`}</dl>`
}
