import type { Device, KeptFile } from './device.ts'
import { make } from './make.ts'
import { Refused, upload } from './upload.ts'

interface Host {
  readonly form: HTMLFormElement
  readonly device: Device
  readonly key: string
  readonly code: string
  readonly t: (zhHant: string, english: string) => string
  readonly changed: () => void
}

/** One chosen file: in the list of the form, with how far it has gone, its words, and a way to take it back. */
export class Picked {
  readonly file: KeptFile
  readonly #host: Host
  readonly #item: HTMLElement
  readonly #said: HTMLElement
  readonly #bar: HTMLProgressElement
  readonly #given = new AbortController()
  /** Settles when it has arrived, or was refused. */
  arrived: Promise<boolean> | undefined

  /** @param item one that the page has already, for a file that has arrived */
  constructor(host: Host, file: KeptFile, item: HTMLElement | null, values: ReadonlyMap<string, string>) {
    this.file = file
    this.#host = host
    const { t } = host
    this.#bar = make('progress', { max: 1, value: 0 })
    this.#bar.setAttribute('aria-label', file.name)
    this.#said = make('span', { className: 'said', role: 'status' })
    if (item === null) {
      this.#item = make('li', { className: 'file' }, make('p', {}, make('strong', { textContent: file.name })))
      this.#item.dataset['place'] = String(file.place)
      this.#item.append(this.#hidden('receipt', values), this.#hidden('name', values), ...this.#question('caption', t(`說明：${file.name}`, `Caption: ${file.name}`), values), ...this.#question('alternative', t(`給看不見的人：照片裡有什麼？（${file.name}）`, `For who cannot see it: what does it show? (${file.name})`), values))
      host.form.querySelector('ol.files')!.append(this.#item)
    } else {
      this.#item = item
      item.querySelector('.mark')?.remove()
      item.querySelector('label.box')?.remove()
    }
    const away = make('button', { type: 'button', className: 'quiet', textContent: t('拿掉這一個', 'Take it out') })
    away.addEventListener('click', () => { void this.#away() })
    this.#item.firstElementChild!.append(' ', this.#said)
    this.#item.append(this.#bar, away)
    if (file.blob.type.startsWith('image/')) this.#item.prepend(make('img', { src: URL.createObjectURL(file.blob), alt: '', className: 'chosen' }))
  }

  get receipt(): HTMLInputElement {
    return this.#item.querySelector<HTMLInputElement>(`[name="files[${this.file.place}].receipt"]`)!
  }

  get isGone(): boolean {
    return this.#given.signal.aborted
  }

  /** Sends it, unless it has arrived. @returns whether it has */
  send(keepPosition: boolean): Promise<boolean> {
    this.arrived = this.receipt.value !== '' ? this.#done() : this.#send(keepPosition)
    return this.arrived
  }

  async #send(keepPosition: boolean): Promise<boolean> {
    const { t, code } = this.#host
    this.#bar.hidden = false
    this.#said.textContent = t('傳送中…', 'On its way…')
    try {
      const { receipt, name } = await upload(this.file.blob, this.file.name, { code, keepPosition, signal: this.#given.signal, told: (part) => {
        if (part === undefined) this.#said.textContent = t('網路不通，等一下會自己再傳', 'The line is bad: it will be tried again')
        else {
          this.#bar.value = part
          this.#said.textContent = part < 1 ? t(`傳了 ${Math.floor(part * 100)}%`, `${Math.floor(part * 100)}%`) : t('整理中…', 'Nearly there…')
        }
      } })
      this.receipt.value = receipt
      this.#item.querySelector<HTMLInputElement>(`[name="files[${this.file.place}].name"]`)!.value = name
      this.#host.changed()
      return await this.#done()
    } catch (error) {
      if (!(error instanceof Refused)) return false
      this.#bar.hidden = true
      this.#said.textContent = t(`這個檔案不能收：${error.message}`, `It cannot be taken: ${error.message}`)
      this.#item.classList.add('wrong')
      return false
    }
  }

  async #done(): Promise<boolean> {
    this.#bar.hidden = true
    this.#said.textContent = this.#host.t('已經收到', 'has arrived')
    return true
  }

  /** Where it was taken is to stay in it, or not after all: it is sent again. */
  again(keepPosition: boolean): void {
    this.receipt.value = ''
    void this.send(keepPosition)
  }

  async #away(): Promise<void> {
    this.#given.abort()
    this.#item.remove()
    await this.#host.device.dropFile(this.file.id)
    this.#host.changed()
  }

  #hidden(part: string, values: ReadonlyMap<string, string>): HTMLElement {
    const name = `files[${this.file.place}].${part}`
    return make('input', { type: 'hidden', name, value: values.get(name) ?? '' })
  }

  #question(part: string, label: string, values: ReadonlyMap<string, string>): HTMLElement[] {
    const name = `files[${this.file.place}].${part}`
    const id = `f-${name.replace(/[^\w-]/g, '-')}`
    return [make('div', { className: 'field' }, make('label', { htmlFor: id, textContent: label }), make('input', { id, name, maxLength: 1_000, value: values.get(name) ?? '' }))]
  }
}
