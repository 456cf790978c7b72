import type { Neighbour } from './data.ts'
import type { Explorer } from './explorer.ts'
import { make, press } from './make.ts'

/** Beside the list: whoever is chosen, what can be done, and who stands around it. */
export function aboutOf(explorer: Explorer): { readonly section: HTMLElement; readonly show: () => Promise<void> } {
  const { words: { t }, center, kinds, dataset: { entities = '', relations = '' } } = explorer
  const section = make('section', { class: 'about-node' })
  let waiting: ReturnType<typeof setTimeout> | undefined

  const nearShown = (one: Neighbour, of: string): HTMLElement => {
    const isOn = explorer.picture.graph.hasNode(one.id)
    const act = (): void => {
      if (isOn) explorer.choose(one.id)
      else void explorer.attempt(() => explorer.put([one], of))
    }
    const different = one.relations.filter(({ label, when }, i) => one.relations.findIndex((other) => other.label === label && other.when === when) === i)
    const ties = different.slice(0, 3).flatMap(({ id, label, when, proposed, disputed }, i) => [
      ...(i > 0 ? [t('、', ', ')] : []), make('a', { href: `${relations}${id}` }, label),
      [when === '' ? '' : `（${when}）`, proposed ? t('（待審）', ' (proposed)') : '', disputed ? t('（有異議）', ' (disputed)') : ''].join(''),
    ])
    const button = press('', act, { class: isOn ? 'is-on' : 'is-off', 'data-id': one.id })
    button.append(make('span', { lang: 'zh-Hant' }, one.name), make('span', { class: 'unseen' }, isOn ? t('（在圖上，選它）', ' (on the picture: choose it)') : t('（放上圖）', ' (put it on)')))
    return make('li', {}, button, make('span', { class: 'ties' }, ...ties))
  }

  /** Asked for when the choice rests. */
  const show = async (): Promise<void> => {
    const { chosen: id, picture: { graph, ids } } = explorer
    const node = graph.hasNode(id) ? graph.getNodeAttributes(id) : undefined
    clearTimeout(waiting)
    if (node === undefined) return section.replaceChildren()
    const known = explorer.known(id)
    const link = make('a', { href: `${entities}${id}`, lang: 'zh-Hant' }, node.label)
    const more = async (): Promise<void> => {
      await explorer.load(id)
      if (explorer.chosen === id) await show()
    }
    if (known === undefined) {
      section.replaceChildren(make('h3', {}, link))
      waiting = setTimeout(() => void explorer.attempt(more), 250)
      return undefined
    }
    const { items, last } = known
    const away = items.filter((one) => !graph.hasNode(one.id))
    const held = document.activeElement instanceof HTMLElement && section.contains(document.activeElement) ? document.activeElement.dataset['id'] : undefined
    const button = (label: string, act: () => void, key: string): HTMLButtonElement => press(label, act, { 'data-id': key })
    const left = last.total - items.length
    section.replaceChildren(
      make('h3', {}, link, ' ', make('span', { class: 'kind' }, kinds[node.kind] ?? '')),
      make('p', { class: 'buttons' },
        ...(away.length > 0 || left > 0 ? [button(away.length > 0 ? t(`把旁邊 ${away.length} 個放上圖`, `Put on ${away.length} around it`) : t('再放一些上圖', 'Put on some more'), () => void explorer.grow(id), 'grow')] : []),
        ...(id === center.id ? [] : [button(t('拿掉', 'Take off'), () => { explorer.drop([id]) }, 'drop')]),
        button(t('只留它和旁邊的', 'Only it and those around'), () => { explorer.drop(ids.filter((one) => one !== id && !graph.areNeighbors(one, id))) }, 'only')),
      make('h4', {}, t(`旁邊有 ${last.total} 個`, `${last.total} around it`)),
      make('ul', { class: 'near' }, ...items.map((one) => nearShown(one, id))),
      ...(left > 0 ? [button(t(`還有 ${left} 個，接著列`, `${left} more`), () => void explorer.attempt(more), 'more')] : []))
    if (held !== undefined) section.querySelector<HTMLElement>(`[data-id="${CSS.escape(held)}"]`)?.focus()
    return undefined
  }
  return { section, show }
}
