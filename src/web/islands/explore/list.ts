import type { Explorer } from './explorer.ts'
import { make } from './make.ts'
import { colourOf } from './picture.ts'

/** The list of what is on the picture, with a count and a box to find in it: with it everything is done by the keyboard. */
export function listOf(explorer: Explorer): { readonly parts: readonly HTMLElement[]; readonly show: () => void } {
  const { words: { t, onIt }, kinds } = explorer
  const count = make('h2')
  const find = make('input', { type: 'search', autocomplete: 'off', placeholder: t('找圖上的名字', 'Find on the picture'), 'aria-label': t('找圖上的名字', 'Find on the picture') })
  const list = make('ul', { role: 'listbox', tabindex: '0', class: 'nodes', 'aria-label': t('圖上的名字：上下鍵選，Enter 展開，Delete 拿掉', 'Names on the picture: arrows choose, Enter grows, Delete takes off') })
  /** What the list shows, in its order. */
  let listed = ''

  const shown = (): string[] => {
    const text = find.value.trim().toLowerCase()
    return explorer.picture.graph.filterNodes((_, { label, hidden }) => !hidden && (text === '' || label.toLowerCase().includes(text)))
  }

  const fill = (ids: readonly string[]): void => {
    list.replaceChildren(...ids.map((id) => {
      const { label, kind } = explorer.picture.graph.getNodeAttributes(id)
      const dot = make('span', { class: 'dot' })
      dot.style.backgroundColor = colourOf(kind)
      return make('li', { role: 'option', id: `n-${id}`, 'data-id': id, 'aria-selected': 'false' }, dot, make('span', { lang: 'zh-Hant' }, label), ' ', make('span', { class: 'kind' }, kinds[kind] ?? kind))
    }))
  }

  const show = (): void => {
    const ids = shown()
    count.textContent = onIt(explorer.picture.graph.order)
    if (listed !== ids.join(' ')) fill(ids)
    listed = ids.join(' ')
    for (const option of list.querySelectorAll('[aria-selected=true]')) option.setAttribute('aria-selected', 'false')
    const chosen = document.getElementById(`n-${explorer.chosen}`)
    if (chosen === null) return list.removeAttribute('aria-activedescendant')
    chosen.setAttribute('aria-selected', 'true')
    list.setAttribute('aria-activedescendant', chosen.id)
    list.scrollTop = Math.max(0, chosen.offsetTop - list.clientHeight / 2)
  }

  find.addEventListener('input', show)
  list.addEventListener('keydown', (event) => {
    const { key } = event
    const { chosen } = explorer
    const ids = shown()
    const at = ids.indexOf(chosen)
    const to = ({ ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: ids.length - 1, PageDown: at + 10, PageUp: at - 10 } as Record<string, number>)[key]
    if (to !== undefined) {
      const id = ids[Math.min(ids.length - 1, Math.max(0, to))]
      if (id !== undefined) explorer.choose(id)
    } else if (key === 'Enter') void explorer.grow(chosen)
    else if (key === 'Delete' || key === 'Backspace') explorer.drop([chosen])
    else return
    event.preventDefault()
  })
  list.addEventListener('click', ({ target }) => {
    const id = (target as HTMLElement).closest<HTMLElement>('[role=option]')?.dataset['id']
    if (id !== undefined) explorer.choose(id)
  })
  return { parts: [count, find, list], show }
}
