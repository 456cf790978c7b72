import { Device, type Kept } from './contribute/device.ts'
import { backoff, make, unlike, untilOnline, wordsOf } from './contribute/make.ts'
import { Picked } from './contribute/picked.ts'

/** In this tab: what is being written in it. */
const HERE = 'fangzhi-writing'
/** Answers after which it is tried again: too slow, too many, not there for a while. */
const LATER = [408, 429, 502, 503, 504]
/** Not kept: what the page makes, and what is no answer. */
const OWN = /^(?:key|version|action|offered|called:)/

/**
 * `<keep-form data-key=… data-account=… data-code=…>` around the form of an entry: keeps on the device what is typed and
 * chosen, sends files one by one while one writes, and sends the form once, however bad the line. Without scripts the
 * form is the same, and sends all of it at once.
 */
class KeepForm extends HTMLElement {
  readonly #t = wordsOf(this)
  readonly #device = new Device()
  #picked: Picked[] = []
  #sending = false
  #timer = 0
  /** On a computer that others use, too. */
  #forget = make('button', { type: 'button', className: 'plain', textContent: this.#t('這是公用電腦，不要留', 'Others use this device: keep nothing') })
  #isForgotten = false
  #note = make('p', { className: 'hint kept-here' })
  #notice = make('div', { className: 'notice' })

  connectedCallback(): void {
    this.#notice.setAttribute('role', 'status')
    this.prepend(this.#notice)
    this.#form.querySelector('.buttons')?.before(this.#note)
    this.#picker()
    this.#form.addEventListener('input', () => { this.#later() })
    this.#form.addEventListener('change', ({ target }) => {
      if (target instanceof HTMLInputElement && target.name === 'keepPosition') for (const one of this.#picked) if (!one.isGone && one.file.blob.type.startsWith('image/')) one.again(target.checked)
      this.#later()
    })
    this.#form.addEventListener('submit', (event) => { this.#submitted(event) })
    addEventListener('pagehide', () => { void this.#keep() })
    document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden') void this.#keep() })
    this.#forget.addEventListener('click', () => {
      this.#isForgotten = true
      sessionStorage.removeItem(HERE)
      void this.#device.drop(this.#key)
      this.#note.textContent = this.#t('這台裝置上不留了。離開前請先送出，或存成草稿。', 'Nothing is kept on this device. Send it, or save it as a draft, before you leave.')
    })
    void this.#begin()
  }

