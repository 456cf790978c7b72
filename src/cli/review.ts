import { accept, amend, decline, demandDecision, proposals, type ProposalFilter } from '../archive/review.ts'
import type { RelationView } from '../graph/port.ts'
import { loggedAs } from '../model/actor.ts'
import { badInput } from '../model/errors.ts'
import type { Id } from '../model/ids.ts'
import { entityNamed } from '../questions/resolve.ts'
import { SHARED, type Command } from './command.ts'
import { withArchive } from './open.ts'
import { flag, listOption, numberOption, textOption } from './options.ts'
import { evidenceText, faint, relationText, strong } from './text.ts'

const VERBS = ['list', 'accept', 'decline', 'edit'] as const

export const review: Command = {
  usage: '[list|accept|decline|edit] [ID …] [--work NAME] [--types TYPE,…] [--confidence 0.8] [--reason TEXT] [--dry-run] [--first 20] [--json]\n'
    + '  list                     what waits for a decision, with the words it rests on\n'
    + '  accept ID …              publishes; or, without ids, all that the filter finds\n'
    + '  decline ID … --reason …  turns down\n'
    + '  edit ID [--type TYPE] [--from NAME] [--to NAME] [--start DATE] [--end DATE]   corrects and publishes',
  summary: '審閱 What extractors and imports propose: look, accept, edit, decline',
  options: {
    ...SHARED.json, work: { type: 'string' }, types: { type: 'string' }, confidence: { type: 'string' }, reason: { type: 'string' }, 'dry-run': { type: 'boolean' },
    first: { type: 'string' }, type: { type: 'string' }, from: { type: 'string' }, to: { type: 'string' }, start: { type: 'string' }, end: { type: 'string' },
  },
  words: [0, 1_000],
  run: (invocation) => withArchive(invocation, async ({ graph, vocabulary, asking, actor }) => {
    const { words, options, out } = invocation
    const [verb = 'list', ...ids] = words
    if (!(VERBS as readonly string[]).includes(verb)) throw badInput('review', `「${verb}」 is none of ${VERBS.join(', ')}`)
    const idOf = async (name: string): Promise<Id | undefined> => {
      const text = textOption(options, name)
      return text === undefined ? undefined : (await entityNamed(asking, text, `--${name}`)).id
    }
    const source = await idOf('work')
    const confidence = confidenceOf(textOption(options, 'confidence'))
    const types = listOption(options, 'types')
    const filter: ProposalFilter = { ...(source && { source }), ...(types && { types }), ...(confidence === undefined ? {} : { confidence }) }
    const json = flag(options, 'json')
    if (verb === 'list') return list(await first(proposals(graph, filter, asking.viewer), numberOption(options, 'first') ?? 20))
    if (verb === 'edit') {
      if (ids.length !== 1) throw badInput('review', 'edit takes one id')
      await demandDecision(graph, actor, ids)
      if (flag(options, 'dry-run')) throw badInput('--dry-run', 'edit has no --dry-run; look with `fangzhi review list`, and take it back with `fangzhi revert`')
      const [type, start, end] = [textOption(options, 'type'), textOption(options, 'start'), textOption(options, 'end')]
      const [from, to] = [await idOf('from'), await idOf('to')]
      const { changeset } = await amend(graph, ids[0]!, { ...(type && { type }), ...(from && { from }), ...(to && { to }), ...(start && { start }), ...(end && { end }) }, { actor: loggedAs(actor), ...reasonOf() })
      return out(json ? JSON.stringify({ id: ids[0], changeset }) : `改好並發布了。要收回：fangzhi revert ${changeset}`)
    }
    if (ids.length === 0 && Object.keys(filter).length === 0) throw badInput('review', `${verb}: name ids, or say which by --work, --types or --confidence`)
    const chosen = ids.length > 0 ? ids : (await first(proposals(graph, filter, asking.viewer), Infinity)).map(({ id }) => id)
    await demandDecision(graph, actor, chosen)
    const report = await (verb === 'accept' ? accept : decline)(graph, { ids: chosen, actor: loggedAs(actor), dryRun: flag(options, 'dry-run'), ...reasonOf() })
    if (json) return out(JSON.stringify(report))
    out(`${flag(options, 'dry-run') ? '試算（沒有寫入）：' : ''}${verb === 'accept' ? '發布' : '退回'}了關係 ${report.relations}、實體 ${report.entities}。${report.batch === undefined ? '' : `要整批收回：fangzhi revert ${report.batch}`}`)

    function reasonOf(): { reason?: string } {
      const reason = textOption(options, 'reason')
      return reason === undefined ? {} : { reason }
    }
    function list(views: readonly RelationView[]): void {
      if (json) return out(JSON.stringify(views, null, 2))
      if (views.length === 0) return out('沒有待審的提議。')
      for (const view of views) {
        out(`${relationText(view, vocabulary)}  ${faint(view.id)}`)
        for (const one of view.evidence) out(`    ${evidenceText(one)}${one.confidence === undefined ? '' : faint(`（把握 ${Math.round(one.confidence * 100)} %）`)}`)
      }
      out(strong('採納：fangzhi review accept ID …　退回：fangzhi review decline ID … --reason 原因'))
    }
  }),
}

async function first<T>(items: AsyncIterable<T>, most: number): Promise<T[]> {
  const taken: T[] = []
  for await (const item of items) {
    taken.push(item)
    if (taken.length >= most) break
  }
  return taken
}

function confidenceOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const value = Number(text)
  if (!(value >= 0 && value <= 1)) throw badInput('--confidence', `--confidence is a number from 0 to 1, not 「${text}」`)
  return value
}
