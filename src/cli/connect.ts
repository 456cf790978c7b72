import { connectors, connectorsKind } from '../questions/connectors.ts'
import { checked } from '../questions/kind.ts'
import { TAKE, TAKE_USAGE, taken } from './answer.ts'
import { SHARED, WALK_USAGE, type Command } from './command.ts'
import { withArchive } from './open.ts'
import { flag, listOption, numberOption, textOption, walkOptions } from './options.ts'
import { searchedText, STANDING_LINE } from '../graph/wording.ts'
import { routeLines, strong } from './text.ts'

export const connect: Command = {
  usage: `A B [--kinds Organization,…] ${WALK_USAGE} [--first 20] [--after CURSOR] [--routes 3] ${TAKE_USAGE} [--json]`,
  summary: '哪些組織連結 A 與 B？ Which entities connect A and B, with the evidence',
  options: { ...SHARED.json, ...TAKE, ...SHARED.paging, ...SHARED.walk, kinds: { type: 'string' }, routes: { type: 'string' } },
  words: [2, 2],
  run: async (invocation) => {
    const { words, options, out } = invocation
    const asked = {
      a: words[0]!, b: words[1]!,
      ...walkOptions(options), kinds: listOption(options, 'kinds'),
      first: numberOption(options, 'first'), after: textOption(options, 'after'), routes: numberOption(options, 'routes'),
    }
    return withArchive(invocation, async (archive) => {
      const { asking } = archive
      if (await taken(asking, () => connectorsKind.answer(asking, checked(connectorsKind, asked)), invocation)) return
      const answer = await connectors(asking, asked)
      if (flag(options, 'json')) return out(JSON.stringify(answer, null, 2))
      const { a, b, total } = answer
      if (answer.truncated) out(`連結「${a.name}」與「${b.name}」的，至少有 ${total} 個${answer.nearest === undefined ? '' : `（最近的相距 ${answer.nearest} 步）`}。步數這麼多時不逐一列出，請用 --max-hops 4 以內。`)
      else out(strong(total === 0 ? `沒有找到連結「${a.name}」與「${b.name}」的。` : `連結「${a.name}」與「${b.name}」的有 ${total} 個：`))
      answer.connectors.forEach((row, i) => {
        out('')
        out(`${String(i + 1).padStart(3)}. ${strong(row.entity.name)}  相距 ${row.distance} 步`)
        for (const route of row.routes) for (const line of routeLines(route, archive.vocabulary)) out(line)
      })
      out('')
      if (answer.pageInfo.hasNextPage) out(`其餘 ${total - answer.connectors.length} 個，接著看：--after ${answer.pageInfo.endCursor}`)
      out(searchedText(answer.searched, archive.vocabulary))
      out(STANDING_LINE)
    })
  },
}
