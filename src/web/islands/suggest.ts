interface Offered { readonly id: string; readonly name: string; readonly label: string; readonly matched?: string; readonly href: string }

/** Pages that have several boxes number their lists. */
let boxes = 0

/**
 * `<suggest-names data-from="/suggest" data-said="%s 個名字"><input></suggest-names>`: names are offered as one types
 * (WAI-ARIA combobox with a list). With `data-go` a name leads to its page; else it is filled in, and its id is sent for it
 * as long as it is not changed. Without scripts it is the box it holds.
 */
class SuggestNames extends HTMLElement {
  #input!: HTMLInputElement
  #list!: HTMLUListElement
  #said!: HTMLElement
  #offered: readonly Offered[] = []
  #at = -1
  #asked: AbortController | undefined
  #wait: ReturnType<typeof setTimeout> | undefined
  /** Sent in the place of what is shown. */
  #id: HTMLInputElement | undefined

  connectedCallback(): void {
    const input = this.querySelector('input')
    if (input === null || this.#list !== undefined) return
    this.#input = input
    const id = `offered-${++boxes}`
    this.#list = Object.assign(document.createElement('ul'), { id, hidden: true, className: 'offered' })
    this.#list.setAttribute('role', 'listbox')
    this.#list.setAttribute('aria-label', this.dataset['label'] ?? '')
    this.#said = Object.assign(document.createElement('span'), { className: 'unseen' })
    this.#said.setAttribute('role', 'status')
    for (const [name, value] of [['role', 'combobox'], ['aria-autocomplete', 'list'], ['aria-expanded', 'false'], ['aria-controls', id], ['autocomplete', 'off']]) input.setAttribute(name!, value!)
    this.append(this.#list, this.#said)
    if (input.dataset['id'] !== undefined) this.#send(input.dataset['id'])
    input.addEventListener('input', (event) => {
      this.#send(undefined)
      // a word half typed with an input method is nobody's name
      if (!(event as InputEvent).isComposing) this.#later()
    })
    input.addEventListener('compositionend', () => this.#later())
    input.addEventListener('keydown', (event) => this.#key(event))
    input.addEventListener('blur', () => this.#close())
    this.#list.addEventListener('pointerdown', (event) => event.preventDefault())
    this.#list.addEventListener('click', (event) => {
      const option = (event.target as Element).closest('[role=option]')
      if (option !== null) this.#choose([...this.#list.children].indexOf(option))
    })
  }

  #later(): void {
    clearTimeout(this.#wait)
    this.#wait = setTimeout(() => void this.#ask(), 120)
  }

  async #ask(): Promise<void> {
    const { value } = this.#input
    this.#asked?.abort()
    this.#asked = new AbortController()
    if (value.trim() === '') return this.#close()
    const address = new URL(this.dataset['from'] ?? '/suggest', location.href)
    address.searchParams.set('q', value)
    try {
      const response = await fetch(address, { signal: this.#asked.signal })
      if (!response.ok) return this.#close()
      this.#offered = await response.json() as Offered[]
      this.#show()
    } catch {
      // gone on typing, or off the net: the box is still one
    }
  }

  #show(): void {
    this.#at = -1
    this.#list.replaceChildren(...this.#offered.map(({ name, label, matched }, i) => {
      const option = Object.assign(document.createElement('li'), { id: `${this.#list.id}-${i}` })
      option.setAttribute('role', 'option')
      option.setAttribute('aria-selected', 'false')
      const small = Object.assign(document.createElement('small'), { textContent: matched === undefined ? label : `${label}・${matched}` })
      option.append(name, ' ', small)
      return option
    }))
    const isOpen = this.#offered.length > 0 && document.activeElement === this.#input
    this.#list.hidden = !isOpen
    this.#input.setAttribute('aria-expanded', String(isOpen))
    this.#input.removeAttribute('aria-activedescendant')
    this.#said.textContent = (this.dataset['said'] ?? '').replace('%s', String(this.#offered.length))
  }

  #close(): void {
    clearTimeout(this.#wait)
    this.#offered = []
    this.#show()
    this.#said.textContent = ''
  }

  #key(event: KeyboardEvent): void {
    if (event.isComposing || this.#list.hidden) return
    const { key } = event
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      event.preventDefault()
      const count = this.#offered.length
      this.#mark(key === 'ArrowDown' ? (this.#at + 1) % count : (this.#at <= 0 ? count : this.#at) - 1)
    } else if (key === 'Escape') {
      event.preventDefault()
      this.#close()
    } else if (key === 'Enter' && this.#at >= 0) {
      event.preventDefault()
      this.#choose(this.#at)
    }
  }

  #mark(at: number): void {
    this.#at = at
    for (const [i, option] of [...this.#list.children].entries()) {
      option.setAttribute('aria-selected', String(i === at))
      if (i === at) option.scrollIntoView({ block: 'nearest' })
    }
    this.#input.setAttribute('aria-activedescendant', `${this.#list.id}-${at}`)
  }

  #choose(at: number): void {
    const chosen = this.#offered[at]
    if (chosen === undefined) return
    this.#close()
    this.#input.value = chosen.name
    if ('go' in this.dataset) location.assign(chosen.href)
    else this.#send(chosen.id)
  }

  #send(id: string | undefined): void {
    if (id === undefined) {
      if (this.#id === undefined) return
      this.#input.name = this.#id.name
      this.#id.remove()
      this.#id = undefined
      return
    }
    this.#id ??= Object.assign(document.createElement('input'), { type: 'hidden', name: this.#input.name })
    this.#id.value = id
    this.#input.removeAttribute('name')
    this.append(this.#id)
  }
}

customElements.define('suggest-names', SuggestNames)
