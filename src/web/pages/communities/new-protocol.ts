import { community } from '../../../archive/access/communities.ts'
import { makeProtocol } from '../../../archive/access/protocols.ts'
import { markup as html } from '../../../exchange/markup.ts'
import { askerOf } from '../../../http/asker.ts'
import { demand } from '../../../model/permissions.ts'
import type { Call } from '../../call.ts'
import { attempted, mistakesList, NONE, onceOnly, type Mistakes } from '../../form.ts'
import { once } from '../../once.ts'
import type { Page } from '../../page.ts'
import type { Handler } from '../../route.ts'
import { AS_FIELDS, namingFields } from './fields.ts'
import { labelOf, portsOf, textOf } from './ports.ts'
import { ruleFields, rulesOf } from './rules.ts'

/** A new protocol of a community; joint ones wait for the others. */
export const newProtocol: { readonly get: Handler; readonly post: Handler } = {
  get: (call) => page(call, NONE),
  post: async (call) => {
    const { form, context, href, params } = call
    const [description, contact] = [textOf(form, 'description'), textOf(form, 'contact')]
    const owners = [...new Set([params['id']!, ...form.getAll('owners')])]
    const found = await attempted(call, () => once(call, () => makeProtocol(portsOf(call), context.actor, { label: labelOf(form), owners, ...rulesOf(form), ...(description === null ? {} : { description }), ...(contact === null ? {} : { contact }) })), AS_FIELDS)
    return 'mistakes' in found ? page(call, found.mistakes) : { to: href(`/protocols/${found.done.id}`) }
  },
}

async function page(call: Call, mistakes: Mistakes): Promise<Page> {
  const { t, href, context, params, actor } = call
  const id = params['id']!
  await community(portsOf(call), askerOf(context), id)
  demand(actor, 'runCommunity', { mode: 'any', groups: [id] })
  return {
    title: t('訂一個新守則', 'Make a protocol'), unlisted: true, ...(mistakes.size === 0 ? {} : { status: 400 }),
    main: html`<h1>${t('訂一個新守則', 'Make a protocol')}</h1>
<p>${t('守則說：用它守著的，誰看得到。', 'A protocol says who sees what it guards.')}</p>
${mistakesList(call, mistakes)}<form method="post" action="${href(`/communities/${id}/protocols`)}">${onceOnly()}${namingFields(call, mistakes)}${await ruleFields(call, mistakes, { owners: [id] })}<div class="buttons"><button>${t('訂下', 'Make it')}</button></div></form>`,
  }
}
