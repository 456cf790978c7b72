import { askProof, proveMail } from '../../../archive/accounts/mail.ts'
import { me } from '../../../archive/accounts/mine.ts'
import { markup as html } from '../../../exchange/markup.ts'
import { demand } from '../../../model/permissions.ts'
import type { Call } from '../../call.ts'
import { attempted, hidden, mistakesList, NONE, type Mistakes } from '../../form.ts'
import type { Page } from '../../page.ts'
import type { Handler } from '../../route.ts'
import { secretField, secretIn } from './secret.ts'

/** `/mail#SECRET`: that somebody reads an address is shown by the link that was sent to it; asked for here, too. */
export const mail: { readonly get: Handler; readonly post: Handler } = {
  get: (call) => page(call, NONE),
  post: async (call) => {
    const { form, context, actor, href } = call
    const { from } = context.visit()
    const isAsking = form.get('act') === 'ask'
    const found = await attempted(call, async () => { await (isAsking ? askProof(context.people(), actor, context.address, from) : proveMail(context.people(), actor, secretIn(form), from)) })
    return 'mistakes' in found ? page(call, found.mistakes) : { to: href('/mail', { done: isAsking ? 'sent' : 'proved' }) }
  },
}

async function page(call: Call, mistakes: Mistakes): Promise<Page> {
  const { t, href, context, actor, query } = call
  demand(actor, 'ownAccount')
  const { mail: address, provedMail } = await me(context.people(), actor)
  const title = t('確認電子郵件', 'Confirm your address of mail')
  const isProved = address !== undefined && provedMail === address
  return {
    title, unlisted: true, islands: ['link-secret'], ...(mistakes.size === 0 ? {} : { status: 400 }),
    main: html`<h1>${title}</h1>
${query.get('done') === 'sent' ? html`<p class="done" role="status">${t('信寄出了，請打開信裡的連結。', 'A mail is on its way: follow the link in it.')}</p>` : ''}${isProved ? html`<p class="done" role="status">${t(`${address} 確認過了。`, `${address} is confirmed.`)}</p>` : address === undefined ? html`<p>${t('還沒有填電子郵件。', 'There is no address yet.')} <a href="${href('/me/settings')}">${t('填寫', 'Enter it')}</a></p>` : html`<p>${t(`${address} 還沒有確認；確認之前，不會寄消息給您。`, `${address} is not confirmed yet; until then no news is sent to it.`)}</p>
${mistakesList(call, mistakes)}<form method="post" action="${href('/mail')}">${secretField(call, mistakes)}<div class="buttons"><button>${t('確認', 'Confirm')}</button></div></form>
${context.people().mail === undefined ? '' : html`<form method="post" action="${href('/mail')}">${hidden('act', 'ask')}<button class="quiet">${t('再寄一次連結', 'Send the link again')}</button></form>`}`}`,
  }
}
