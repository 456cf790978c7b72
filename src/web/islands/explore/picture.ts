import { MultiDirectedGraph } from 'graphology'
import FA2 from 'graphology-layout-forceatlas2/worker'
import noverlap from 'graphology-layout-noverlap'
import { Sigma } from 'sigma'
import type { Ref, Tie } from './data.ts'
import { placedLabels, type Label } from './labels.ts'

/** Of each kind, on a light and a dark ground: told apart also by those who see no red or no green, and by the list's words. */
const COLOURS: Readonly<Record<string, readonly [light: string, dark: string]>> = {
  Organization: ['#0f4a6b', '#7fc0ea'], Person: ['#8a2419', '#f2a99b'], Place: ['#1c5232', '#8fd6ab'], Programme: ['#5b3a8c', '#c8aef2'], Event: ['#9a5b00', '#f0c274'],
  Concept: ['#00696b', '#7ad9d9'], Work: ['#4f4a43', '#d2cbbd'], Entry: ['#7a3b5e', '#eaa9cc'], Collection: ['#3d5a00', '#bcd96f'],
}
/** Of names, in pixels. */
const LETTERS = 14
/** Milliseconds for which what was put on may settle: at least, and for each. */
const [SETTLING, EACH] = [500, 4]
const dark = matchMedia('(prefers-color-scheme: dark)')
const still = matchMedia('(prefers-reduced-motion: reduce)')

interface Node { x: number; y: number; size: number; label: string; color: string; kind: string; hidden: boolean }
interface Edge { type: string; relation: string; label: string; words: string; proposed: boolean }

const CSS = ['--leaf', '--ink', '--pale', '--line', '--edge', '--seal', '--sans'] as const
type Dress = Readonly<Record<(typeof CSS)[number], string>>
/** The colours of the page, as they are now: asked for seldom, as that takes a while. */
function dressNow(): Dress {
  const style = getComputedStyle(document.documentElement)
  return Object.fromEntries(CSS.map((name) => [name, style.getPropertyValue(name).trim()])) as Dress
}
export const colourOf = (kind: string, onDark = dark.matches): string => (COLOURS[kind] ?? COLOURS['Work']!)[onDark ? 1 : 0]

