import { branches } from '../../../archive/vocabulary/concepts.ts'
import { grouped } from '../../../model/numbers.ts'
import { words, type WordView } from '../../../archive/vocabulary/words.ts'
import { markup as html, type Markup } from '../../../exchange/markup.ts'
import { allowed } from '../../../model/permissions.ts'
import type { Field, RelationType, Role } from '../../../model/vocabulary.ts'
import type { Call } from '../../call.ts'
import { kindLabel } from '../../parts/entity.ts'
import { workroom } from '../../parts/workroom.ts'
import type { Handler } from '../../route.ts'
import { branchList } from './concepts.ts'

/** Concepts that the page begins with; the rest on a page of their own. */
const FIRST = 12

/** The words of the archive: relation types with how often they are used, fields, and concepts. */
export const vocabularyPage: { readonly get: Handler } = {
  get: async (call) => {
    const { t, href, asking, actor } = call
    const [relations, fields] = [words(asking.vocabulary, 'relation'), words(asking.vocabulary, 'field')]
    const { relations: uses } = await asking.graph.statistics(asking.viewer)
    const concepts = await branches(asking, undefined, { first: FIRST })
    const mayChange = actor !== undefined && allowed(actor, 'vocabulary')
    return {
      title: t('詞彙', 'Vocabulary'), wide: true,
      description: t('這個檔案庫用哪些詞記下關係和內容。', 'The words by which this archive records relations and facts.'),
      alternates: [{ type: 'text/turtle', href: '/vocabulary.ttl' }, { type: 'application/ld+json', href: '/vocabulary.jsonld' }],
      main: html`${workroom(call)}<h1>${t('詞彙', 'Vocabulary')}</h1>
<p>${t('這裡記下的每一筆關係、每一項內容，都用下面的詞。', 'Every relation and every fact here is told in these words.')}</p>
<ul class="chips noprint"><li><a href="#relations">${t('關係', 'Relations')}</a></li><li><a href="#fields">${t('欄位', 'Fields')}</a></li><li><a href="#concepts">${t('概念', 'Concepts')}</a></li></ul>
<h2 id="relations">${t('關係', 'Relations')}</h2>
${mayChange ? html`<p class="noprint"><a class="button plain" href="${href('/vocabulary/relation')}">${t('新增一種關係', 'Add a relation type')}</a></p>` : ''}${(['connecting', 'structural', 'documentary'] as const).map((role) => relationTable(call, role, relations, uses))}
<h2 id="fields">${t('欄位', 'Fields')}</h2>
${mayChange ? html`<p class="noprint"><a class="button plain" href="${href('/vocabulary/field')}">${t('新增一個欄位', 'Add a field')}</a></p>` : ''}<section class="scroll" tabindex="0" aria-label="${t('欄位', 'Fields')}"><table><thead><tr><th scope="col">${t('名稱', 'Name')}</th><th scope="col">${t('用在', 'Of')}</th><th scope="col">${t('怎麼填', 'Value')}</th></tr></thead><tbody>
${fields.map((view) => html`<tr><td>${wordLink(call, view)}</td><td>${(view.word as Field).kinds.map((kind) => kindLabel(call, kind)).join('、')}</td><td>${valueLabel(call, (view.word as Field).value)}</td></tr>\n`)}</tbody></table></section>
<h2 id="concepts">${t('概念', 'Concepts')}</h2>
${concepts.total === 0 ? html`<p>${t('還沒有概念。', 'No concepts yet.')}</p>` : html`${branchList(call, concepts.items)}${concepts.hasNextPage ? html`<p><a href="${href('/vocabulary/concepts')}">${t(`全部 ${grouped(concepts.total)} 個`, `All ${concepts.total}`)}</a></p>` : ''}`}
<h2>${t('帶走', 'Take away')}</h2>
<p>${t('以 SKOS 寫成，圖書館和語意網的程式都讀得懂', 'In SKOS, which libraries and programs read')}：<a href="/vocabulary.ttl">Turtle</a>、<a href="/vocabulary.jsonld">JSON-LD</a></p>`,
    }
  },
}

function relationTable(call: Call, role: Role, all: readonly WordView[], uses: Readonly<Record<string, number>>): Markup | string {
  const { t, language } = call
  const some = all.filter(({ word }) => (word as RelationType).role === role)
  if (some.length === 0) return ''
  return html`<h3>${roleLabel(call, role)}</h3>
<section class="scroll" tabindex="0" aria-label="${roleLabel(call, role)}"><table><thead><tr><th scope="col">${t('從甲讀到乙', 'From one')}</th><th scope="col">${t('從乙讀到甲', 'And back')}</th><th scope="col">${t('甲', 'One')}</th><th scope="col">${t('乙', 'Other')}</th><th scope="col" class="number">${t('筆數', 'Uses')}</th></tr></thead><tbody>
${some.map((view) => {
    const { code, backward, from, to } = view.word as RelationType
    return html`<tr><td>${wordLink(call, view)}</td><td>${backward[language]}</td><td>${from.map((kind) => kindLabel(call, kind)).join('、')}</td><td>${to.map((kind) => kindLabel(call, kind)).join('、')}</td><td class="number">${grouped(uses[code] ?? 0)}</td></tr>\n`
  })}</tbody></table></section>
`
}

function wordLink(call: Call, view: WordView): Markup {
  const { href, language } = call
  const { family, code, word } = view
  return html`<a href="${href(`/vocabulary/${family}/${code}`)}">${'role' in word ? word.forward[language] : word.label[language]}</a>${standingMarks(call, view)}`
}

export const standingMarks = ({ t }: Pick<Call, 't'>, { standing, word }: WordView): Markup =>
  html`${word.retired === true ? html`<span class="mark">${t('停用', 'retired')}</span>` : ''}${standing === 'seed' ? '' : html`<span class="mark">${standing === 'added' ? t('自己加的', 'added here') : t('改過', 'changed')}</span>`}`

export function roleLabel({ t }: Pick<Call, 't'>, role: Role): string {
  switch (role) {
    case 'connecting': return t('把人和單位連在一起的', 'What joins bodies and people')
    case 'structural': return t('屬於哪裡的', 'Where a thing belongs')
    case 'documentary': return t('著作說的、誰寫的', 'What works say, and who made them')
  }
}

export function valueLabel({ t }: Pick<Call, 't'>, value: Field['value']): string {
  switch (value) {
    case 'text': return t('文字', 'text')
    case 'number': return t('數字', 'number')
    case 'date': return t('日期', 'date')
    case 'boolean': return t('是或否', 'yes or no')
    case 'list': return t('好幾項', 'several')
    case 'url': return t('網址', 'an address on the web')
  }
}
