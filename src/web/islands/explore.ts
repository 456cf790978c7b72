import { sourceAt, type Around, type Neighbour, type Ref, type Source } from './explore/data.ts'
import { hashOf, inOrder, keep, layoutIn, layouts, type Layout } from './explore/kept.ts'
import { colourOf, Picture } from './explore/picture.ts'
import { gexfOf, jsonOf, pngOf, save, svgOf, type Shown } from './explore/take.ts'
import { wordsIn, type Words } from './explore/words.ts'

/** An element, with its attributes and what is in it. */
function make<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Readonly<Record<string, string>> = {}, ...inner: (Node | string)[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  element.append(...inner)
  return element
}

/** A button that does something. */
function press(label: string, act: () => void, attributes: Readonly<Record<string, string>> = {}): HTMLButtonElement {
  const element = make('button', { type: 'button', class: 'quiet', ...attributes }, label)
  element.addEventListener('click', act)
  return element
}

/**
 * `<explore-graph data-of="ID" …>`: a picture that grows from one entity outwards, and beside it the list of what is on it,
 * with one selection; whoever does not see the picture, or uses no mouse, does everything by the list.
 */
class ExploreGraph extends HTMLElement {
  #words!: Words
  #source!: Source
  #picture!: Picture
  #chosen = ''
  readonly #around = new Map<string, { items: Neighbour[]; last: Around }>()
  readonly #list = make('ul', { role: 'listbox', tabindex: '0', class: 'nodes' })
  readonly #count = make('h2')
  readonly #find = make('input', { type: 'search', autocomplete: 'off' })
  readonly #about = make('section', { class: 'about-node' })
  readonly #said = make('p', { role: 'status', class: 'said' })
  readonly #kept = make('ul', { class: 'plainlist' })

  connectedCallback(): void {
    const { neighbours = '', between = '', language = '' } = this.dataset
    this.#words = wordsIn(language)
    this.#source = sourceAt({ neighbours, between }, () => this.#filters())
    const canvas = make('div', { class: 'canvas', 'aria-hidden': 'true' })
    this.#build(canvas)
    try {
      this.#picture = new Picture(canvas, { choose: (id) => { this.#choose(id) }, grow: (id) => { void this.#grow(id) }, label: (type) => this.#types[type] ?? type })
    } catch {
      // without WebGL the list of the page does
      this.replaceChildren()
      return
    }
    document.querySelector('section.around')?.setAttribute('hidden', '')
    void this.#begin()
  }

  disconnectedCallback(): void {
    this.#picture?.close()
  }

