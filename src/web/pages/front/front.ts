import { setTimeout } from 'node:timers/promises'
import { collections } from '../../../archive/collections/list.ts'
import type { CollectionView } from '../../../archive/collections/view.ts'
import { newest, type New } from '../../../archive/newest.ts'
import { Markup, markup as html } from '../../../exchange/markup.ts'
import type { GraphStore, Statistics } from '../../../graph/port.ts'
import { ArchiveError } from '../../../model/errors.ts'
import { PUBLIC, type Viewer } from '../../../model/audience.ts'
import { grouped } from '../../../model/numbers.ts'
import { KINDS } from '../../../model/records.ts'
import { collected, putIn } from '../../../questions/collected.ts'
import { examples } from '../../../questions/examples.ts'
import type { Call } from '../../call.ts'
import { entityLink, kindLabel, own } from '../../parts/entity.ts'
import { momentOf } from '../../parts/moment.ts'
import { suggesting } from '../../parts/suggest.ts'
import type { Handler } from '../../route.ts'

const [QUESTIONS, NEW, COLLECTIONS] = [3, 6, 6]
/** Milliseconds: in them a small archive is read, also on a slow machine; nobody waits longer for the names, and the log, of a large one. */
const PATIENCE = 400

/** One box, three real questions, what is new, collections, and the archive in numbers. */
export const front: Handler = async (call) => {
  const { archive, t, href, asking } = call
  const everyone = await everyoneOf(call)
  const { remembered } = call.house
  const asked = (await examplesSoon(asking.graph, examples({ ...asking, before: remembered?.examples }, everyone))).slice(0, QUESTIONS)
  return {
    title: archive,
    description: t('地方的機構、人、地方與書，以及它們怎麼連在一起；每一筆都附出處。', 'Institutions, people, places and books of a city, and how they connect; each statement with its source.'),
    islands: ['suggest'],
    main: html`<div class="front">
<h1>${t('這個城市的人、團體、地方與書，怎麼連在一起？', 'How are the people, bodies, places and books of this city connected?')}</h1>
<form class="asking" role="search" action="${href('/ask')}" method="get">
<label for="q">${t('問一個問題，或找一個名字', 'Ask a question, or look for a name')}</label>
<div class="box-and-button">${suggesting(call, html`<input id="q" name="q" type="text" maxlength="300" autocomplete="off" enterkeyhint="search" required>`, { go: true })}<button>${t('問', 'Ask')}</button></div>
</form>
${asked.length === 0 ? '' : html`<h2 class="small">${t('像這樣問', 'Ask like this')}</h2>
<ul class="questions">${asked.map((question) => html`<li><a href="${href('/ask', { q: question })}"${own(call)}>${question}</a></li>`)}</ul>
`}${numbers(call, await asking.graph.statistics(asking.viewer))}
</div>
${collectionsOf(call, await shelves(call, everyone))}${newOf(call, await newestSoon(asking.graph, newest(asking.graph, NEW, remembered?.newest)))}
<section class="invitation">
<h2>${t('您記得什麼？', 'What do you remember?')}</h2>
<p>${t('一件事、一張照片、一個人的名字，都可以寫下來。不必寫得完整，會有人幫忙整理。', 'An event, a photograph, a name: write it down. It need not be complete, somebody will help to put it in order.')}</p>
<p><a class="button" href="${href('/contribute')}">${t('寫下一段', 'Write it down')}</a></p>
</section>`,
  }
}

/** Of an archive that was not known before, nothing is shown until it is known, where that takes long; from then on, who asks waits for what it takes. */
function soon<T>(): (graph: GraphStore, found: Promise<readonly T[]>) => Promise<readonly T[]> {
  const known = new WeakSet<GraphStore>()
  return (graph, found) => {
    const all = found.then((what) => {
      known.add(graph)
      return what
    })
    return known.has(graph) ? all : Promise.race([all, setTimeout(PATIENCE, [], { ref: false })])
  }
}
const [examplesSoon, newestSoon] = [soon<string>(), soon<New>()]

/** What stands on the front page is the same for everybody: what who is not signed in sees. */
async function everyoneOf({ actor, asking, context }: Call): Promise<Viewer> {
  return actor === undefined ? asking.viewer : orElse(() => context.people().directory.everyone(), PUBLIC)
}

async function shelves({ context, asking: { graph, vocabulary, search, signal } }: Call, viewer: Viewer): Promise<readonly CollectionView[]> {
  return orElse(async () => {
    const { directory } = context.people()
    const reading = { graph, vocabulary, viewer, ...(search === undefined ? {} : { search }), ...(signal === undefined ? {} : { signal }) }
    return (await collections({ graph, directory, viewer, questions: { putIn, collected: (put, most) => collected(reading, put, most) } }, { first: COLLECTIONS })).items
  }, [])
}

/** A service without accounts, or with its index down, still has a front page. */
async function orElse<T>(read: () => Promise<T>, otherwise: T): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof ArchiveError && error.code === 'UNAVAILABLE') return otherwise
    throw error
  }
}

/** 「7,501 個：組織 6,842、人物 310……；7,799 筆關係，7,813 件憑據」 */
function numbers(call: Call, { entities, relations, evidence }: Statistics): Markup {
  const { t, href } = call
  const sum = (counts: Readonly<Record<string, number | undefined>>): number => Object.values(counts).reduce<number>((total, n) => total + (n ?? 0), 0)
  const some: readonly (readonly [number: number, label: string | Markup])[] = [
    ...KINDS.flatMap((kind) => (entities[kind] === undefined || entities[kind] === 0 ? [] : [[entities[kind], html`<a href="${href('/search', { kind })}">${kindLabel(call, kind)}</a>`] as const])),
    [sum(relations), t('關係', 'Relations')], [evidence, t('憑據', 'Pieces of evidence')],
  ]
  return html`<h2 class="small">${t('這裡有', 'In this archive')}</h2>
<dl class="numbers">${some.map(([number, label]) => html`<div><dt>${label}</dt><dd>${grouped(number)}</dd></div>`)}</dl>`
}

function newOf(call: Call, all: readonly New[]): Markup {
  const { t } = call
  if (all.length === 0) return new Markup('')
  return html`<section>
<h2>${t('新收錄', 'New')}</h2>
<ul class="plainlist news">${all.map(({ entity, at }) => html`<li>${entityLink(call, entity)} <small>${kindLabel(call, entity.kind)}・${momentOf(call, at)}</small></li>`)}</ul>
</section>
`
}

function collectionsOf({ t, href, language }: Call, all: readonly CollectionView[]): Markup {
  if (all.length === 0) return new Markup('')
  return html`<section>
<h2>${t('專題', 'Collections')}</h2>
<ul class="tiles">${all.map(({ id, entity, total }) => html`<li><a href="${href(`/collections/${id}`)}"${own({ language })}>${entity.name}</a><br><small>${t(`${grouped(total)} 件`, total === 1 ? '1 item' : `${grouped(total)} items`)}</small></li>`)}</ul>
<p><a href="${href('/collections')}">${t('看所有專題', 'All collections')}</a></p>
</section>
`
}
