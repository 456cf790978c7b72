/**
 * `<passage-tools>`: when words of a text are marked, offers to say what relation they state, or to annotate them. The
 * forms are plain pages; each paragraph has links to them without this.
 */
class PassageTools extends HTMLElement {
  connectedCallback(): void {
    this.hidden = true
    this.setAttribute('role', 'region')
    this.setAttribute('aria-label', this.dataset['relateLabel'] ?? '')
    document.addEventListener('selectionchange', () => { this.#offer() })
  }

  #offer(): void {
    const marked = marking()
    this.hidden = marked === undefined
    if (marked === undefined) return
    this.replaceChildren(...(['relate', 'annotate'] as const).map((what) => {
      const link = document.createElement('a')
      link.className = 'button'
      link.href = `${this.dataset[what] ?? ''}?${new URLSearchParams({ [NAMES[what]]: marked.content, ...marked.words }).toString()}`
      link.textContent = this.dataset[`${what}Label`] ?? ''
      return link
    }))
  }
}

/** How the two forms call the text. */
const NAMES = { relate: 'content', annotate: 'of' } as const

/** Where the marked words stand: by their place where the page shows the text letter by letter, else by themselves. */
function marking(): { readonly content: string; readonly words: Readonly<Record<string, string>> } | undefined {
  const selection = document.getSelection()
  const words = selection?.toString().trim() ?? ''
  if (selection === null || selection.isCollapsed || words === '') return undefined
  const range = selection.getRangeAt(0)
  const [first, last] = [around(range.startContainer), around(range.endContainer)]
  const content = first?.closest<HTMLElement>('[data-content]')?.dataset['content']
  if (first === undefined || last === undefined || content === undefined) return undefined
  if (!('plain' in first.dataset && 'plain' in last.dataset)) return { content, words: { exact: words.slice(0, 500) } }
  return { content, words: { start: String(place(first, range.startContainer, range.startOffset)), end: String(place(last, range.endContainer, range.endOffset)) } }
}

const around = (node: Node): HTMLElement | undefined => (node instanceof HTMLElement ? node : node.parentElement)?.closest<HTMLElement>('[data-words]') ?? undefined

function place(words: HTMLElement, node: Node, offset: number): number {
  const before = document.createRange()
  before.selectNodeContents(words)
  before.setEnd(node, offset)
  return Number(words.dataset['start']) + before.toString().length
}

customElements.define('passage-tools', PassageTools)