/** The picture: what stands on it, where, and what of it is chosen. */
export class Picture {
  readonly graph = new MultiDirectedGraph<Node, Edge>()
  readonly #renderer: Sigma<Node, Edge>
  readonly #label: (type: string) => string
  #css = dressNow()
  /** Names of this frame, which are written once all of them are known. */
  #labels: Label[] = []
  #pen: CanvasRenderingContext2D | undefined
  #chosen = ''
  #near = new Set<string>()
  #layout: FA2 | undefined
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(place: HTMLElement, { choose, grow, label }: { readonly choose: (id: string) => void; readonly grow: (id: string) => void; readonly label: (type: string) => string }) {
    this.#label = label
    this.#renderer = new Sigma(this.graph, place, {
      allowInvalidContainer: true, renderEdgeLabels: true, defaultEdgeType: 'arrow', zIndex: true, stagePadding: 60, minCameraRatio: 0.1, maxCameraRatio: 3,
      labelGridCellSize: 70, labelRenderedSizeThreshold: 3, edgeLabelFont: this.#css['--sans'], edgeLabelSize: 12,
      nodeReducer: (id, node) => this.#nodeShown(id, node), edgeReducer: (id, edge) => this.#edgeShown(id, edge),
      defaultDrawNodeLabel: (context, { x, y, size, label, forceLabel }) => {
        if (!label) return
        this.#pen = context
        context.font = this.#font(forceLabel === true)
        this.#labels.push({ x, y, size, text: label, width: context.measureText(label).width, forced: forceLabel === true })
      },
      defaultDrawNodeHover: (context, { x, y, size, label }) => {
        context.font = this.#font(true)
        const width = context.measureText(label ?? '').width
        context.fillStyle = this.#css['--leaf']
        context.strokeStyle = this.#css['--seal']
        context.beginPath()
        context.roundRect(x - size - 3, y - LETTERS, width + 2 * size + 14, 2 * LETTERS, 6)
        context.fill()
        context.stroke()
        context.fillStyle = this.#css['--ink']
        context.fillText(label ?? '', x + size + 4, y + LETTERS / 3)
      },
    })
    this.#renderer.on('afterRender', () => { this.#write() })
    this.#dress()
    dark.addEventListener('change', this.#dress)
    this.#renderer.on('clickNode', ({ node }) => { choose(node) })
    this.#renderer.on('doubleClickNode', ({ node, preventSigmaDefault }) => {
      preventSigmaDefault()
      grow(node)
    })
    this.#drag()
  }

  close(): void {
    clearTimeout(this.#timer)
    dark.removeEventListener('change', this.#dress)
    this.#layout?.kill()
    this.#renderer.kill()
  }

  readonly #font = (isForced: boolean): string => `${isForced ? '600' : '400'} ${LETTERS}px ${this.#css['--sans']}`

  /** The names of this frame, none over another. */
  #write(): void {
    const pen = this.#pen
    if (pen === undefined) return
    // lines run under them
    pen.lineJoin = 'round'
    pen.lineWidth = 4
    pen.strokeStyle = this.#css['--leaf']
    pen.fillStyle = this.#css['--ink']
    for (const { left, y, text, forced } of placedLabels(this.#labels, LETTERS * 1.3, this.#renderer.getDimensions().width)) {
      pen.font = this.#font(forced)
      pen.strokeText(text, left, y + LETTERS / 3)
      pen.fillText(text, left, y + LETTERS / 3)
    }
    this.#labels = []
  }

  readonly #dress = (): void => {
    this.#css = dressNow()
    this.graph.updateEachNodeAttributes((_, node) => ({ ...node, color: colourOf(node.kind) }))
    this.#renderer.setSettings({ edgeLabelColor: { color: this.#css['--pale'] } })
  }

  #nodeShown(id: string, node: Node) {
    if (id === this.#chosen) return { ...node, highlighted: true, forceLabel: true, zIndex: 2 }
    if (this.#near.has(id)) return { ...node, forceLabel: this.#near.size <= 25, zIndex: 1 }
    return this.#near.size > 0 ? { ...node, color: this.#css['--line'], label: this.graph.order > 60 ? '' : node.label } : node
  }

  #edgeShown(id: string, { proposed, words }: Edge) {
    const isChosen = this.#chosen !== '' && this.graph.hasExtremity(id, this.#chosen)
    return { size: isChosen ? 1.8 : proposed ? 0.7 : 1.1, color: isChosen ? this.#css['--seal'] : this.#near.size > 0 ? this.#css['--line'] : this.#css['--edge'], zIndex: isChosen ? 1 : 0, ...(isChosen ? { label: words, forceLabel: true } : { label: '' }) }
  }

  /** A node is put elsewhere by hand. */
  #drag(): void {
    let held: string | undefined
    this.#renderer.on('downNode', ({ node }) => {
      held = node
      this.#stop()
      if (!this.#renderer.getCustomBBox()) this.#renderer.setCustomBBox(this.#renderer.getBBox())
    })
    this.#renderer.on('moveBody', ({ event }) => {
      if (held === undefined) return
      this.graph.mergeNodeAttributes(held, this.#renderer.viewportToGraph(event))
      event.preventSigmaDefault()
      event.original.preventDefault()
    })
    for (const end of ['upNode', 'upStage'] as const) this.#renderer.on(end, () => { held = undefined })
  }

  get ids(): string[] {
    return this.graph.nodes()
  }

  /** Puts these on, around another. @returns how many were not there */
  put(entities: readonly Ref[], around?: string): number {
    const middle = around !== undefined && this.graph.hasNode(around) ? this.graph.getNodeAttributes(around) : { x: 0, y: 0 }
    const fresh = entities.filter(({ id }) => !this.graph.hasNode(id))
    for (const [i, { id, name, kind }] of fresh.entries()) {
      const [turn, far] = [i * 2.399963, this.graph.order === 0 ? 0 : 10 + 4 * Math.sqrt(i)]
      this.graph.addNode(id, { x: middle.x + far * Math.cos(turn), y: middle.y + far * Math.sin(turn), size: 6, label: name, kind, color: colourOf(kind), hidden: false })
    }
    return fresh.length
  }

  drop(ids: readonly string[]): void {
    for (const id of ids) if (this.graph.hasNode(id)) this.graph.dropNode(id)
    this.#size()
  }

  /** These are all the ties there are between those on the picture. */
  tie(ties: readonly Tie[]): void {
    this.graph.clearEdges()
    const said = new Map<string, string>()
    for (const { from, to, type, proposed } of ties) {
      if (!this.graph.hasNode(from) || !this.graph.hasNode(to)) continue
      const [pair, label] = [from < to ? `${from} ${to}` : `${to} ${from}`, this.#label(type)]
      const key = this.graph.addDirectedEdgeWithKey(`${from} ${type} ${to}`, from, to, { type: 'arrow', relation: type, label, words: label, proposed })
      // lines between two run over each other: one of them says what all of them are
      const first = said.get(pair)
      if (first === undefined) said.set(pair, key)
      else {
        const words = this.graph.getEdgeAttribute(first, 'words')
        this.graph.setEdgeAttribute(first, 'words', words.split('、').includes(label) ? words : `${words}、${label}`)
        this.graph.setEdgeAttribute(key, 'words', '')
      }
    }
    this.#size()
  }

  #size(): void {
    this.graph.updateEachNodeAttributes((id, node) => ({ ...node, size: Math.min(16, 4 + 2 * Math.sqrt(this.graph.degree(id))) }))
  }

  /** Of these kinds only; none: all. */
  only(kinds: ReadonlySet<string>, always: string): void {
    this.graph.updateEachNodeAttributes((id, node) => ({ ...node, hidden: kinds.size > 0 && id !== always && !kinds.has(node.kind) }))
  }

  choose(id: string): void {
    this.#chosen = id
    this.#near = new Set(this.graph.hasNode(id) ? this.graph.neighbors(id) : [])
    this.#renderer.refresh({ skipIndexation: true })
  }

  /** Lets everything find its place, and then none cover another. */
  settle(): void {
    this.#stop()
    if (this.graph.order < 2) return
    this.#renderer.setCustomBBox(null)
    this.#layout = new FA2(this.graph, { settings: { gravity: 0.8, scalingRatio: 14, slowDown: 3, adjustSizes: true, barnesHutOptimize: this.graph.order > 150 } })
    this.#layout.start()
    this.#timer = setTimeout(() => {
      this.#stop()
      noverlap.assign(this.graph, { maxIterations: 80, settings: { margin: 4, ratio: 1.3 } })
      this.#renderer.getCamera().animatedReset({ duration: still.matches ? 0 : 200 }).catch(() => {})
    }, SETTLING + EACH * this.graph.order)
  }

  #stop(): void {
    clearTimeout(this.#timer)
    this.#layout?.kill()
    this.#layout = undefined
  }

  place(places: readonly (readonly [string, number, number])[]): void {
    this.#stop()
    this.#renderer.setCustomBBox(null)
    for (const [id, x, y] of places) if (this.graph.hasNode(id)) this.graph.mergeNodeAttributes(id, { x, y })
  }

  zoom(by: 'in' | 'out' | 'all'): void {
    const camera = this.#renderer.getCamera()
    const duration = still.matches ? 0 : 200
    const done = by === 'in' ? camera.animatedZoom({ duration }) : by === 'out' ? camera.animatedUnzoom({ duration }) : camera.animatedReset({ duration })
    Promise.resolve(done).catch(() => {})
  }

  refresh(): void {
    this.#renderer.refresh()
  }
}
