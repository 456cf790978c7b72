import { markup as html, type Markup } from '../../../exchange/markup.ts'
import type { EntityView } from '../../../graph/port.ts'
import type { Call } from '../../call.ts'
import { county, countyAt, districtNamed, pointIn } from '../../map/atlas.ts'
import { entityLink, own } from '../../parts/entity.ts'
import { districtsKnown, mapOf, type MapPoint } from '../../parts/map.ts'

const listIn = ({ fields }: EntityView, code: string): string[] => [fields[code] ?? []].flat().map(String)

/** Places on a map of the county in which most of them lie, and all of them in a list. */
export async function placesShown(call: Call, items: readonly EntityView[]): Promise<Markup> {
  const points: MapPoint[] = items.flatMap(({ id, name, kind, ...rest }) => listIn({ id, name, kind, ...rest }, 'coordinates').flatMap((text) => {
    const at = pointIn(text)
    return at === undefined ? [] : [{ entity: { id, name, kind }, longitude: at[0], latitude: at[1] }]
  }))
  const counts = new Map<string, Set<string>>()
  for (const item of items) {
    const found = await districtOf(item)
    if (found !== undefined) counts.set(found.county, (counts.get(found.county) ?? new Set()).add(found.district))
  }
  const [most] = [...counts].sort(([, x], [, y]) => y.size - x.size)
  const code = most?.[0] ?? (points[0] === undefined ? undefined : await countyAt(points[0].longitude, points[0].latitude))
  const drawn = code === undefined ? undefined : await county(code)
  return html`${drawn === undefined ? '' : mapOf(call, { county: drawn, known: await districtsKnown(call, drawn), meant: most?.[1] ?? new Set(), points })}<ul class="places">${items.map((one) => html`<li>${entityLink(call, one)}${whereabouts(one) === '' ? '' : html` <span class="where"${own(call)}>${whereabouts(one)}</span>`}</li>`)}</ul>`
}

const whereabouts = (item: EntityView): string => ['address', 'district', 'place'].flatMap((code) => listIn(item, code)).slice(0, 1).join('')

/** By its field, by its own name where it is a district, or by its address. */
async function districtOf(item: EntityView): Promise<Awaited<ReturnType<typeof districtNamed>>> {
  const addresses = listIn(item, 'address')
  const inAddress = addresses.flatMap((address) => /^(?:\d{3,6})?.{2}[縣市](.{1,3}?[區鄉鎮市])/.exec(address)?.[1] ?? [])
  const named = item.kind === 'Place' ? item.names.map(({ text }) => text) : []
  for (const text of [...listIn(item, 'district'), ...named, ...inAddress]) {
    const found = /[區鄉鎮市]$/.test(text) ? await districtNamed(text, addresses) : undefined
    if (found !== undefined) return found
  }
  return undefined
}
