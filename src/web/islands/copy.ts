/** `<copy-text for="ID">`: a button that copies what stands there. Without scripts it is not shown, and the text can be marked by hand. */
class CopyText extends HTMLElement {
  connectedCallback(): void {
    const { label = '複製', done = '已複製' } = this.dataset
    const button = Object.assign(document.createElement('button'), { type: 'button', className: 'quiet', textContent: label })
    const said = Object.assign(document.createElement('span'), { className: 'unseen' })
    said.setAttribute('role', 'status')
    button.addEventListener('click', async () => {
      const source = document.getElementById(this.getAttribute('for') ?? '')
      if (source === null || !await copied(source)) return
      button.textContent = done
      said.textContent = done
      setTimeout(() => { button.textContent = label }, 2_000)
    })
    this.replaceChildren(button, said)
  }
}

/** Over plain HTTP there is no clipboard to write to: the words are marked, and copied as by hand; they stay marked where even that is not let. */
async function copied(source: HTMLElement): Promise<boolean> {
  const clipboard = navigator.clipboard as Clipboard | undefined
  if (clipboard !== undefined) {
    await clipboard.writeText(source instanceof HTMLInputElement ? source.value : source.textContent ?? '')
    return true
  }
  if (source instanceof HTMLInputElement) source.select()
  else getSelection()?.selectAllChildren(source)
  return document.execCommand('copy')
}

customElements.define('copy-text', CopyText)
