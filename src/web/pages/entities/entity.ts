import { markup as html } from '../../../exchange/markup.ts'
import type { EntityView } from '../../../graph/port.ts'
import { notFound } from '../../../model/errors.ts'
import { isId } from '../../../model/ids.ts'
import { grouped } from '../../../model/numbers.ts'
import { entity as entityOf } from '../../../questions/entity.ts'
import { sourceOf } from '../../../questions/cite.ts'
import type { Call } from '../../call.ts'
import type { Page, Reply } from '../../page.ts'
import { kindLabel } from '../../parts/entity.ts'
import type { Handler } from '../../route.ts'
import { acts } from './acts.ts'
import { citing } from './citing.ts'
import { inCollections } from './collections.ts'
import { contentsOf, picturesIn, shownContents } from './contents.ts'
import { beside, facts, listIn, telling } from './facts.ts'
import { defined } from './defined.ts'
import { gone } from './gone.ts'
import { asOfIn, ofType, relationGroups } from './groups.ts'
import { heading, mergedFrom } from './identity.ts'
import { interlocked } from './interlocked.ts'
import { linked, wantsLinked } from './linked.ts'
import { located } from './located.ts'
import { citationMeta } from './meta.ts'
import { remarks, reportsOf } from './remarks.ts'
import { restingOn, saidBy } from './said.ts'
import { statementsOf, without } from './statements.ts'
import { timeline } from './timeline.ts'
import { chapterInBook, chaptersOf, RECORDED, workRecord, readHere } from './work.ts'

/** Somebody or something: what it is, and what is stated of it, with where that comes from. */
export const entityPage: Handler = async (call) => {
  const { params: { id = '' }, query, href } = call
  if (!isId(id)) throw notFound(id)
  const entity = await entityOf(call.asking, id)
  if (entity === undefined) return gone(call, id)
  // an old id leads to the survivor, for ever
  if (entity.id !== id) return { to: href(`/entities/${entity.id}`, Object.fromEntries(query)) }
  if (wantsLinked(call)) return linked(call, entity)
  if (query.get('said') === 'all') return restingOn(call, entity)
  const type = query.get('type')
  if (type !== null && type !== '') return ofType(call, entity, type)
  return whole(call, entity)
}

async function whole(call: Call, entity: EntityView): Promise<Reply> {
  const { asking, t, href } = call
  const { id, kind, name, fields } = entity
  const asked = await asOfIn(call)
  const isWork = kind === 'Work'
  const [statements, texts, source] = await Promise.all([statementsOf(asking, entity, asked.asOf), contentsOf(call, entity), isWork ? sourceOf(asking, entity) : undefined])
  const related = statements.groups.flatMap(({ relations }) => relations)
  const [chapters, map, shared, collections, notes, reported, resting] = await Promise.all([
    isWork ? chaptersOf(call, entity, related) : [], located(call, entity, related, texts), interlocked(call, entity, statements), inCollections(call, entity), remarks(call, entity), reportsOf(call, id), isWork ? saidBy(call, entity) : html``,
  ])
  // a story is what an entry is; of others it is one thing among many
  const told = shownContents(call, entity, texts)
  // what readers are warned of is not sent round before they were
  const [picture] = listIn(fields['contentWarning']).length > 0 ? [] : picturesIn(texts.filter(({ contentWarning = [] }) => contentWarning.length === 0))
  const page: Page = {
    title: name,
    description: descriptionOf(call, entity, statements.total),
    canonical: `/entities/${id}`,
    ...(asked.given === undefined ? {} : { unlisted: true }), ...(asked.mistakes.size === 0 ? {} : { status: 400 }),
    islands: ['copy'],
    ...(source === undefined ? {} : { head: citationMeta(source, `${call.context.address}/entities/${id}`) }),
    card: { kind: kindLabel(call, kind), ...(picture === undefined ? {} : { picture }) },
    alternates: [{ type: 'application/ld+json', href: href(`/entities/${id}`, { format: 'jsonld' }), title: 'JSON-LD' }],
    main: html`${heading(call, entity)}${beside(call, { labels: listIn(fields['labels']), contentWarning: listIn(fields['contentWarning']) })}${telling(call, entity)}${kind === 'Entry' ? told : ''}${defined(call, entity, related)}${source === undefined ? '' : workRecord(call, entity, source)}${facts(call, entity, isWork ? RECORDED : undefined)}${acts(call, entity)}${source === undefined ? '' : chapterInBook(call, entity, source, related)}${readHere(call, entity, texts, chapters)}${kind === 'Entry' ? '' : told}${map}${relationGroups(call, entity, statements.isWhole ? without(statements, chapters.flatMap(({ told }) => told)) : statements, asked)}${shared}${timeline(call, entity, statements)}${resting}${collections}${notes}${reported}${mergedFrom(call, entity)}${citing(call, entity, source)}
<p class="more"><a href="${href('/explore', { from: id })}">${t('從這裡看連到哪裡', 'Explore from here')}</a> <a href="${href('/annotate', { of: id })}">${t('加註', 'Annotate')}</a> <a href="${href(`/entities/${id}/history`)}">${t('這一頁改過什麼', 'History of this page')}</a></p>`,
  }
  return page
}

/** For cards and lists of results: 「組織。……」 */
function descriptionOf(call: Call, { kind, fields, names }: EntityView, total: number): string {
  const { t, language } = call
  const said = listIn(fields['description'] ?? fields['definition'])[0]
  const others = [...new Set(names.slice(1).map(({ text }) => text))].slice(0, 3)
  const parts = [kindLabel(call, kind), ...(others.length === 0 ? [] : [t(`又名${others.join('、')}`, `also ${others.join(', ')}`)]), said ?? t(`有 ${grouped(total)} 筆附出處的關係`, total === 1 ? '1 relation, with its source' : `${grouped(total)} relations, each with its source`)]
  const text = parts.join(language === 'en' ? '; ' : '，')
  return text.length <= 200 ? text : `${[...text].slice(0, 199).join('')}…`
}
