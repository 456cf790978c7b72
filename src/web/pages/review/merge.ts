import { storedRecord } from '../../../archive/contribute/record.ts'
import { merge, unmerge } from '../../../archive/merge/merge.ts'
import { mergePreview, unmergePreview, type MergePreview } from '../../../archive/merge/preview.ts'
import { markup as html, type Markup } from '../../../exchange/markup.ts'
import { valueText } from '../../../graph/wording.ts'
import { mergePorts, writer } from '../../../http/writing.ts'
import type { EntityRef } from '../../../graph/port.ts'
import { notFound } from '../../../model/errors.ts'
import type { Id } from '../../../model/ids.ts'
import { grouped } from '../../../model/numbers.ts'
import type { Call } from '../../call.ts'
import { attempted, boxes, field, hidden, mistakesList, NONE, onceOnly, type Mistakes } from '../../form.ts'
import type { Page } from '../../page.ts'
import { entityLink, entityPath, kindLabel, own } from '../../parts/entity.ts'
import { relationLine, typeLabel } from '../../parts/relation.ts'
import { identifierPairs } from '../entities/identity.ts'
import type { Handler } from '../../route.ts'

/** `/merge?from=ID&into=ID`: side by side, what would come of it, and then doing it; `/merge?part=ID`: parting again. */
export const mergePage: { readonly get: Handler; readonly post: Handler } = {
  get: (call) => (call.query.has('part') ? parting(call, NONE) : page(call, NONE)),
  post: async (call) => {
    const { form, context, href, query } = call
    const given = { version: form.get('version') ?? '', reason: form.get('reason') ?? '', key: form.get('key') ?? '' }
    const part = query.get('part')
    if (part !== null) {
      const found = await attempted(call, () => unmerge(mergePorts(context), writer(context), { id: part, ...given, apart: form.get('apart') === 'yes' }))
      return 'mistakes' in found ? parting(call, found.mistakes) : { to: href(entityPath(part)) }
    }
    const [from, into] = [query.get('from') ?? '', query.get('into') ?? '']
    const found = await attempted(call, () => merge(mergePorts(context), writer(context), { id: from, into, ...given }))
    return 'mistakes' in found ? page(call, found.mistakes) : { to: href(entityPath(into)) }
  },
}

async function versionOf({ asking, context }: Call, id: string): Promise<string> {
  const version = (await storedRecord({ graph: asking.graph, directory: context.people().directory }, asking.viewer, id))?.version
  if (version == null) throw notFound(id)
  return version
}

async function page(call: Call, mistakes: Mistakes): Promise<Page> {
  const { t, href, query, context, form } = call
  const [from, into] = [query.get('from') ?? '', query.get('into') ?? '']
  const preview = await mergePreview(mergePorts(context), writer(context), from, into)
  return {
    title: t('合併', 'Merge'), unlisted: true, wide: true, ...(mistakes.size === 0 ? {} : { status: 409 }),
    main: html`<h1>${t('合併', 'Merge')}</h1>
<p${own(call)}>${preview.text}</p>
${mistakesList(call, mistakes)}${preview.obstacles.length === 0 ? '' : html`<div class="mistakes"><h2>${t('不能合併', 'Cannot be merged')}</h2><ul>${preview.obstacles.map((one) => html`<li>${one}</li>`)}</ul></div>`}
${await sides(call, preview)}
<ul>
<li>${t(`${grouped(preview.moves.count)} 筆關係會一起過去`, `${grouped(preview.moves.count)} relations come over`)}${preview.exact ? '' : t('（至少）', ' (at least)')}${preview.moves.types.length === 0 ? '' : html`：${preview.moves.types.map(({ type, count }) => `${typeLabel(call, type)} ${grouped(count)}`).join('、')}`}</li>
${preview.meets.count === 0 ? '' : html`<li>${t(`其中 ${grouped(preview.meets.count)} 筆另一邊也有，會一起看到兩邊的憑據`, `${grouped(preview.meets.count)} of them the other has, too: shown together`)}</li>`}${preview.aside.count === 0 ? '' : html`<li>${t(`兩者之間的 ${grouped(preview.aside.count)} 筆先放一邊`, `${grouped(preview.aside.count)} between the two are set aside`)}${preview.aside.examples.map((one) => relationLine(call, one))}</li>`}${preview.wider ? html`<li>${t('看得到留下來那一筆的人比較多；過去的名稱和關係仍照各自的守則。', 'More people read what stays; names and relations keep their own readers.')}</li>` : ''}
</ul>
<p><a href="${href('/merge', { from: into, into: from })}">${t('反過來併', 'The other way round')}</a></p>
${preview.obstacles.length > 0 ? '' : html`<form method="post" action="${href('/merge', { from, into })}">${onceOnly()}${hidden('version', await versionOf(call, preview.from.id))}${field({ name: 'reason', label: t('怎麼知道是同一個', 'How you know that they are the same'), value: form.get('reason') ?? '', mistakes, required: true })}<div class="buttons"><button>${t('合併', 'Merge')}</button> <a href="${href('/duplicates')}">${t('先不要', 'Not now')}</a></div></form>
<p class="hint">${t('隨時可以再分開，什麼都不會不見。', 'It can be parted again at any time; nothing is lost.')}</p>`}`,
  }
}

