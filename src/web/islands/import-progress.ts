/** `<import-progress data-href="…">`: how far an import is, looked up every second; when it is over, the page is shown anew. */
class ImportProgress extends HTMLElement {
  connectedCallback(): void {
    this.#look()
  }

  async #look(): Promise<void> {
    try {
      const answer = await fetch(this.dataset['href']!, { headers: { accept: 'application/json' } })
      if (answer.ok) {
        const { underWay, percent, text } = await answer.json() as { underWay: boolean; percent: number; text: string }
        if (!underWay) return location.reload()
        const [bar, said] = [this.querySelector('progress'), this.querySelector('p')]
        if (bar !== null) bar.value = percent
        if (said !== null && said.textContent !== text) said.textContent = text
      }
    } catch {
      // a bad line for a moment: it is looked up again
    }
    setTimeout(() => { void this.#look() }, 1_000)
  }
}

customElements.define('import-progress', ImportProgress)
