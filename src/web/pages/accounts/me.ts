import { me as mine } from '../../../archive/accounts/mine.ts'
import { whatIsNew } from '../../../archive/watching/read.ts'
import { markup as html } from '../../../exchange/markup.ts'
import { watchPorts } from '../../../http/watching.ts'
import { demand } from '../../../model/permissions.ts'
import type { Handler } from '../../route.ts'
import { entityLink } from '../../parts/entity.ts'
import { roomsOf } from '../../parts/workroom.ts'
import { roleName } from './roles.ts'

/** What is mine: what I sent, what is new of what I watch, my settings. */
export const me: Handler = async (call) => {
  const { t, href, context, actor } = call
  demand(actor, 'ownAccount')
  const account = await mine(context.people(), actor)
  const news = await whatIsNew(watchPorts(context), actor, { first: 5, unread: true }, call.asking.signal)
  const rooms = roomsOf(call)
  return {
    title: t('我的', 'Mine'), unlisted: true,
    main: html`<h1>${account.name}</h1>
<p>${roleName(call, account.role)}</p>
<ul class="tiles">
<li><h2><a href="${href('/contribute')}">${t('寫下一段', 'Write something down')}</a></h2><p>${t('故事、照片、地點、訂正。', 'Stories, pictures, places, corrections.')}</p></li>
<li><h2><a href="${href('/contributions')}">${t('我寫的', 'What I wrote')}</a></h2><p>${t('草稿、等候審查的、退回的和已經刊出的。', 'Drafts, what waits, what came back, what is published.')}</p></li>
<li><h2><a href="${href('/me/watch')}">${t('我關注的', 'What I watch')}</a></h2>${news.items.length === 0 ? html`<p>${t('沒有新的消息。', 'Nothing new.')}</p>` : html`<ul class="plainlist">${news.items.map(({ text, entities }) => html`<li>${text} ${entities.slice(0, 2).map((one) => html`${entityLink(call, one)} `)}</li>`)}</ul>`}</li>
<li><h2><a href="${href('/communities')}">${t('社群', 'Communities')}</a></h2><p>${t('我所屬的社群與它們的守則。', 'My communities and their protocols.')}</p></li>
</ul>
${rooms.length === 0 ? '' : html`<h2>${t('整理檔案庫', 'Keeping the archive')}</h2>
<ul>${[...rooms, { to: '/workshops', label: t('工作坊', 'Workshops') }].map(({ to, label }) => html`<li><a href="${href(to)}">${label}</a></li>`)}</ul>
`}<h2>${t('帳號', 'Account')}</h2>
<ul>
<li><a href="${href('/me/settings')}">${t('名字、登入名稱、密碼', 'Name, login, password')}</a></li>
<li><a href="${href('/me/sessions')}">${t('在哪些裝置登入', 'Where I am signed in')}</a></li>
<li><a href="${href('/me/tokens')}">${t('給程式用的權杖', 'Tokens for programs')}</a></li>
<li><a href="/me/export" download>${t('下載我寫的全部', 'Download everything I wrote')}</a></li>
<li><a href="${href('/me/leave')}">${t('刪除帳號', 'Delete the account')}</a></li>
</ul>
<form method="post" action="${href('/sign-out')}"><button class="quiet">${t('登出', 'Sign out')}</button></form>`,
  }
}
