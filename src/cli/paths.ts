import { checked } from '../questions/kind.ts'
import { paths as ask, pathsKind } from '../questions/paths.ts'
import { TAKE, TAKE_USAGE, taken } from './answer.ts'
import { SHARED, WALK_USAGE, type Command } from './command.ts'
import { withArchive } from './open.ts'
import { flag, listOption, numberOption, walkOptions } from './options.ts'
import { searchedText, STANDING_LINE } from '../graph/wording.ts'
import { routeLines, strong } from './text.ts'

export const paths: Command = {
  usage: `A B [--through C,D] ${WALK_USAGE} [--first 10] ${TAKE_USAGE} [--json]`,
  summary: 'A 怎麼連到 B？ The best ways from A to B, with the evidence',
  options: { ...SHARED.json, ...TAKE, ...SHARED.walk, through: { type: 'string' }, first: { type: 'string' } },
  words: [2, 2],
  run: async (invocation) => {
    const { words, options, out } = invocation
    const asked = {
      from: words[0]!, to: words[1]!, through: listOption(options, 'through'), ...walkOptions(options), first: numberOption(options, 'first'),
    }
    return withArchive(invocation, async (archive) => {
      const { asking } = archive
      if (await taken(asking, () => pathsKind.answer(asking, checked(pathsKind, asked)), invocation)) return
      const answer = await ask(asking, asked)
      if (flag(options, 'json')) return out(JSON.stringify(answer, null, 2))
      out(strong(answer.paths.length === 0 ? `「${answer.from.name}」到「${answer.to.name}」沒有找到路徑。` : `「${answer.from.name}」到「${answer.to.name}」：`))
      answer.paths.forEach((route, i) => {
        out('')
        out(`${String(i + 1).padStart(3)}. ${route.steps.length} 步`)
        for (const line of routeLines(route, archive.vocabulary)) out(line)
      })
      out('')
      if (answer.truncated) out('還有其他路徑沒有列出（--first 可以多看一些）。')
      out(searchedText(answer.searched, archive.vocabulary))
      out(STANDING_LINE)
    })
  },
}
