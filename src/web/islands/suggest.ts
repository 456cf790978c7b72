/** `<suggest-names for="ID" data-from="/search/suggest">`: names that begin so, offered by the box itself as one types. */
class SuggestNames extends HTMLElement {
  connectedCallback(): void {
    const input = document.getElementById(this.getAttribute('for') ?? '')
    const { from } = this.dataset
    if (!(input instanceof HTMLInputElement) || from === undefined) return
    const list = Object.assign(document.createElement('datalist'), { id: `${input.id}-names` })
    this.append(list)
    input.setAttribute('list', list.id)
    let [timer, asked, going]: [ReturnType<typeof setTimeout> | undefined, string, AbortController | undefined] = [undefined, '', undefined]
    const ask = async (): Promise<void> => {
      const text = input.value.trim()
      if (text === asked) return
      asked = text
      going?.abort()
      if (text === '') return list.replaceChildren()
      going = new AbortController()
      try {
        const answer = await fetch(`${from}?q=${encodeURIComponent(text)}`, { signal: going.signal })
        if (!answer.ok) return
        const names = await answer.json() as { name: string; matched: string }[]
        list.replaceChildren(...names.map(({ name, matched }) => Object.assign(document.createElement('option'), { value: name, label: matched === name ? name : `${matched}：${name}` })))
      } catch {
        // typed on, or the line is bad: the box works all the same
      }
    }
    // what is not chosen yet in an input method is no word
    const later = (event: Event): void => {
      if ((event as InputEvent).isComposing) return
      clearTimeout(timer)
      timer = setTimeout(() => void ask(), 150)
    }
    input.addEventListener('input', later)
    input.addEventListener('compositionend', later)
  }
}

customElements.define('suggest-names', SuggestNames)