  get #center(): Ref {
    const { of = '', name = '', kind = '' } = this.dataset
    return { id: of, name, kind }
  }

  get #types(): Record<string, string> {
    return JSON.parse(this.dataset['types'] ?? '{}') as Record<string, string>
  }

  get #kinds(): Record<string, string> {
    return JSON.parse(this.dataset['kinds'] ?? '{}') as Record<string, string>
  }

  #form(): HTMLFormElement | undefined {
    const form = document.getElementById('looking')
    return form instanceof HTMLFormElement ? form : undefined
  }

  #filters(): URLSearchParams {
    const query = new URLSearchParams()
    const form = this.#form()
    if (form !== undefined) for (const [name, value] of new FormData(form)) if (name !== 'from' && typeof value === 'string' && value !== '') query.append(name, value)
    return query
  }

  #build(canvas: HTMLElement): void {
    const { t } = this.#words
    this.#find.setAttribute('aria-label', t('找圖上的名字', 'Find on the picture'))
    this.#find.placeholder = t('找圖上的名字', 'Find on the picture')
    this.#find.addEventListener('input', () => { this.#show() })
    this.#list.setAttribute('aria-label', t('圖上的名字：上下鍵選，Enter 展開，Delete 拿掉', 'Names on the picture: arrows choose, Enter grows, Delete takes off'))
    this.#list.addEventListener('keydown', (event) => { this.#key(event) })
    this.#list.addEventListener('click', ({ target }) => {
      const id = (target as HTMLElement).closest<HTMLElement>('[role=option]')?.dataset['id']
      if (id !== undefined) this.#choose(id)
    })
    const { collect = '', keep: isKept, called } = this.dataset
    const name = make('input', { type: 'text', maxlength: '100', id: 'layout-name', autocomplete: 'off' })
    this.replaceChildren(
      make('div', { class: 'stage' },
        make('div', { class: 'picture-side' }, canvas, make('div', { class: 'zoom' },
          press(t('放大', 'Closer'), () => { this.#picture.zoom('in') }), press(t('縮小', 'Farther'), () => { this.#picture.zoom('out') }),
          press(t('全部', 'All'), () => { this.#picture.zoom('all') }), press(t('重排', 'Arrange'), () => { this.#picture.settle() }))),
        make('div', { class: 'list-side' }, this.#count, this.#find, this.#list, this.#about)),
      this.#said,
      make('details', { class: 'tool' }, make('summary', {}, t('存起來、分享、帶走', 'Keep, share, take away')),
        make('p', { class: 'buttons' }, press(t('複製這張圖的網址', 'Copy the address of this picture'), () => { void this.#share() }), ...(['PNG', 'SVG', 'GEXF', 'JSON'] as const).map((format) => press(t(`下載 ${format}`, `Download ${format}`), () => { void this.#take(format) })),
          ...(isKept ? [press(t(`存回「${called}」`, `Keep as “${called}”`), () => { this.#keepAgain() }, { class: 'plain' })] : []),
          ...(collect ? [press(t('存進檔案庫，取個名字', 'Keep in the archive, by a name'), () => { this.#send(collect, { begin: '1', layout: this.#told() }) }, { class: 'plain' }), press(t('把圖上的做成專題', 'Make a collection of these'), () => { this.#send(collect, { begin: '1', item: this.#picture.ids.join(' ') }) })] : [])),
        make('label', { for: 'layout-name' }, t('在這台機器上存成', 'Keep on this device as')),
        make('div', { class: 'inline' }, name, press(t('存', 'Keep'), () => {
          const all = layouts()
          all[name.value.trim() || this.#center.name] = this.#layout()
          this.#say(keep(all) ? t('存好了', 'Kept') : t('這台機器存不下', 'There is no room on this device'))
          this.#showKept()
        })), this.#kept))
    this.#showKept()
    const form = this.#form()
    form?.addEventListener('submit', (event) => {
      event.preventDefault()
      void this.#filtered()
    })
    form?.addEventListener('change', () => void this.#filtered())
  }

  async #begin(): Promise<void> {
    const given = layoutIn(location.hash) ?? this.#given()
    this.#picture.put([this.#center])
    this.#choose(this.#center.id)
    if (given === undefined) await this.#grow(this.#center.id)
    else await this.#open(given)
  }

  /** The picture that was kept in the archive, as far as this reader sees it. */
  #given(): Layout | undefined {
    const { places } = this.dataset
    return places === undefined ? undefined : { of: this.#center.id, places: JSON.parse(places) as Layout['places'] }
  }

  #say(text: string): void {
    this.#said.textContent = text
  }

  /** Whatever fails is said, and nothing is lost by it. */
  async #try(act: () => Promise<void>): Promise<void> {
    this.setAttribute('aria-busy', 'true')
    try {
      await act()
    } catch {
      this.#say(this.#words.failed)
    } finally {
      this.removeAttribute('aria-busy')
    }
  }

  #open({ places }: Layout): Promise<void> {
    return this.#try(async () => {
      const { entities, ties } = await this.#source.between(places.map(([id]) => id))
      this.#picture.put(entities)
      this.#picture.tie(ties)
      this.#picture.place(places)
      this.#picture.only(new Set(this.#filters().getAll('kinds')), this.#center.id)
      this.#after(entities.length)
    })
  }

  async #load(id: string): Promise<{ items: Neighbour[]; last: Around }> {
    const known = this.#around.get(id)
    if (known !== undefined && !known.last.hasNextPage) return known
    const page = await this.#source.neighbours(id, known?.last.endCursor ?? undefined)
    const now = { items: [...known?.items ?? [], ...page.items], last: page }
    this.#around.set(id, now)
    return now
  }

  /** Puts on those around somebody that are listed; where all are there, the next. */
  #grow(id: string): Promise<void> {
    return this.#try(async () => {
      let { items, last } = this.#around.get(id) ?? await this.#load(id)
      if (items.every((one) => this.#picture.graph.hasNode(one.id)) && last.hasNextPage) ({ items, last } = await this.#load(id))
      await this.#put(items, id)
    })
  }

  async #put(entities: readonly Ref[], around: string): Promise<void> {
    const most = Number(this.dataset['most'])
    const room = most - this.#picture.graph.order
    const fresh = entities.filter(({ id }) => !this.#picture.graph.hasNode(id))
    const put = this.#picture.put(fresh.slice(0, Math.max(0, room)), around)
    if (put > 0) {
      const { ties } = await this.#source.between(this.#picture.ids)
      this.#picture.tie(ties)
      this.#picture.settle()
    }
    this.#after(put)
    if (fresh.length > put) this.#say(this.#words.full(most))
  }

  #after(put: number): void {
    this.#say(this.#words.put(put, this.#picture.graph.order))
    this.#choose(this.#chosen)
  }

  #drop(ids: readonly string[]): void {
    const all = this.#picture.ids
    const next = all[all.indexOf(this.#chosen) + 1] ?? all[0] ?? ''
    this.#picture.drop(ids.filter((id) => id !== this.#center.id))
    this.#choose(this.#picture.graph.hasNode(this.#chosen) ? this.#chosen : this.#picture.graph.hasNode(next) ? next : this.#center.id)
  }

  /** The one selection of the picture and the list. */
  #choose(id: string): void {
    this.#chosen = id
    this.#picture.choose(id)
    this.#show()
    void this.#showAbout()
  }

  /** What the list shows, in its order. */
  #listed = ''

  #shown(): string[] {
    const text = this.#find.value.trim().toLowerCase()
    return this.#picture.graph.filterNodes((_, { label, hidden }) => !hidden && (text === '' || label.toLowerCase().includes(text)))
  }

  #show(): void {
    const ids = this.#shown()
    this.#count.textContent = this.#words.onIt(this.#picture.graph.order)
    if (this.#listed !== ids.join(' ')) this.#fill(ids)
    this.#listed = ids.join(' ')
    for (const option of this.#list.querySelectorAll('[aria-selected=true]')) option.setAttribute('aria-selected', 'false')
    const chosen = document.getElementById(`n-${this.#chosen}`)
    if (chosen === null) return this.#list.removeAttribute('aria-activedescendant')
    chosen.setAttribute('aria-selected', 'true')
    this.#list.setAttribute('aria-activedescendant', chosen.id)
    this.#list.scrollTop = Math.max(0, chosen.offsetTop - this.#list.clientHeight / 2)
  }

  #fill(ids: readonly string[]): void {
    this.#list.replaceChildren(...ids.map((id) => {
      const { label, kind } = this.#picture.graph.getNodeAttributes(id)
      const option = make('li', { role: 'option', id: `n-${id}`, 'data-id': id, 'aria-selected': 'false' }, make('span', { class: 'dot' }), make('span', { lang: 'zh-Hant' }, label), ' ', make('span', { class: 'kind' }, this.#kinds[kind] ?? kind))
      ;(option.firstElementChild as HTMLElement).style.backgroundColor = colourOf(kind)
      return option
    }))
  }

  #key(event: KeyboardEvent): void {
    const ids = this.#shown()
    const at = ids.indexOf(this.#chosen)
    const to = ({ ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: ids.length - 1, PageDown: at + 10, PageUp: at - 10 } as Record<string, number>)[event.key]
    if (to !== undefined) {
      const id = ids[Math.min(ids.length - 1, Math.max(0, to))]
      if (id !== undefined) this.#choose(id)
    } else if (event.key === 'Enter') void this.#grow(this.#chosen)
    else if (event.key === 'Delete' || event.key === 'Backspace') this.#drop([this.#chosen])
    else return
    event.preventDefault()
  }

  #waiting: ReturnType<typeof setTimeout> | undefined

  /** Whoever is chosen: what it is, what can be done, and who stands around it. Asked for when the choice rests. */
  async #showAbout(): Promise<void> {
    const id = this.#chosen
    const { t } = this.#words
    const node = this.#picture.graph.hasNode(id) ? this.#picture.graph.getNodeAttributes(id) : undefined
    clearTimeout(this.#waiting)
    if (node === undefined) return this.#about.replaceChildren()
    const known = this.#around.get(id)
    if (known === undefined) {
      this.#about.replaceChildren(make('h3', {}, make('a', { href: `${this.dataset['entities']}${id}`, lang: 'zh-Hant' }, node.label)))
      this.#waiting = setTimeout(() => void this.#try(async () => {
        await this.#load(id)
        if (this.#chosen === id) await this.#showAbout()
      }), 250)
      return undefined
    }
    const { items, last } = known
    const away = items.filter((one) => !this.#picture.graph.hasNode(one.id))
    const held = document.activeElement instanceof HTMLElement && this.#about.contains(document.activeElement) ? document.activeElement.dataset['id'] : undefined
    const button = (label: string, act: () => void, key: string): HTMLButtonElement => press(label, act, { 'data-id': key })
    const left = last.total - items.length
    this.#about.replaceChildren(
      make('h3', {}, make('a', { href: `${this.dataset['entities']}${id}`, lang: 'zh-Hant' }, node.label), ' ', make('span', { class: 'kind' }, this.#kinds[node.kind] ?? '')),
      make('p', { class: 'buttons' },
        ...(away.length > 0 || left > 0 ? [button(away.length > 0 ? t(`把旁邊 ${away.length} 個放上圖`, `Put on ${away.length} around it`) : t('再放一些上圖', 'Put on some more'), () => void this.#grow(id), 'grow')] : []),
        ...(id === this.#center.id ? [] : [button(t('拿掉', 'Take off'), () => { this.#drop([id]) }, 'drop')]),
        button(t('只留它和旁邊的', 'Only it and those around'), () => { this.#drop(this.#picture.ids.filter((one) => one !== id && !this.#picture.graph.areNeighbors(one, id))) }, 'only')),
      make('h4', {}, t(`旁邊有 ${last.total} 個`, `${last.total} around it`)),
      make('ul', { class: 'near' }, ...items.map((one) => this.#nearShown(one, id))),
      ...(left > 0 ? [button(t(`還有 ${left} 個，接著列`, `${left} more`), () => void this.#try(async () => {
        await this.#load(id)
        await this.#showAbout()
      }), 'more')] : []))
    if (held !== undefined) this.#about.querySelector<HTMLElement>(`[data-id="${CSS.escape(held)}"]`)?.focus()
    return undefined
  }

  #nearShown(one: Neighbour, of: string): HTMLElement {
    const { t } = this.#words
    const isOn = this.#picture.graph.hasNode(one.id)
    const act = (): void => {
      if (isOn) this.#choose(one.id)
      else void this.#try(() => this.#put([one], of))
    }
    const different = one.relations.filter(({ label, when }, i) => one.relations.findIndex((other) => other.label === label && other.when === when) === i)
    const ties = different.slice(0, 3).flatMap(({ id, label, when, proposed, disputed }, i) => [
      ...(i > 0 ? [t('、', ', ')] : []), make('a', { href: `${this.dataset['relations']}${id}` }, label),
      [when === '' ? '' : `（${when}）`, proposed ? t('（待審）', ' (proposed)') : '', disputed ? t('（有異議）', ' (disputed)') : ''].join(''),
    ])
    const button = press('', act, { class: isOn ? 'is-on' : 'is-off', 'data-id': one.id })
    button.append(make('span', { lang: 'zh-Hant' }, one.name), make('span', { class: 'unseen' }, isOn ? t('（在圖上，選它）', ' (on the picture: choose it)') : t('（放上圖）', ' (put it on)')))
    return make('li', {}, button, make('span', { class: 'ties' }, ...ties))
  }

  /** Other filters: what ties those on the picture is asked anew; kinds that are not wanted are hidden. */
  #filtered(): Promise<void> {
    return this.#try(async () => {
      this.#around.clear()
      const query = this.#filters()
      const { ties } = await this.#source.between(this.#picture.ids)
      this.#picture.tie(ties)
      this.#picture.only(new Set(query.getAll('kinds')), this.#center.id)
      if (!query.has('layout')) query.set('from', this.#center.id)
      history.replaceState(null, '', `${location.pathname}?${query}`)
      this.#choose(this.#chosen)
    })
  }

  #layout(): Layout {
    return { of: this.#center.id, places: this.#picture.graph.mapNodes((id, { x, y }) => [id, Math.round(x * 100) / 100, Math.round(y * 100) / 100] as const) }
  }

  #showKept(): void {
    const { t } = this.#words
    this.#kept.replaceChildren(...Object.entries(layouts()).map(([name, layout]) => {
      const link = make('a', { href: `${location.pathname}?from=${layout.of}${hashOf(layout)}` }, name)
      // another hash alone loads nothing
      link.addEventListener('click', () => { if (layout.of === this.#center.id) setTimeout(() => { location.reload() }) })
      return make('li', {}, link, ' ', press(t('不留了', 'Forget'), () => {
        const { [name]: _, ...rest } = layouts()
        keep(rest)
        this.#showKept()
      }, { 'aria-label': t(`不留了：${name}`, `Forget: ${name}`) }))
    }))
  }

  async #share(): Promise<void> {
    const address = `${location.href.split('#')[0]}${hashOf(this.#layout())}`
    history.replaceState(null, '', address)
    try {
      await navigator.clipboard.writeText(address)
      this.#say(this.#words.t('網址複製好了', 'The address is copied'))
    } catch {
      this.#say(this.#words.t('網址在上面的網址列，請自己複製', 'The address stands in the bar above'))
    }
  }

  #shownNow(): Shown {
    const { graph } = this.#picture
    const isShown = (id: string): boolean => !graph.getNodeAttribute(id, 'hidden')
    return {
      title: document.title,
      nodes: graph.filterNodes((id) => isShown(id)).map((id) => {
        const { x, y, size, label, kind } = graph.getNodeAttributes(id)
        return { id, x, y, size, kind, name: label, colour: colourOf(kind, false) }
      }),
      edges: graph.filterEdges((_, __, from, to) => isShown(from) && isShown(to)).map((key) => {
        const { relation, label, proposed } = graph.getEdgeAttributes(key)
        return { from: graph.source(key), to: graph.target(key), type: relation, label, proposed }
      }),
    }
  }

  #take(format: 'PNG' | 'SVG' | 'GEXF' | 'JSON'): Promise<void> {
    return this.#try(async () => {
      const shown = this.#shownNow()
      const name = `${this.#center.name}.${format.toLowerCase()}`
      if (format === 'PNG') save(name, await pngOf(shown))
      else if (format === 'SVG') save(name, new Blob([svgOf(shown)], { type: 'image/svg+xml' }))
      else save(name, new Blob([format === 'GEXF' ? gexfOf(shown) : jsonOf(shown)], { type: format === 'GEXF' ? 'application/gexf+xml' : 'application/json' }))
    })
  }

  /** Where everything stands, the middle first, and how it is looked at. */
  #told(): string {
    return JSON.stringify({ places: inOrder(this.#layout()), looking: `${this.#filters()}` })
  }

  #keepAgain(): void {
    const { keep: to = '', layout: id = '', version = '' } = this.dataset
    this.#send(to, { id, version, key: crypto.getRandomValues(new Uint32Array(4)).join('-'), layout: this.#told() })
  }

  /** As a form does: the page goes on from there. */
  #send(action: string, fields: Readonly<Record<string, string>>): void {
    const form = make('form', { method: 'post', action }, ...Object.entries(fields).map(([name, value]) => make('input', { type: 'hidden', name, value })))
    this.append(form)
    form.submit()
  }
}

customElements.define('explore-graph', ExploreGraph)
