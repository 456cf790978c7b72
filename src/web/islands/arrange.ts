/** From the edge of the window, in pixels, where the page begins to go along. */
const EDGE = 70

/**
 * `<arrange-list data-field=NAME data-do=ACTION>` around the rows of what is edited, each with a form of its own: a grip at
 * each row, by which it is dragged, with a mouse or a finger, to its place. Where it is let go, its form is sent with the
 * field of the row that it stands before (`before`), or behind (`behind`). The buttons beside do the same, step by step.
 */
class ArrangeList extends HTMLElement {
  #row: HTMLElement | undefined
  /** The place that it had, should it be put back. */
  #was = 0

  connectedCallback(): void {
    const rows = this.#rows
    if (rows.length < 2) return
    for (const row of rows) {
      const grip = Object.assign(document.createElement('span'), { className: 'grip' })
      // for hands: whoever has none of a mouse's has the buttons
      grip.setAttribute('aria-hidden', 'true')
      grip.addEventListener('pointerdown', (event) => { this.#begin(row, grip, event) })
      grip.addEventListener('pointermove', ({ clientY }) => { if (this.#row === row) this.#over(row, clientY) })
      grip.addEventListener('pointerup', () => { if (this.#row === row) this.#end(row) })
      grip.addEventListener('pointercancel', () => { this.#back() })
      row.querySelector('.row')!.prepend(grip)
    }
    addEventListener('keydown', ({ key }) => { if (key === 'Escape') this.#back() })
  }

  get #rows(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>('ol.editing > li')]
  }

  #begin(row: HTMLElement, grip: HTMLElement, event: PointerEvent): void {
    if (event.button !== 0) return
    event.preventDefault()
    grip.setPointerCapture(event.pointerId)
    this.#row = row
    this.#was = this.#rows.indexOf(row)
    row.classList.add('dragged')
  }

  #over(row: HTMLElement, y: number): void {
    if (y < EDGE || y > innerHeight - EDGE) scrollBy(0, y < EDGE ? -EDGE / 4 : EDGE / 4)
    this.#putAt(row, this.#rows.filter((one) => one !== row && middle(one) < y).length)
  }

  /** The others go round it: one that is taken out of the page itself would no longer hear of the pointer. */
  #putAt(row: HTMLElement, place: number): void {
    for (let now = this.#rows.indexOf(row); now < place; now++) row.before(row.nextElementSibling!)
    for (let now = this.#rows.indexOf(row); now > place; now--) row.after(row.previousElementSibling!)
  }

  #end(row: HTMLElement): void {
    this.#row = undefined
    row.classList.remove('dragged')
    if (this.#rows.indexOf(row) === this.#was) return
    const [next, previous] = [row.nextElementSibling, row.previousElementSibling]
    const form = row.querySelector('form')!
    const { field = '', do: action = '' } = this.dataset
    const fieldOf = (other: Element): string => other.querySelector<HTMLInputElement>(`form input[name="${field}"]`)!.value
    for (const [name, value] of [['do', action], next === null ? ['behind', fieldOf(previous!)] : ['before', fieldOf(next)]] as const) {
      form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }))
    }
    form.requestSubmit()
  }

  /** Given up. */
  #back(): void {
    const row = this.#row
    if (row === undefined) return
    this.#row = undefined
    row.classList.remove('dragged')
    this.#putAt(row, this.#was)
  }
}

function middle(row: HTMLElement): number {
  const { top, height } = row.getBoundingClientRect()
  return top + height / 2
}

customElements.define('arrange-list', ArrangeList)
