/** `<review-queue>`: the queue by the keyboard alone. Keys do nothing while somebody types. */
class ReviewQueue extends HTMLElement {
  connectedCallback(): void {
    const help = Object.assign(document.createElement('p'), { className: 'hint noprint', textContent: this.dataset['help'] ?? '' })
    this.prepend(help)
    this.addEventListener('keydown', (event) => { this.#press(event) })
    document.addEventListener('keydown', (event) => { if (event.target === document.body) this.#press(event) })
  }

  get #rows(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>('li[data-href]')]
  }

  #press(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const target = event.target as HTMLElement
    if (target.matches('input:not([type=checkbox]), textarea, select')) return
    const rows = this.#rows
    const at = rows.findIndex((row) => row.contains(document.activeElement))
    const go = (to: number): void => {
      const row = rows[Math.max(0, Math.min(rows.length - 1, to))]
      row?.querySelector<HTMLElement>('input, a')?.focus()
      row?.scrollIntoView({ block: 'nearest' })
    }
    const decide = (decision: string): void => {
      const row = rows[at]
      if (row !== undefined && this.querySelector('input[name=ids]:checked') === null) {
        const box = row.querySelector<HTMLInputElement>('input[name=ids]')
        if (box !== null) box.checked = true
      }
      const words = this.querySelector<HTMLInputElement>('input[name=words]')
      if (decision !== 'accept' && words !== null && words.value.trim() === '') words.focus()
      else this.querySelector<HTMLButtonElement>(`button[value=${decision}]`)?.click()
    }
    const keys: Record<string, () => void> = {
      j: () => go(at + 1), k: () => go(at - 1), a: () => decide('accept'), d: () => decide('decline'), r: () => decide('return'),
      x: () => rows[at]?.querySelector<HTMLInputElement>('input[name=ids]')?.click(),
      Enter: () => { if (target.matches('input[type=checkbox]') && rows[at] !== undefined) location.href = rows[at]!.dataset['href']! },
    }
    const act = keys[event.key]
    if (act === undefined || (event.key === 'Enter' && !target.matches('input[type=checkbox]'))) return
    event.preventDefault()
    act()
  }
}

customElements.define('review-queue', ReviewQueue)
