import { make, wordsOf } from './contribute/make.ts'

/** `<here-now data-for=ID>`: a button that writes where this device is into a field. */
class HereNow extends HTMLElement {
  readonly #t = wordsOf(this)

  connectedCallback(): void {
    const field = document.getElementById(this.dataset['for'] ?? '')
    if (!(field instanceof HTMLInputElement) || !('geolocation' in navigator)) return
    const t = this.#t
    const said = make('span', { className: 'hint', role: 'status' })
    const button = make('button', { type: 'button', className: 'quiet', textContent: t('用我現在的位置', 'Use where I am now') })
    button.addEventListener('click', () => {
      said.textContent = t('正在找…', 'Looking…')
      navigator.geolocation.getCurrentPosition(({ coords }) => {
        field.value = `${coords.latitude.toFixed(5)},${coords.longitude.toFixed(5)}`
        field.dispatchEvent(new Event('input', { bubbles: true }))
        said.textContent = t(`填好了，誤差約 ${Math.round(coords.accuracy)} 公尺`, `Filled in, to about ${Math.round(coords.accuracy)} m`)
      }, () => { said.textContent = t('裝置沒有說它在哪裡，可以自己填。', 'The device does not tell where it is.') }, { enableHighAccuracy: true, timeout: 15_000 })
    })
    this.append(button, ' ', said)
  }
}

customElements.define('here-now', HereNow)
