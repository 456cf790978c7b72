import type { Explorer } from './explorer.ts'
import { hashOf, inOrder, keep, layouts, type Layout } from './kept.ts'
import { make, press } from './make.ts'
import { colourOf } from './picture.ts'
import type { Format, Shown, takeAway } from '../explore-take.ts'

/** Below the picture: to keep it on the device, to share it and to take it away. */
export function toolsOf(explorer: Explorer): HTMLElement {
  const { words: { t }, center, dataset: { collect = '', keep: kept = '', called, layout: id = '', version = '' } } = explorer
  const list = make('ul', { class: 'plainlist' })
  const name = make('input', { type: 'text', maxlength: '100', id: 'layout-name', autocomplete: 'off' })

  const layout = (): Layout => ({ of: center.id, places: explorer.picture.graph.mapNodes((id, { x, y }) => [id, Math.round(x * 100) / 100, Math.round(y * 100) / 100] as const) })

  const showKept = (): void => {
    list.replaceChildren(...Object.entries(layouts()).map(([called, one]) => {
      const link = make('a', { href: `${location.pathname}?from=${one.of}${hashOf(one)}` }, called)
      // another hash alone loads nothing
      link.addEventListener('click', () => { if (one.of === center.id) setTimeout(() => { location.reload() }) })
      return make('li', {}, link, ' ', press(t('不留了', 'Forget'), () => {
        const { [called]: _, ...rest } = layouts()
        keep(rest)
        showKept()
      }, { 'aria-label': t(`不留了：${called}`, `Forget: ${called}`) }))
    }))
  }

  const share = async (): Promise<void> => {
    const address = `${location.href.split('#')[0]}${hashOf(layout())}`
    history.replaceState(null, '', address)
    try {
      await navigator.clipboard.writeText(address)
      explorer.say(t('網址複製好了', 'The address is copied'))
    } catch {
      explorer.say(t('網址在上面的網址列，請自己複製', 'The address stands in the bar above'))
    }
  }

  const shown = (): Shown => {
    const { graph } = explorer.picture
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

  const take = (format: Format): Promise<void> => explorer.attempt(async () => {
    const away = await import(explorer.dataset['take']!) as { takeAway: typeof takeAway }
    await away.takeAway(format, shown(), center.name)
  })

  /** Where everything stands, the middle first, and how it is looked at. */
  const told = (): string => JSON.stringify({ places: inOrder(layout()), looking: `${explorer.filters()}` })

  /** As a form does: the page goes on from there. */
  const send = (action: string, fields: Readonly<Record<string, string>>): void => {
    const form = make('form', { method: 'post', action }, ...Object.entries(fields).map(([field, value]) => make('input', { type: 'hidden', name: field, value })))
    list.after(form)
    form.submit()
  }

  const keepAgain = (): void => { send(kept, { id, version, key: crypto.getRandomValues(new Uint32Array(4)).join('-'), layout: told() }) }

  showKept()
  return make('details', { class: 'tool' }, make('summary', {}, t('存起來、分享、帶走', 'Keep, share, take away')),
    make('p', { class: 'buttons' }, press(t('複製這張圖的網址', 'Copy the address of this picture'), () => { void share() }), ...(['PNG', 'SVG', 'GEXF', 'JSON'] as const).map((format) => press(t(`下載 ${format}`, `Download ${format}`), () => { void take(format) })),
      ...(kept === '' ? [] : [press(t(`存回「${called}」`, `Keep as “${called}”`), keepAgain, { class: 'plain' })]),
      ...(collect === '' ? [] : [
        press(t('存進檔案庫，取個名字', 'Keep in the archive, by a name'), () => { send(collect, { begin: '1', layout: told() }) }, { class: 'plain' }),
        press(t('把圖上的做成專題', 'Make a collection of these'), () => { send(collect, { begin: '1', item: explorer.picture.ids.join(' ') }) }),
      ])),
    make('label', { for: 'layout-name' }, t('在這台機器上存成', 'Keep on this device as')),
    make('div', { class: 'inline' }, name, press(t('存', 'Keep'), () => {
      const all = layouts()
      all[name.value.trim() || center.name] = layout()
      explorer.say(keep(all) ? t('存好了', 'Kept') : t('這台機器存不下', 'There is no room on this device'))
      showKept()
    })), list)
}