/** The two, part by part. */
async function sides(call: Call, { from, into, fields }: MergePreview): Promise<Markup> {
  const { t, asking, language } = call
  const differing = new Set(fields.map(({ code }) => code))
  const sources = [await sourcesOf(call, from.id), await sourcesOf(call, into.id)]
  const codes = [...new Set([...Object.keys(from.fields), ...Object.keys(into.fields)])]
  return html`<section class="scroll" tabindex="0" aria-label="${t('兩邊', 'The two')}"><table><thead><tr><td></td><th scope="col">${t('併過去的', 'Comes over')}</th><th scope="col">${t('留下來的', 'Stays')}</th></tr></thead><tbody>
<tr><th scope="row">${t('名稱', 'Name')}</th><td>${entityLink(call, from)}</td><td>${entityLink(call, into)}</td></tr>
<tr><th scope="row">${t('類別', 'Kind')}</th><td>${kindLabel(call, from.kind)}</td><td>${kindLabel(call, into.kind)}</td></tr>
<tr><th scope="row">${t('所有名稱', 'All names')}</th>${[from, into].map(({ names }) => html`<td${own(call)}>${names.map(({ text }) => text).join('、')}</td>`)}</tr>
<tr><th scope="row">${t('見於', 'Found in')}</th>${sources.map((all) => html`<td>${all.map((one, i) => html`${i === 0 ? '' : '、'}${entityLink(call, one)}`)}</td>`)}</tr>
${[...new Set([from, into].flatMap((one) => identifierPairs(call, one).map(({ label }) => label)))].map((label) => html`<tr><th scope="row">${label}</th>${[from, into].map((one) => html`<td>${identifierPairs(call, one).filter((pair) => pair.label === label).map(({ value }, i) => html`${i === 0 ? '' : '、'}${value}`)}</td>`)}</tr>
`)}${codes.map((code) => html`<tr><th scope="row">${asking.vocabulary.fields.get(code)?.label[language] ?? code}${differing.has(code) ? html` <span class="mark">${t('不同', 'differ')}</span>` : ''}</th><td${own(call)}>${valueText(from.fields[code])}</td><td${own(call)}>${valueText(into.fields[code])}</td></tr>`)}
</tbody></table></section>
<details><summary>${t('給程式用的識別碼', 'Identifiers for programs')}</summary>
${[from, into].map(({ id, name, identifiers }) => html`<p><b${own(call)}>${name}</b></p><ul class="codes"><li>${id}</li>${identifiers.map(({ scheme, value }) => html`<li>${scheme} ${value}</li>`)}</ul>
`)}</details>`
}

/** What says something of an entity, by name: registers and works, a few. */
async function sourcesOf({ asking: { graph, viewer } }: Pick<Call, 'asking'>, id: Id): Promise<EntityRef[]> {
  const { items } = await graph.relations(id, { includeProposed: true }, viewer, { first: LOOKED_AT })
  return [...new Map(items.flatMap(({ evidence }) => evidence.map(({ source }) => [source.id, source]))).values()].slice(0, MOST_SOURCES)
}
const [LOOKED_AT, MOST_SOURCES] = [100, 5]


async function parting(call: Call, mistakes: Mistakes): Promise<Page> {
  const { t, href, query, context, form } = call
  const id = query.get('part')!
  const preview = await unmergePreview(mergePorts(context), writer(context), id)
  return {
    title: t('分開', 'Part'), unlisted: true, ...(mistakes.size === 0 ? {} : { status: 409 }),
    main: html`<h1>${t('分開', 'Part')}</h1>
<p${own(call)}>${preview.text}</p>
${mistakesList(call, mistakes)}<form method="post" action="${href('/merge', { part: id })}">${onceOnly()}${hidden('version', await versionOf(call, id))}${field({ name: 'reason', label: t('為什麼', 'Why'), value: form.get('reason') ?? '', mistakes, required: true })}${boxes({ name: 'apart', label: t('以後', 'From now on'), values: form.getAll('apart'), options: [{ value: 'yes', label: t('記下它們不是同一個，不再建議合併', 'note that they are not the same') }] })}<div class="buttons"><button>${t('分開', 'Part them')}</button></div></form>`,
  }
}
