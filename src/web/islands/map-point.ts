import { make, wordsOf } from './contribute/make.ts'

const SVG = 'http://www.w3.org/2000/svg'
const MOST = 8
/** So many steps of an arrow key across the map. */
const STEPS = 120

/**
 * `<map-point data-for=ID data-district=ID data-address=ID data-src=…>`: a map of districts, on which a tap or the arrow
 * keys put a mark; where it is is written into the field of coordinates, which can be typed as before.
 */
class MapPoint extends HTMLElement {
  readonly #t = wordsOf(this)
  readonly #button = make('button', { type: 'button', className: 'quiet', textContent: this.#t('在地圖上點', 'Point at it on a map') })
  readonly #said = make('p', { className: 'hint', role: 'status' })
  #box = make('div', {})
  #mark = document.createElementNS(SVG, 'g')
  #zoom = 1
  /** In units of the picture. */
  #at: readonly [number, number] | undefined
  #isOwn = false
  /** What this wrote into the field of the district. */
  #district = ''

  connectedCallback(): void {
    if (!(this.#field instanceof HTMLInputElement)) return
    this.#button.setAttribute('aria-expanded', 'false')
    this.#button.addEventListener('click', () => { void this.#open() })
    this.#field.addEventListener('input', () => { if (!this.#isOwn && this.#button.getAttribute('aria-expanded') === 'true') void this.#show({}) })
    this.append(this.#button)
  }

  get #field(): HTMLInputElement {
    return document.getElementById(this.dataset['for'] ?? '') as HTMLInputElement
  }

  #valueOf(name: string): string {
    return (document.getElementById(this.dataset[name] ?? '') as HTMLInputElement | null)?.value ?? ''
  }

  async #open(): Promise<void> {
    const isOpen = this.#button.getAttribute('aria-expanded') === 'true'
    this.#button.setAttribute('aria-expanded', String(!isOpen))
    if (isOpen) for (const part of [this.#box, this.#said]) part.remove()
    else await this.#show({})
  }

  /** @param asked the county, where one was chosen */
  async #show(asked: { readonly county?: string }): Promise<void> {
    const t = this.#t
    const query = new URLSearchParams({ ...asked, at: this.#field.value, district: this.#valueOf('district'), address: this.#valueOf('address') })
    let text: string
    try {
      text = await (await fetch(`${this.dataset['src']!}?${query.toString()}`)).text()
    } catch {
      this.#said.textContent = t('地圖現在拿不到，座標可以自己填。', 'The map cannot be had now: coordinates can be typed.')
      this.append(this.#said)
      return
    }
    const box = document.importNode(new DOMParser().parseFromString(text, 'text/html').querySelector<HTMLDivElement>('.picking')!, true)
    const svg = box.querySelector('svg')!
    const pad = make('div', { className: 'pad', tabIndex: 0 }, svg)
    pad.setAttribute('role', 'application')
    pad.setAttribute('aria-label', t('地圖：點一下放記號，方向鍵移動（按住 Shift 走遠一點），+ 和 - 放大縮小', 'Map: tap to put the mark, arrow keys move it (with Shift further), + and - zoom'))
    const closer = make('button', { type: 'button', className: 'quiet', textContent: t('放大', 'Closer') })
    const wider = make('button', { type: 'button', className: 'quiet', textContent: t('縮小', 'Wider') })
    box.querySelector('figure')!.prepend(pad)
    pad.after(make('p', { className: 'buttons' }, closer, wider))
    closer.addEventListener('click', () => { this.#zoomTo(this.#zoom * 2) })
    wider.addEventListener('click', () => { this.#zoomTo(this.#zoom / 2) })
    const county = box.querySelector('select')!
    county.addEventListener('change', () => { void this.#show({ county: county.value }).then(() => { this.#box.querySelector('select')!.focus() }) })
    pad.addEventListener('click', (event) => {
      const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM()!.inverse())
      this.#put(x, y)
    })
    pad.addEventListener('keydown', (event) => { this.#pressed(event) })
    this.#mark = document.createElementNS(SVG, 'g')
    this.#mark.classList.add('mark')
    for (const r of ['9', '2']) {
      const circle = document.createElementNS(SVG, 'circle')
      circle.setAttribute('r', r)
      this.#mark.append(circle)
    }
    svg.append(this.#mark)
    this.#box.remove()
    this.#box = box
    this.append(box, this.#said)
    const [latitude, longitude] = this.#field.value.split(/[,，]/).map(Number)
    this.#at = latitude === undefined || longitude === undefined || Number.isNaN(latitude + longitude) ? undefined : this.#drawn(longitude, latitude)
    this.#zoomTo(1)
    this.#tell()
  }

  #number(name: string): number {
    return Number(this.#box.dataset[name])
  }

  #drawn(longitude: number, latitude: number): readonly [number, number] {
    const [right, down] = [longitude, latitude].map((degrees) => degrees * Math.PI / 180) as [number, number]
    return [this.#number('x') + this.#number('scale') * right, this.#number('y') - this.#number('scale') * Math.log(Math.tan(Math.PI / 4 + down / 2))]
  }

  #pressed(event: KeyboardEvent): void {
    const step = this.#number('width') / this.#zoom / STEPS * (event.shiftKey ? 5 : 1)
    const ways: Readonly<Record<string, readonly [number, number]>> = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }
    const way = ways[event.key]
    if (way !== undefined) {
      const [x, y] = this.#at ?? [this.#number('width') / 2, this.#number('height') / 2]
      this.#put(x + way[0], y + way[1])
    } else if (event.key === '+' || event.key === '=') this.#zoomTo(this.#zoom * 2)
    else if (event.key === '-') this.#zoomTo(this.#zoom / 2)
    else return
    event.preventDefault()
  }

  #put(x: number, y: number): void {
    this.#at = [Math.min(this.#number('width'), Math.max(0, x)), Math.min(this.#number('height'), Math.max(0, y))]
    const [right, down] = this.#at
    const longitude = (right - this.#number('x')) / this.#number('scale')
    const latitude = 2 * Math.atan(Math.exp((this.#number('y') - down) / this.#number('scale'))) - Math.PI / 2
    const [written, district] = [[latitude, longitude].map((radians) => (radians * 180 / Math.PI).toFixed(5)).join(','), this.#within()]
    this.#write(this.#field, written)
    const field = document.getElementById(this.dataset['district'] ?? '')
    // what somebody wrote themselves stays
    if (field instanceof HTMLInputElement && district !== '' && (field.value === '' || field.value === this.#district)) {
      this.#district = district
      this.#write(field, district)
    }
    this.#zoomTo(this.#zoom)
    this.#tell()
  }

  #write(field: HTMLInputElement, value: string): void {
    this.#isOwn = true
    field.value = value
    field.dispatchEvent(new Event('input', { bubbles: true }))
    this.#isOwn = false
  }

  /** The district in which the mark is; empty outside of all. */
  #within(): string {
    if (this.#at === undefined) return ''
    const point = new DOMPoint(...this.#at)
    const place = [...this.#box.querySelectorAll('path')].findIndex((path) => path.isPointInFill(point))
    return this.#box.dataset['districts']!.split(',')[place] ?? ''
  }

  #tell(): void {
    this.#said.textContent = this.#at === undefined ? this.#t('還沒有放記號。', 'No mark yet.') : `${this.#within() || this.#t('這個縣市的界線外', 'outside of this county')}，${this.#field.value}`
  }

  /** Round the mark, or the middle. */
  #zoomTo(zoom: number): void {
    this.#zoom = Math.min(MOST, Math.max(1, zoom))
    const [width, height] = [this.#number('width'), this.#number('height')]
    const [x, y] = this.#at ?? [width / 2, height / 2]
    const from = (middle: number, whole: number): number => Math.min(whole - whole / this.#zoom, Math.max(0, middle - whole / this.#zoom / 2))
    const svg = this.#box.querySelector('svg')!
    svg.setAttribute('viewBox', `${from(x, width)} ${from(y, height)} ${width / this.#zoom} ${height / this.#zoom}`)
    svg.style.setProperty('--zoom', String(this.#zoom))
    this.#mark.setAttribute('transform', `translate(${x} ${y}) scale(${1 / this.#zoom})`)
    this.#mark.toggleAttribute('hidden', this.#at === undefined)
  }
}

customElements.define('map-point', MapPoint)