  get #form(): HTMLFormElement {
    return this.querySelector('form')!
  }

  get #key(): string {
    return this.#value('key')
  }

  #value(name: string): string {
    return (this.#form.elements.namedItem(name) as HTMLInputElement | null)?.value ?? ''
  }

  get #keepsPosition(): boolean {
    return (this.#form.elements.namedItem('keepPosition') as HTMLInputElement | null)?.checked === true
  }

  /** Goes on with what this tab was at; offers what the device has from before. */
  async #begin(): Promise<void> {
    const { account = '', code = '' } = this.dataset
    const standing = await this.#device.draft(this.#key)
    if (standing !== undefined) {
      // the page is what was just sent, or a draft of the service: what was typed since comes on top, where it goes on from that
      if (this.#isTyped() && (standing.version !== this.#value('version') || same(standing.fields, this.#fields()))) await this.#files(standing).then(() => this.#keep())
      else await this.#restore(standing)
      return
    }
    if (this.#isTyped()) return
    const drafts = await this.#device.drafts(account, code)
    const mine = drafts.find(({ key }) => key === sessionStorage.getItem(HERE))
    if (mine !== undefined) {
      await this.#restore(mine)
      return
    }
    for (const draft of drafts.slice(0, 3)) this.#offer(draft)
  }

  #offer(draft: Kept): void {
    const t = this.#t
    const when = new Date(draft.savedAt).toLocaleString(t('zh-TW', 'en'), { dateStyle: 'medium', timeStyle: 'short' })
    const go = make('button', { type: 'button', textContent: t('接著寫', 'Go on with it') })
    const drop = make('button', { type: 'button', className: 'quiet', textContent: t('刪掉', 'Delete') })
    const box = make('div', { className: 'offer' }, make('p', { textContent: t(`這台裝置上有一份還沒送出的：「${draft.title || '還沒有標題'}」（${when}）`, `On this device, not sent yet: “${draft.title || 'no title yet'}” (${when})`) }), make('p', { className: 'buttons' }, go, drop))
    go.addEventListener('click', () => {
      this.#notice.replaceChildren()
      void this.#restore(draft)
    })
    drop.addEventListener('click', () => {
      box.remove()
      void this.#device.drop(draft.key)
    })
    this.#notice.append(box)
  }

  async #restore(draft: Kept): Promise<void> {
    this.#set('key', draft.key)
    if (draft.version !== '') this.#set('version', draft.version)
    sessionStorage.setItem(HERE, draft.key)
    this.#fill(draft.fields)
    await this.#files(draft)
    this.#say(this.#t('接上了：這台裝置上最後寫的都在這裡。', 'Everything you wrote on this device is here.'))
    if (draft.sending) void this.#send()
  }

  #say(text: string): void {
    this.#notice.replaceChildren(make('p', { className: 'done', textContent: text }))
  }

  #set(name: string, value: string): void {
    const field = this.#form.elements.namedItem(name)
    if (field instanceof HTMLInputElement) field.value = value
  }

  /** Puts answers back; those that the page has no question for now go along unseen. */
  #fill(fields: Kept['fields']): void {
    const values = new Map<string, string[]>()
    for (const [name, value] of fields) values.set(name, [...values.get(name) ?? [], value])
    for (const element of this.#form.elements) {
      if (!(element instanceof HTMLInputElement || element instanceof HTMLSelectElement || element instanceof HTMLTextAreaElement) || element.name === '' || OWN.test(element.name) || element.type === 'file') continue
      const mine = values.get(element.name) ?? []
      if (element instanceof HTMLInputElement && ['checkbox', 'radio'].includes(element.type)) element.checked = mine.includes(element.value)
      else if (!element.name.startsWith('files[')) element.value = mine[0] ?? ''
      const fold = element.closest('details')
      if (fold !== null && mine.some((one) => one !== '')) fold.open = true
    }
    const has = (name: string, value: string): boolean => [...this.#form.elements].some((element) => element instanceof HTMLElement && 'name' in element && element.name === name && (!('checked' in element) || !['checkbox', 'radio'].includes((element as HTMLInputElement).type) || (element as HTMLInputElement).value === value))
    for (const [name, some] of values) {
      for (const value of some) if (!name.startsWith('files[') && !has(name, value)) this.#form.append(make('input', { type: 'hidden', name, value }))
    }
  }

  /** Files of the draft: those that have not arrived go on their way. */
  async #files(draft: Kept): Promise<void> {
    const values = new Map(draft.fields)
    for (const file of await this.#device.files(draft.key)) this.#take(new Picked(this.#host, file, this.#form.querySelector(`li.file[data-place="${file.place}"]`), values))
    // those that came from another device have no picture here
    for (const [name, receipt] of draft.fields) {
      const place = /^files\[(\d+)\]\.receipt$/.exec(name)?.[1]
      if (place === undefined || receipt === '' || this.#form.querySelector(`[name="${name}"]`) !== null) continue
      this.#take(new Picked(this.#host, { id: `${draft.key}:${place}`, key: draft.key, place: Number(place), name: values.get(`files[${place}].name`) ?? '', blob: new Blob() }, null, values))
    }
  }

  get #host(): ConstructorParameters<typeof Picked>[0] {
    return { form: this.#form, device: this.#device, key: this.#key, code: this.dataset['code'] ?? '', t: this.#t, changed: () => { void this.#keep() } }
  }

  /** One button for all files, in the place of those for one each. */
  #picker(): void {
    const list = this.#form.querySelector('ol.files')
    if (list === null) return
    const accept = list.querySelector<HTMLInputElement>('.free input[type=file]')?.accept ?? ''
    for (const free of list.querySelectorAll('.free')) free.remove()
    list.parentElement!.querySelector('.noscript')?.remove()
    const input = make('input', { type: 'file', id: 'f-choose', multiple: true, accept })
    list.after(make('div', { className: 'field' }, make('label', { htmlFor: 'f-choose', textContent: this.#t('選照片、錄音或文件（可以一次選幾個）', 'Choose pictures, recordings or documents (several at once)') }), input))
    input.addEventListener('change', () => {
      const chosen = [...input.files ?? []]
      input.value = ''
      void this.#chosen(chosen)
    })
  }

  async #chosen(files: readonly File[]): Promise<void> {
    for (const file of files) {
      const place = Math.max(-1, ...[...this.#form.querySelectorAll<HTMLElement>('li.file')].map((item) => Number(item.dataset['place']))) + 1
      // its bytes, not its place on the disk: the card may be taken out
      const kept = { id: unlike(), key: this.#key, place, name: file.name, blob: new Blob([await file.arrayBuffer()], { type: file.type }) }
      const picked = new Picked(this.#host, kept, null, new Map())
      if (!this.#isForgotten) await this.#device.keepFile(kept)
      await this.#keep()
      this.#take(picked)
    }
  }

  /** One after another: on a bad line one that arrives is better than three halves. */
  #take(picked: Picked): void {
    const before = this.#picked.at(-1)?.arrived ?? Promise.resolve(true)
    this.#picked.push(picked)
    picked.arrived = before.then(() => picked.isGone || picked.send(this.#keepsPosition))
  }

  #isTyped(): boolean {
    return this.#fields().some(([name, value]) => value !== '' && (['title', 'story', 'when', 'keywords', 'related'].includes(name) || /^files\[\d+\]\.receipt$|^(?:where|toldBy|writtenDownBy).*(?:who|place|district|address)$/.test(name)))
  }

  #fields(): (readonly [string, string])[] {
    return [...new FormData(this.#form)].flatMap(([name, value]) => (typeof value === 'string' && !OWN.test(name) ? [[name, value] as const] : []))
  }

  #later(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => { void this.#keep() }, 400)
  }

  async #keep(): Promise<void> {
    clearTimeout(this.#timer)
    if (this.#isForgotten || (!this.#isTyped() && this.#picked.length === 0)) return
    const { account = '', code = '' } = this.dataset
    sessionStorage.setItem(HERE, this.#key)
    const kept = await this.#device.keep({ key: this.#key, account, code, title: this.#value('title'), version: this.#value('version'), fields: this.#fields(), savedAt: Date.now(), sending: this.#sending })
    const time = new Date().toLocaleTimeString(this.#t('zh-TW', 'en'), { hour: '2-digit', minute: '2-digit' })
    if (kept && !this.#sending) this.#note.replaceChildren(this.#t(`寫的都留在這台裝置上（${time}），關掉再打開也還在。`, `Kept on this device (${time}): it is here when you come back.`), ' ', this.#forget)
  }

  #submitted(event: SubmitEvent): void {
    const action = event.submitter?.getAttribute('value')
    if (action !== 'send') return
    event.preventDefault()
    void this.#send()
  }

  /** All files first, then the form: again and again under the same key, which the service writes once. */
  async #send(): Promise<void> {
    if (this.#sending) return
    const t = this.#t
    this.#sending = true
    for (const button of this.#form.querySelectorAll('button')) button.disabled = true
    await this.#keep()
    this.#note.setAttribute('role', 'status')
    this.#note.textContent = t('正在送出。網路斷了也沒關係，通了會接著送。', 'On its way. Should the line break, it goes on when it is back.')
    await Promise.all(this.#picked.map((one) => one.arrived))
    const refused = this.#picked.some((one) => !one.isGone && one.receipt.value === '')
    const response = refused ? undefined : await this.#post()
    if (response?.redirected === true) {
      await this.#device.drop(this.#key)
      sessionStorage.removeItem(HERE)
      location.assign(response.url)
      return
    }
    this.#sending = false
    for (const button of this.#form.querySelectorAll('button')) button.disabled = false
    await this.#keep()
    if (refused) this.#note.textContent = t('有檔案沒有收到，請看上面，拿掉或重選之後再送。', 'A file was not taken: see above, take it out or choose another, and send again.')
    // the page says what is wrong, with everything in it
    else HTMLFormElement.prototype.submit.call(this.#form)
  }

  async #post(): Promise<Response> {
    for (let tries = 1; ; tries++) {
      let wait = backoff(tries)
      try {
        const form = new FormData(this.#form)
        form.set('action', 'send')
        // the buttons are called action, too
        const response = await fetch(this.#form.getAttribute('action')!, { method: 'POST', body: form, headers: { accept: 'text/html' }, signal: AbortSignal.timeout(60_000) })
        if (response.redirected || !LATER.includes(response.status)) return response
        wait = Math.max(wait, 1_000 * (Number(response.headers.get('retry-after')) || 0))
      } catch {
        this.#note.textContent = this.#t('網路不通。寫的都還在，通了會自己再送。', 'The line is bad. All of it is kept, and will be sent when it is back.')
      }
      await untilOnline(wait)
    }
  }
}

const same = (one: Kept['fields'], other: Kept['fields']): boolean => {
  const text = (fields: Kept['fields']): string => JSON.stringify(fields.filter(([name, value]) => value !== '' && !/^files\[\d+\]\.receipt/.test(name)).map(([name, value]) => [name, value.replaceAll('\r\n', '\n')]).sort())
  return text(one) === text(other)
}

customElements.define('keep-form', KeepForm)
