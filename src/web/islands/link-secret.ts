/** `<link-secret>`: takes the secret behind the # into its field, hides what need not be filled in, and out of the address. */
class LinkSecret extends HTMLElement {
  connectedCallback(): void {
    const secret = location.hash.slice(1)
    const input = this.querySelector('input')
    if (secret === '' || input === null) return
    input.value = secret
    this.hidden = true
    history.replaceState(null, '', location.pathname + location.search)
  }
}

customElements.define('link-secret', LinkSecret)
