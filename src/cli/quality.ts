import { join } from 'node:path'
import { confirmEvidence } from '../archive/quality/confirm.ts'
import type { Finding } from '../archive/quality/finding.ts'
import { queueCounts, queuePage } from '../archive/quality/page.ts'
import { demandQueue, QUEUES, QUEUE_NAMES, queuesFor, type QueueName } from '../archive/quality/queues.ts'
import { readConfig } from '../config.ts'
import { openCheckedLinks } from '../kept/directory/links.ts'
import { badInput } from '../model/errors.ts'
import { newId } from '../model/ids.ts'
import type { Vocabulary } from '../model/vocabulary.ts'
import { entityNamed } from '../questions/resolve.ts'
import { withBulk } from './choice.ts'
import { SHARED, type Command } from './command.ts'
import { flag, listOption, numberOption, textOption } from './options.ts'
import { faint, pad, strong } from './text.ts'

export const quality: Command = {
  usage: `[QUEUE] [--types TYPE,…] [--collection NAME] [--first 20] [--after CURSOR] [--json]\n  confirm ID …   確認過憑據 (says that you have looked at evidence)\n\n${QUEUE_NAMES.map((name) => `  ${name.padEnd(12)} ${QUEUES[name].label['zh-Hant']} ${QUEUES[name].label.en}`).join('\n')}`,
  summary: '哪裡該整理？ What should be looked at: without support, unchecked, undated, doubtful dates, orphaned',
  options: { ...SHARED.json, ...SHARED.paging, types: { type: 'string' }, collection: { type: 'string' }, reason: { type: 'string' } },
  words: [0, 500],
  run: (invocation) => withBulk(invocation, async ({ archive: { asking, vocabulary, graph }, ports, actor }) => {
    const at = { graph, vocabulary, links: openCheckedLinks(join(readConfig(process.env).DATA_DIR, 'links.json')) }
    const { words: [queue, ...ids], options, out } = invocation
    const json = flag(options, 'json')
    if (queue === 'confirm') {
      const reason = textOption(options, 'reason')
      const { records, changeset } = await confirmEvidence(ports, actor, { key: newId(), evidence: ids, ...(reason === undefined ? {} : { reason }) })
      return out(json ? JSON.stringify({ records, changeset }) : `確認了 ${records.length} 件憑據。要收回：fangzhi revert ${changeset}`)
    }
    const [types, collection] = [listOption(options, 'types'), textOption(options, 'collection')]
    const filter = { ...(types && { types }), ...(collection !== undefined && { collection: (await entityNamed(asking, collection, '--collection')).id }) }
    if (queue === undefined) {
      const counts = await queueCounts(at, asking.viewer, filter, queuesFor(actor))
      if (json) return out(JSON.stringify(counts, null, 2))
      for (const { queue: name, count, isLeast } of counts) out(`${pad(name, 12)} ${isLeast ? '至少 ' : ''}${count.toLocaleString('en')}  ${faint(QUEUES[name].label['zh-Hant'])}`)
      return out('一項一項看：fangzhi quality QUEUE；可能重複的：fangzhi duplicates')
    }
    if (!(QUEUE_NAMES as readonly string[]).includes(queue) || ids.length > 0) throw badInput('QUEUE', `「${queue}」 is none of ${QUEUE_NAMES.join(', ')}`)
    demandQueue(actor, queue as QueueName)
    const after = textOption(options, 'after')
    const page = await queuePage(at, asking.viewer, { queue: queue as QueueName, ...filter, first: numberOption(options, 'first') ?? 20, ...(after === undefined ? {} : { after }) })
    if (json) return out(JSON.stringify({ items: page.items, hasNextPage: page.hasNextPage, ...(page.endCursor === undefined ? {} : { endCursor: page.endCursor }) }, null, 2))
    for (const finding of page.items) for (const line of linesOf(finding, vocabulary)) out(line)
    if (page.items.length === 0) out(page.hasNextPage ? '這一段裡沒有。' : '沒有了。')
    if (page.hasNextPage) out(`接著看：--after ${page.endCursor}`)
  }),
}

function* linesOf({ id, problems, entity, relation, quote }: Finding, vocabulary: Vocabulary): Generator<string> {
  const said = entity !== undefined ? entity.name : relation !== undefined ? `${relation.from.name} ${vocabulary.relations.get(relation.type)?.forward['zh-Hant'] ?? relation.type} ${relation.to.name}${relation.start === undefined && relation.end === undefined ? '' : `（${relation.start ?? ''}–${relation.end ?? ''}）`}` : `「${quote ?? ''}」`
  yield `${strong(said)}  ${faint(id)}`
  for (const problem of problems) yield `    ${problem}`
  if (quote !== undefined && relation !== undefined) yield `    「${quote}」`
}
