import { identifierClashes } from '../archive/identifier-clashes.ts'
import { visibleVersion } from '../graph/version.ts'
import type { Invocation } from './command.ts'
import { withArchive } from './open.ts'
import { flag, numberOption, textOption } from './options.ts'
import { faint, strong } from './text.ts'

/** `fangzhi duplicates --identifiers`. */
export const clashes = (invocation: Invocation): Promise<void> => withArchive(invocation, async ({ asking, actor }) => {
  const { options, out } = invocation
  const [first, after] = [numberOption(options, 'first'), textOption(options, 'after')]
  const page = await identifierClashes(asking, actor, asking.viewer, { ...(first && { first }), ...(after && { after }) })
  if (flag(options, 'json')) return out(JSON.stringify({ ...page, items: page.items.map((clash) => ({ ...clash, entities: clash.entities.map((view) => ({ ...view, version: visibleVersion(view) })) })) }, null, 2))
  if (page.items.length === 0) out('沒有幾筆資料用同一個識別碼。')
  for (const { scheme, value, entities } of page.items) {
    out(strong(`${scheme} ${value}`))
    for (const { name, id } of entities) out(`    ${name}  ${faint(id)}`)
  }
  if (page.hasNextPage) out(`接著看：--after ${page.endCursor}`)
})
