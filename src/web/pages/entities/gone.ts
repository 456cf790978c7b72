import { refuseAnnounced } from '../../../archive/access/announced.ts'
import { markup as html } from '../../../exchange/markup.ts'
import { ArchiveError, notFound } from '../../../model/errors.ts'
import { isId } from '../../../model/ids.ts'
import { displayName } from '../../../model/records.ts'
import type { Call } from '../../call.ts'
import type { Page, Redirect } from '../../page.ts'
import { own } from '../../parts/entity.ts'

/** Who is who, where there are accounts. */
export function peopleOf({ context }: Pick<Call, 'context'>): ReturnType<Call['context']['people']> | undefined {
  try {
    return context.people()
  } catch (error) {
    if (error instanceof ArchiveError && error.code === 'UNAVAILABLE') return undefined
    throw error
  }
}

/**
 * What stands where something was, or is not to be seen: a stone with the reason for what was withdrawn; nothing but
 * that for what was destroyed; whom to ask for what a community keeps and announces. What is silent is not there.
 * @throws RESTRICTED, NOT_FOUND
 */
export async function gone(call: Call, id: string, what: 'entity' | 'relation' = 'entity'): Promise<Page | Redirect> {
  const { asking: { graph, viewer }, t, href } = call
  if (!isId(id)) throw notFound(id)
  const head = (await graph.heads([id], viewer)).get(id)
  if (head === undefined) {
    const people = peopleOf(call)
    if (people !== undefined && what === 'entity') await refuseAnnounced(graph, () => people.directory.table(), viewer, id)
    throw notFound(id)
  }
  const { record, mergedInto } = head
  // into something that is gone itself: there is the reason
  if (mergedInto !== undefined) return { to: href(`/entities/${mergedInto}`) }
  if (record?.type === 'content') return { to: href(`/entities/${record.entity}`) }
  if (record?.type === 'collection') return { to: href(`/collections/${id}`) }
  if (record?.type === 'evidence') return { to: href(`/relations/${record.relation}`) }
  if (record?.type === 'relation' && what === 'entity') return { to: href(`/relations/${id}`) }
  if (record !== null && record.type !== what) throw notFound(id)
  if (record === null) return stone(t('已永久移除', 'Removed for good'), t('這裡原有的內容已依請求永久移除。', 'What stood here has been removed for good.'))
  if (head.state === 'withdrawn') {
    const [last] = (await graph.history(id, viewer, { first: 1 })).items
    return stone(t('已撤下', 'Withdrawn'), t('這一筆已經撤下，不再列在檔案庫裡。', 'This record has been withdrawn and is no longer listed.'), last?.note ?? last?.reason, true)
  }
  // published, and what it hangs on is not to be seen
  if (head.state === 'published' || head.state === 'proposed') throw notFound(id)
  // a draft, or something returned or declined: its author, and who settles it, come here
  const title = record.type === 'entity' ? displayName(record.names) : t('一筆關係', 'A relation')
  return {
    title, unlisted: true,
    main: html`<h1${own(call)}>${title}</h1>
<p>${t('這一筆還沒有公開。', 'This record is not public yet.')} <a href="${href('/contributions')}">${t('看我送出的', 'My contributions')}</a></p>`,
  }

  function stone(title: string, words: string, why?: string, withHistory = false): Page {
    return {
      title, status: 410, unlisted: true,
      main: html`<h1>${title}</h1>
<p>${words}</p>
${why === undefined || why === '' ? '' : html`<p>${t('理由', 'Reason')}：<span${own(call)}>${why}</span></p>
`}<ul class="plainlist">${withHistory ? html`<li><a href="${href(`/${what === 'entity' ? 'entities' : 'relations'}/${id}/history`)}">${t('它的歷史', 'Its history')}</a></li>
` : ''}<li><a href="${href('/')}">${t('回首頁', 'To the front page')}</a></li></ul>`,
    }
  }
}
