import { graphql, make } from './contribute/make.ts'

interface Found { readonly namesIn: readonly { readonly text: string; readonly more: boolean; readonly candidates: readonly { readonly id: string; readonly name: string; readonly kind: string }[] }[] }

/** `<name-offers data-for=ID>` around boxes: while a story is typed, names of the archive in it join the boxes, to be ticked. */
class NameOffers extends HTMLElement {
  #timer = 0
  #asked = ''

  connectedCallback(): void {
    const area = document.getElementById(this.dataset['for'] ?? '')
    if (!(area instanceof HTMLTextAreaElement)) return
    area.addEventListener('input', () => {
      clearTimeout(this.#timer)
      this.#timer = setTimeout(() => { void this.#look(area.value.slice(0, 20_000)) }, 1_200)
    })
  }

  async #look(text: string): Promise<void> {
    if (text.trim() === '' || text === this.#asked) return
    this.#asked = text
    const found = await graphql<Found>('query ($text: String!) { namesIn(text: $text) { text more candidates { id name kind } } }', { text })
    const box = this.querySelector('fieldset')
    if (found === undefined || box === null) return
    for (const { text: words, more, candidates } of found.namesIn) {
      for (const { id, name } of more ? [] : candidates) {
        if ([...box.querySelectorAll('input')].some(({ value }) => value.startsWith(id))) continue
        const input = make('input', { type: 'checkbox', name: 'mention', value: `${id} ${words}`, id: `f-mention-${id}` })
        box.append(make('label', { className: 'box', htmlFor: input.id }, input, make('span', { textContent: name === words ? name : `${words}＝${name}` })))
      }
    }
  }
}

customElements.define('name-offers', NameOffers)
