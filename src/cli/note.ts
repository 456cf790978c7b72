import { annotate, changeAnnotation, withdrawAnnotation, type Words } from '../archive/annotations/annotate.ts'
import type { NoteReading } from '../archive/annotations/ports.ts'
import { annotation, annotations, answers, type AnnotationView } from '../archive/annotations/view.ts'
import { every } from '../graph/every.ts'
import { badInput, notFound } from '../model/errors.ts'
import { newId, type Id } from '../model/ids.ts'
import { readAudience } from './audience.ts'
import { SHARED, type Command } from './command.ts'
import { numberOption, textOption } from './options.ts'
import { faint, strong } from './text.ts'
import { idNamed, present, tellWritten, verbsCommand, type Desk, type Verbs } from './verbs.ts'

const PURPOSES: Readonly<Record<AnnotationView['purpose'], string>> = { comment: '說明', question: '提問', correction: '更正', link: '連結' }

const VERBS: Verbs = {
  list: {
    words: 1, usage: 'TARGET   what is said of it, with answers', run: async (desk) => {
      const reading = readingOf(desk)
      const all: (AnnotationView & { readonly replies: readonly AnnotationView[] })[] = []
      const target = await idNamed(desk, desk.words[0]!, 'TARGET')
      for await (const view of every((page) => annotations(reading, target, page), 50)) all.push({ ...view, replies: await Array.fromAsync(every((page) => answers(reading, view.id, page), 50)) })
      const names = await namesOf(desk, all.flatMap((view) => [view, ...view.replies]))
      desk.tell(all, function* () {
        if (all.length === 0) yield '沒有看得到的註記。'
        for (const { replies, ...view } of all) {
          yield* lines(view, names)
          for (const reply of replies) for (const line of lines(reply, names)) yield `    ${line}`
        }
      })
    },
  },
  show: {
    words: 1, usage: 'NOTE', run: async (desk) => {
      const view = await existing(desk, desk.asking.viewer)
      const names = await namesOf(desk, [view])
      desk.tell(view, () => lines(view, names))
    },
  },
  add: {
    words: 1, usage: 'TARGET [--text WORDS] [--quote WORDS | --start N --end N | --region N:xywh=percent:10,10,30,20] [--answers NOTE] [--purpose …] [--link …] [--audience AUDIENCE]', run: async (desk) => {
      const { options, words: [target] } = desk
      const [quotation, region, said] = [quotationIn(options), regionIn(options), textOption(options, 'answers')]
      const written = await annotate(writingOf(desk), desk.actor, {
        key: newId(), target: await idNamed(desk, target!, 'TARGET'), ...await wordsIn(desk),
        ...(quotation === undefined ? {} : { quotation }), ...(region === undefined ? {} : { region }), ...(said === undefined ? {} : { answers: said }),
      })
      await tellWritten(desk, written, `註記了 ${written.records[0]?.id ?? ''}。`)
    },
  },
  change: {
    words: 1, usage: 'NOTE [--text WORDS] [--purpose …] [--link …] [--audience AUDIENCE]   "" takes away', run: async (desk) => {
      const { id, version } = await existing(desk, desk.actor.viewer)
      await tellWritten(desk, await changeAnnotation(writingOf(desk), desk.actor, { key: newId(), id, version, ...await wordsIn(desk) }), '改好了。')
    },
  },
  withdraw: {
    words: 1, usage: 'NOTE --reason TEXT', run: async (desk) => {
      const { id, version } = await existing(desk, desk.actor.viewer)
      await tellWritten(desk, await withdrawAnnotation(writingOf(desk), desk.actor, { key: newId(), id, version, reason: textOption(desk.options, 'reason') ?? '' }), '收回了註記。')
    },
  },
}

export const note: Command = verbsCommand('note', VERBS, {
  summary: '註記 Notes on a record, on words of a text, on a part of a picture; docs/annotations.md',
  options: {
    ...SHARED.json, text: { type: 'string' }, quote: { type: 'string' }, start: { type: 'string' }, end: { type: 'string' }, region: { type: 'string' }, answers: { type: 'string' },
    purpose: { type: 'string' }, link: { type: 'string' }, audience: { type: 'string' }, reason: { type: 'string' },
  },
  foot: `TARGET：名稱或 id；NOTE：id\n--purpose：${Object.entries(PURPOSES).map(([code, label]) => `${code} ${label}`).join('、')}；沒有 --audience 就只有自己看得到`,
})

const readingOf = ({ ports: { directory }, asking: { graph, viewer } }: Desk): NoteReading => ({ graph, directory, viewer })

const writingOf = ({ ports: { directory }, archive: { graph, vocabulary } }: Desk): Parameters<typeof annotate>[0] => ({ graph, directory, vocabulary, origin: 'cli' })

/** @throws NOT_FOUND, also for what they may not see */
async function existing(desk: Desk, viewer: NoteReading['viewer']): Promise<AnnotationView> {
  const id = desk.words[0]!
  const view = await annotation({ ...readingOf(desk), viewer }, id)
  if (view === undefined) throw notFound(id)
  return view
}

async function wordsIn({ ports: { directory }, actor, options }: Desk): Promise<Words> {
  const audience = textOption(options, 'audience')
  return present({
    purpose: textOption(options, 'purpose'), text: textOption(options, 'text'), link: textOption(options, 'link'),
    audience: audience === undefined ? undefined : audience === '' ? { protocols: [] } : readAudience(await directory.table(), actor, audience),
  })
}

function quotationIn(options: Desk['options']): { exact?: string; start?: number; end?: number } | undefined {
  const parts = present({ exact: textOption(options, 'quote'), start: numberOption(options, 'start'), end: numberOption(options, 'end') })
  return Object.keys(parts).length === 0 ? undefined : parts as { exact?: string; start?: number; end?: number }
}

/** `2:xywh=percent:10,10,30,20`: of the second file. */
function regionIn(options: Desk['options']): { file: number; fragment: string } | undefined {
  const text = textOption(options, 'region')
  if (text === undefined) return undefined
  const [, file, fragment] = /^(\d+):(.+)$/.exec(text) ?? []
  if (file === undefined) throw badInput('--region', '--region 1:xywh=percent:10,10,30,20')
  return { file: Number(file), fragment: fragment! }
}

async function namesOf({ ports: { accounts } }: Desk, views: readonly AnnotationView[]): Promise<ReadonlyMap<Id, string>> {
  const found = await accounts.accountsById([...new Set(views.flatMap(({ by }) => by ?? []))])
  return new Map([...found].map(([id, { name }]) => [id, name]))
}

function* lines({ id, purpose, text, link, by, at, audience, quotation, region, state, isOrphan, isCurrent }: AnnotationView, names: ReadonlyMap<Id, string>): Generator<string> {
  const who = by === undefined ? '' : names.get(by) ?? '（已刪除的帳號）'
  const about = quotation === undefined ? region === undefined ? '' : `〔圖 ${region.file} ${region.fragment}〕` : `「${quotation.exact}」`
  const marks = [state === 'withdrawn' && '已收回', isOrphan && '原處找不到了', !isCurrent && '之後改過'].filter((mark) => mark !== false)
  yield `${strong(PURPOSES[purpose])} ${about}${text ?? ''}${link === undefined ? '' : ` → ${link}`}${marks.length === 0 ? '' : `（${marks.join('、')}）`}`
  yield faint(`  ${who} ${new Date(at).toISOString().slice(0, 10)}  ${audience.text}  ${id}`)
}
