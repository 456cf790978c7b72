import { markup as html } from '../../../exchange/markup.ts'
import { notFound } from '../../../model/errors.ts'
import { isId } from '../../../model/ids.ts'
import { displayName } from '../../../model/records.ts'
import { history } from '../../../questions/history.ts'
import { entityPath, own } from '../../parts/entity.ts'
import { pager } from '../../parts/pager.ts'
import type { Handler } from '../../route.ts'
import { changeList } from './changes.ts'

const ON_A_PAGE = 20

/** What became of a record: also of one that was merged or withdrawn, for whoever may see that. */
export const historyPage: Handler = async (call) => {
  const { params: { id = '' }, asking, query, t, href } = call
  if (!isId(id)) throw notFound(id)
  const page = await history(asking, id, { first: ON_A_PAGE, after: query.get('after') })
  if (page.items.length === 0 && !query.has('after')) throw notFound(id)
  const record = (await asking.graph.heads([id], asking.viewer)).get(id)?.record ?? page.items.find((one) => one.record !== null)?.record
  const name = record?.type === 'entity' ? displayName(record.names) : t('這一筆', 'this record')
  return {
    title: t(`${name}的歷史`, `History of ${name}`), unlisted: true,
    main: html`<p class="over"><a href="${href(entityPath(id))}"${own(call)}>${name}</a></p>
<h1>${t('改過什麼', 'History')}</h1>
${await changeList(call, page.items)}${pager(call, page)}`,
  }
}
