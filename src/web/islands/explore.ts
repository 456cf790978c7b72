// first, so that the libraries do not stand between what is ours: so it is shorter when it is sent
import { Picture } from './explore/picture.ts'
import { aboutOf } from './explore/about.ts'
import { sourceAt, type Ref, type Source } from './explore/data.ts'
import type { Explorer, Known } from './explore/explorer.ts'
import { layoutIn, type Layout } from './explore/kept.ts'
import { listOf } from './explore/list.ts'
import { make, press } from './explore/make.ts'
import { toolsOf } from './explore/tools.ts'
import { wordsIn, type Words } from './explore/words.ts'

/**
 * `<explore-graph data-of="ID" …>`: a picture that grows from one entity outwards, and beside it the list of what is on it,
 * with one selection; whoever does not see the picture, or uses no mouse, does everything by the list.
 */
class ExploreGraph extends HTMLElement implements Explorer {
  words!: Words
  picture!: Picture
  center!: Ref
  kinds!: Record<string, string>
  chosen = ''
  #source!: Source
  #list!: ReturnType<typeof listOf>
  #about!: ReturnType<typeof aboutOf>
  readonly #around = new Map<string, Known>()
  readonly #said = make('p', { role: 'status', class: 'said' })

  connectedCallback(): void {
    const { neighbours = '', between = '', language = '', of = '', name = '', kind = '', types = '{}', kinds = '{}' } = this.dataset
    const labels = JSON.parse(types) as Record<string, string>
    this.words = wordsIn(language)
    this.center = { id: of, name, kind }
    this.kinds = JSON.parse(kinds) as Record<string, string>
    this.#source = sourceAt({ neighbours, between }, () => this.filters())
    this.#list = listOf(this)
    this.#about = aboutOf(this)
    const canvas = make('div', { class: 'canvas', 'aria-hidden': 'true' })
    this.#build(canvas)
    try {
      this.picture = new Picture(canvas, { choose: (id) => { this.choose(id) }, grow: (id) => { void this.grow(id) }, label: (type) => labels[type] ?? type })
    } catch {
      // without WebGL the list of the page does
      this.replaceChildren()
      return
    }
    document.querySelector('section.around')?.setAttribute('hidden', '')
    void this.#begin()
  }

  disconnectedCallback(): void {
    this.picture?.close()
  }

  #form(): HTMLFormElement | undefined {
    const form = document.getElementById('looking')
    return form instanceof HTMLFormElement ? form : undefined
  }

  filters(): URLSearchParams {
    const query = new URLSearchParams()
    const form = this.#form()
    if (form !== undefined) for (const [name, value] of new FormData(form)) if (name !== 'from' && typeof value === 'string' && value !== '') query.append(name, value)
    return query
  }

  #build(canvas: HTMLElement): void {
    const { t } = this.words
    this.replaceChildren(
      make('div', { class: 'stage' },
        make('div', { class: 'picture-side' }, canvas, make('div', { class: 'zoom' },
          press(t('放大', 'Closer'), () => { this.picture.zoom('in') }), press(t('縮小', 'Farther'), () => { this.picture.zoom('out') }),
          press(t('全部', 'All'), () => { this.picture.zoom('all') }), press(t('重排', 'Arrange'), () => { this.picture.settle() }))),
        make('div', { class: 'list-side' }, ...this.#list.parts, this.#about.section)),
      this.#said,
      toolsOf(this))
    const form = this.#form()
    form?.addEventListener('submit', (event) => {
      event.preventDefault()
      void this.#filtered()
    })
    form?.addEventListener('change', () => void this.#filtered())
  }

  async #begin(): Promise<void> {
    const given = layoutIn(location.hash) ?? this.#given()
    this.picture.put([this.center])
    this.choose(this.center.id)
    if (given === undefined) await this.grow(this.center.id)
    else await this.#open(given)
  }

  /** The picture that was kept in the archive, as far as this reader sees it. */
  #given(): Layout | undefined {
    const { places } = this.dataset
    return places === undefined ? undefined : { of: this.center.id, places: JSON.parse(places) as Layout['places'] }
  }

  say(text: string): void {
    this.#said.textContent = text
  }

  async attempt(act: () => Promise<void>): Promise<void> {
    this.setAttribute('aria-busy', 'true')
    try {
      await act()
    } catch {
      this.say(this.words.failed)
    } finally {
      this.removeAttribute('aria-busy')
    }
  }

  #open({ places }: Layout): Promise<void> {
    return this.attempt(async () => {
      const { entities, ties } = await this.#source.between(places.map(([id]) => id))
      this.picture.put(entities)
      this.picture.tie(ties)
      this.picture.place(places)
      this.picture.only(new Set(this.filters().getAll('kinds')), this.center.id)
      this.#after(entities.length)
    })
  }

  known(id: string): Known | undefined {
    return this.#around.get(id)
  }

  async load(id: string): Promise<Known> {
    const known = this.#around.get(id)
    if (known !== undefined && !known.last.hasNextPage) return known
    const page = await this.#source.neighbours(id, known?.last.endCursor ?? undefined)
    const now = { items: [...known?.items ?? [], ...page.items], last: page }
    this.#around.set(id, now)
    return now
  }

  grow(id: string): Promise<void> {
    return this.attempt(async () => {
      let { items, last } = this.#around.get(id) ?? await this.load(id)
      if (items.every((one) => this.picture.graph.hasNode(one.id)) && last.hasNextPage) ({ items, last } = await this.load(id))
      await this.put(items, id)
    })
  }

  async put(entities: readonly Ref[], around: string): Promise<void> {
    const most = Number(this.dataset['most'])
    const room = most - this.picture.graph.order
    const fresh = entities.filter(({ id }) => !this.picture.graph.hasNode(id))
    const put = this.picture.put(fresh.slice(0, Math.max(0, room)), around)
    if (put > 0) {
      const { ties } = await this.#source.between(this.picture.ids)
      this.picture.tie(ties)
      this.picture.settle()
    }
    this.#after(put)
    if (fresh.length > put) this.say(this.words.full(most))
  }

  #after(put: number): void {
    this.say(this.words.put(put, this.picture.graph.order))
    this.choose(this.chosen)
  }

  drop(ids: readonly string[]): void {
    const all = this.picture.ids
    const next = all[all.indexOf(this.chosen) + 1] ?? all[0] ?? ''
    this.picture.drop(ids.filter((id) => id !== this.center.id))
    this.choose(this.picture.graph.hasNode(this.chosen) ? this.chosen : this.picture.graph.hasNode(next) ? next : this.center.id)
  }

  /** The one selection of the picture and the list. */
  choose(id: string): void {
    this.chosen = id
    this.picture.choose(id)
    this.#list.show()
    void this.#about.show()
  }

  /** Other filters: what ties those on the picture is asked anew; kinds that are not wanted are hidden. */
  #filtered(): Promise<void> {
    return this.attempt(async () => {
      this.#around.clear()
      const query = this.filters()
      const { ties } = await this.#source.between(this.picture.ids)
      this.picture.tie(ties)
      this.picture.only(new Set(query.getAll('kinds')), this.center.id)
      if (!query.has('layout')) query.set('from', this.center.id)
      history.replaceState(null, '', `${location.pathname}?${query}`)
      this.choose(this.chosen)
    })
  }
}

customElements.define('explore-graph', ExploreGraph)
