import { duplicates as ask, sharedText } from '../archive/duplicates.ts'
import { badInput } from '../model/errors.ts'
import { KINDS, type Kind } from '../model/records.ts'
import { clashes } from './clashes.ts'
import { SHARED, type Command } from './command.ts'
import { withArchive } from './open.ts'
import { flag, numberOption, textOption } from './options.ts'
import { faint, strong } from './text.ts'

export const duplicates: Command = {
  usage: '[--kind Organization | --identifiers] [--first 20] [--after CURSOR] [--json]',
  summary: '哪些可能是同一個？ Records that may be one, with what speaks for and against; joins nothing',
  options: { ...SHARED.json, ...SHARED.paging, kind: { type: 'string' }, identifiers: { type: 'boolean' } },
  words: [0, 0],
  run: (invocation) => (flag(invocation.options, 'identifiers') ? clashes(invocation) : withArchive(invocation, async (archive) => {
    const { options, out } = invocation
    const kind = textOption(options, 'kind')
    if (kind !== undefined && !(KINDS as readonly string[]).includes(kind)) throw badInput('--kind', `「${kind}」 is not a kind; the kinds are ${KINDS.join(', ')}`)
    const [first, after] = [numberOption(options, 'first'), textOption(options, 'after')]
    const page = await ask(archive.asking, { ...(kind && { kind: kind as Kind }), ...(first && { first }), ...(after && { after }) })
    if (flag(options, 'json')) return out(JSON.stringify(page, null, 2))
    if (page.items.length === 0) out('沒有可能重複的。')
    for (const { a, b, names, score, for: speaksFor, against, shared } of page.items) {
      out(`${strong(`${names[0]}／${names[1]}`)}  ${score.toFixed(2)}`)
      for (const reason of [...speaksFor, ...sharedText(shared, archive.asking.vocabulary)]) out(`    ＋ ${reason}`)
      for (const reason of against) out(`    － ${reason}`)
      out(faint(`    ${a.name} ${a.id}　${b.name} ${b.id}`))
    }
    if (page.hasNextPage) out(`接著看：--after ${page.endCursor}`)
  })),
}
