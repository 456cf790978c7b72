/** `<copy-text for="ID">`: a button that copies what stands there. Without scripts it is not shown, and the text can be marked by hand. */
class CopyText extends HTMLElement {
  connectedCallback(): void {
    const { label = '複製', done = '已複製' } = this.dataset
    const button = Object.assign(document.createElement('button'), { type: 'button', className: 'quiet', textContent: label })
    const said = Object.assign(document.createElement('span'), { className: 'unseen' })
    said.setAttribute('role', 'status')
    button.addEventListener('click', async () => {
      const source = document.getElementById(this.getAttribute('for') ?? '')
      await navigator.clipboard.writeText(source instanceof HTMLInputElement ? source.value : source?.textContent ?? '')
      button.textContent = done
      said.textContent = done
      setTimeout(() => { button.textContent = label }, 2_000)
    })
    this.replaceChildren(button, said)
  }
}

customElements.define('copy-text', CopyText)
