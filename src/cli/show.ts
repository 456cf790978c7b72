import { refuseAnnounced } from '../archive/access/announced.ts'
import { readTable } from '../archive/access/read-table.ts'
import { isId } from '../model/ids.ts'
import { entity, relations } from '../questions/entity.ts'
import { entityNamed } from '../questions/resolve.ts'
import { visibleVersion } from '../graph/version.ts'
import { SHARED, type Command } from './command.ts'
import { withArchive } from './open.ts'
import { flag, listOption, numberOption, textOption } from './options.ts'
import { evidenceLines, faint, relationText, strong } from './text.ts'

const SORTS = { official: '', short: '簡稱', former: '舊名', translated: '譯名', romanised: '拼音', variant: '又作' }

export const show: Command = {
  usage: 'NAME|ID [--types TYPE,…] [--as-of 2016] [--include-proposed] [--first 20] [--after CURSOR] [--json]',
  summary: '這是誰？ An entity: its names, fields and relations with their evidence',
  options: { ...SHARED.json, ...SHARED.paging, types: { type: 'string' }, 'as-of': { type: 'string' }, 'include-proposed': { type: 'boolean' } },
  words: [1, 1],
  run: (invocation) => withArchive(invocation, async (archive) => {
    const { words, options, out } = invocation
    const { asking } = archive
    const word = words[0]!
    if (isId(word) && (await entity(asking, word)) === undefined) await refuseAnnounced(asking.graph, () => readTable(asking.graph), asking.viewer, word)
    const { id } = await entityNamed(asking, word, 'name')
    const view = (await entity(asking, id))!
    const page = await relations(asking, id, {
      types: listOption(options, 'types'), asOf: textOption(options, 'as-of'), includeProposed: flag(options, 'include-proposed'),
      first: numberOption(options, 'first'), after: textOption(options, 'after'),
    })
    if (flag(options, 'json')) return out(JSON.stringify({ ...view, version: visibleVersion(view), relations: { ...page, items: page.items.map((relation) => ({ ...relation, version: visibleVersion(relation) })) } }, null, 2))
    const { vocabulary } = archive
    out(`${strong(view.name)}  ${vocabulary.kinds.get(view.kind)?.['zh-Hant'] ?? view.kind}  ${faint(view.id)}${view.state === 'proposed' ? '〔待審〕' : ''}`)
    const others = view.names.filter((name) => name.text !== view.name)
    if (others.length > 0) out(`  名稱：${others.map((name) => `${SORTS[name.sort]}${SORTS[name.sort] === '' ? '' : ' '}${name.text}`).join('、')}`)
    for (const { scheme, value } of view.identifiers) out(`  ${scheme}：${value}`)
    for (const [code, value] of Object.entries(view.fields)) out(`  ${vocabulary.fields.get(code)?.label['zh-Hant'] ?? code}：${[value].flat().join('、')}`)
    if (view.merged.length > 0) out(`  合併自 ${view.merged.length} 筆：${[...new Set(view.merged.map((entity) => entity.name))].join('、')}`)
    out('')
    for (const relation of page.items) {
      out(`  · ${relationText(relation, vocabulary)}`)
      for (const line of evidenceLines(relation)) out(faint(`      ${line}`))
    }
    if (page.hasNextPage) out(`接著看：--after ${page.endCursor}`)
  }),
}
