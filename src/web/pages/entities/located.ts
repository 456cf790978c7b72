import { markup as html, type Markup } from '../../../exchange/markup.ts'
import type { ContentView, EntityView, RelationView } from '../../../graph/port.ts'
import type { Call } from '../../call.ts'
import { county, countyAt, countyNamed, districtNamed, pointIn } from '../../map/atlas.ts'
import { districtsKnown, mapOf, type MapPoint } from '../../parts/map.ts'
import { listIn } from './facts.ts'

/** What lies within a place is looked up for its coordinates, most. */
const MOST_WITHIN = 60
const PLACED = new Set(['Place', 'Organization', 'Event', 'Entry'])

/** Where it is, as far as its district, its coordinates or what it lies in say; of a place also what lies within. Nothing where nobody said. */
export async function located(call: Call, entity: EntityView, relations: readonly RelationView[], texts: readonly ContentView[]): Promise<Markup> {
  const { id, kind, name, fields, names } = entity
  if (!PLACED.has(kind)) return html``
  const { t, asking } = call
  const exact = texts.flatMap(({ place }) => place?.coordinates ?? [])
  const points = (source: { readonly coordinates?: readonly string[] }): (readonly [number, number])[] => (source.coordinates ?? []).flatMap((text) => { const point = pointIn(text); return point === undefined ? [] : [point] })
  const own = points({ coordinates: [...listIn(fields['coordinates']), ...exact] })
  const near = [...listIn(fields['address']), ...texts.flatMap(({ place }) => place?.address ?? [])]
  const within = relations.flatMap(({ type, from, to, standing }) => ((type === 'LOCATED_IN' || type === 'SET_IN' || type === 'HELD_AT') && standing !== 'deprecated' && from.id === id && to.kind === 'Place' ? [to.name] : []))
  const called = [...listIn(fields['district']), ...(kind === 'Place' ? names.map(({ text }) => text) : []), ...within].filter((text) => /[區鄉鎮市]$/.test(text))
  const meant = new Map<string, string>()
  for (const text of called) {
    const found = await districtNamed(text, [...near, ...within])
    if (found !== undefined) meant.set(found.district, found.county)
  }
  const code = [...meant.values()][0] ?? (own[0] === undefined ? undefined : await countyAt(...own[0])) ?? (kind === 'Place' && /[縣市]$/.test(name) ? await countyNamed(name) : undefined)
  const drawn = code === undefined ? undefined : await county(code)
  if (drawn === undefined) return html``
  const here: MapPoint[] = own.map(([longitude, latitude]) => ({ entity: { id, name, kind }, longitude, latitude }))
  const others = kind === 'Place' ? [...new Set(relations.flatMap(({ type, from, to }) => ((type === 'LOCATED_IN' || type === 'SET_IN' || type === 'HELD_AT') && to.id === id ? [from.id] : [])))].slice(0, MOST_WITHIN) : []
  const views = others.length === 0 ? [] : [...(await asking.graph.entities(others, asking.viewer)).values()]
  const inside = views.flatMap((view) => points({ coordinates: listIn(view.fields['coordinates']) }).map(([longitude, latitude]): MapPoint => ({ entity: { id: view.id, name: view.name, kind: view.kind }, longitude, latitude })))
  return html`<section aria-labelledby="where"><h2 id="where">${t('在哪裡', 'Where')}</h2>
${mapOf(call, { county: drawn, known: await districtsKnown(call, drawn), meant: new Set(meant.keys()), points: [...inside, ...here] })}</section>
`
}
