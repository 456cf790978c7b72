/**
 * `<take-away>` around what an answer is taken away by. Sizes stand beside the files once they are looked at; a button for
 * the picture in dots, drawn from the one that stands in the page; one for the system's own way of sharing.
 * Without scripts the files are there all the same.
 */
class TakeAway extends HTMLElement {
  connectedCallback(): void {
    const { png, share, name = 'answer' } = this.dataset
    const picture = document.querySelector<SVGSVGElement>('figure.picture svg')
    const buttons = this.querySelector('.buttons')
    if (png !== undefined && picture !== null) buttons?.prepend(this.#button(png, () => void drawn(picture, `${name}.png`)))
    if (share !== undefined && 'share' in navigator) buttons?.append(this.#button(share, () => void navigator.share({ title: document.title, url: location.href }).catch(() => {})))
    this.querySelector('details.files')?.addEventListener('toggle', () => void this.#sizes(), { once: true })
  }

  #button(label: string, act: () => void): HTMLButtonElement {
    const button = Object.assign(document.createElement('button'), { type: 'button', className: 'quiet', textContent: label })
    button.addEventListener('click', act)
    return button
  }

  /** One after another: each is written anew. */
  async #sizes(): Promise<void> {
    for (const link of this.querySelectorAll<HTMLAnchorElement>('a[download]')) {
      const length = Number((await fetch(link.href, { method: 'HEAD' }).catch(() => undefined))?.headers.get('content-length') ?? 0)
      if (length > 0) link.after(` ${length < 1_000_000 ? `${Math.max(1, Math.round(length / 1_000))} kB` : `${(length / 1_000_000).toFixed(1)} MB`}`)
    }
  }
}

/** Twice as many dots as on the screen: for slides. */
const FINE = 2

async function drawn(picture: SVGSVGElement, name: string): Promise<void> {
  const [width, height] = [picture.width.baseVal.value, picture.height.baseVal.value]
  const copy = picture.cloneNode(true) as SVGSVGElement
  copy.setAttribute('font-family', getComputedStyle(picture).fontFamily)
  const image = new Image()
  image.src = `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`
  await image.decode()
  const canvas = Object.assign(document.createElement('canvas'), { width: width * FINE, height: height * FINE })
  const pen = canvas.getContext('2d')!
  pen.fillStyle = '#fff'
  pen.fillRect(0, 0, canvas.width, canvas.height)
  pen.drawImage(image, 0, 0, canvas.width, canvas.height)
  canvas.toBlob((blob) => {
    if (blob === null) return
    const link = Object.assign(document.createElement('a'), { href: URL.createObjectURL(blob), download: name })
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
  })
}

customElements.define('take-away', TakeAway)
