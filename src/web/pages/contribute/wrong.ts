import { markup as html, type Markup } from '../../../exchange/markup.ts'
import type { EntityRef } from '../../../graph/port.ts'
import { ArchiveError } from '../../../model/errors.ts'
import type { Call } from '../../call.ts'
import { idOf } from '../../form.ts'
import { entityPath, kindLabel, own } from '../../parts/entity.ts'
import { wrongIn } from '../../words.ts'

/** What is wrong with a form, field by field, and whom its names may mean. */
export class Wrong {
  readonly mistakes = new Map<string, string>()
  readonly candidates = new Map<string, readonly EntityRef[]>()
  /** 409 where somebody else was faster. */
  status = 400
  readonly #call: Pick<Call, 'language'>

  /** @param call in which language it is said */
  constructor(call: Pick<Call, 'language'>) {
    this.#call = call
  }

  /** A session that ended while somebody wrote: what they typed is shown again. */
  signedOut({ t }: Pick<Call, 't'>): void {
    this.status = 401
    this.add('', t('您已經登出。請在另一個分頁登入，再回來按一次；這裡寫的都還在。', 'You are signed out. Sign in in another tab, and send this again: all of it is still here.'))
  }

  get any(): boolean {
    return this.mistakes.size > 0
  }

  add(field: string, message: string): void {
    if (!this.mistakes.has(field)) this.mistakes.set(field, wrongIn(this.#call, message))
  }

  /** What can be mended is noted, anything else thrown. @param fields which field of the form an error's field stands for */
  async tried<T>(act: () => Promise<T>, fields: (field: string) => string = (field) => field): Promise<T | undefined> {
    try {
      return await act()
    } catch (error) {
      if (!(error instanceof ArchiveError) || error.code === 'INTERNAL' || error.code === 'TOO_EXPENSIVE') throw error
      const field = fields(error.details.field ?? '')
      this.add(field, error.message)
      if (error.code === 'CONFLICT') this.status = 409
      const candidates = (error.details.candidates ?? []).flatMap(refOf)
      if (candidates.length > 0) this.candidates.set(field, candidates)
      return undefined
    }
  }
}

const refOf = (candidate: unknown): EntityRef[] => {
  const one = (candidate as { entity?: EntityRef }).entity ?? candidate as EntityRef
  return typeof one.id === 'string' && typeof one.kind === 'string' ? [one] : []
}

/** 「是不是這一個？」: those whom a name may mean, to choose one; nothing where there are none. */
export function meant(call: Call, name: string, candidates: readonly EntityRef[], chosen: string, legend: string): Markup {
  if (candidates.length === 0) return html``
  const id = idOf(name)
  return html`<fieldset class="field meant">
<legend>${legend}</legend>
${candidates.map((one, i) => html`<div class="box"><input type="radio" id="${id}-${i}" name="${name}" value="${one.id}"${one.id === chosen ? html` checked` : ''}> <span><label for="${id}-${i}"${own(call)}>${one.name}</label> <small>${kindLabel(call, one.kind)} · <a href="${call.href(entityPath(one.id))}" target="_blank" rel="noopener">${call.t('看看是誰（另開）', 'look (opens apart)')}</a></small></span></div>
`)}</fieldset>
`
}
