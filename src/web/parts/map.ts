import { markup as html, type Markup } from '../../exchange/markup.ts'
import type { EntityRef } from '../../graph/port.ts'
import { nameKey } from '../../model/names.ts'
import type { Call } from '../call.ts'
import type { County, District } from '../map/atlas.ts'
import { entityPath } from './entity.ts'

/** A place on a map. */
export interface MapPoint {
  readonly entity: EntityRef
  readonly longitude: number
  readonly latitude: number
}

/** Places of the archive that are districts of a county, by the code of the district. */
export async function districtsKnown({ asking: { graph, viewer } }: Pick<Call, 'asking'>, { name, districts }: County): Promise<ReadonlyMap<string, EntityRef>> {
  const keys = districts.map((district): readonly [string, readonly string[]] => [district.code, [nameKey(district.name), nameKey(`${name}${district.name}`)]])
  const { items } = await graph.find({ kinds: ['Place'], keys: keys.flatMap(([, both]) => both) }, viewer, { first: 100 })
  const known = new Map<string, EntityRef>()
  for (const [code, [bare, full]] of keys) {
    // 「臺北市信義區」 before 「信義區」, which may be another city's
    const found = [full, bare].flatMap((key) => items.find(({ names }) => names.some(({ text }) => nameKey(text) === key)) ?? [])[0]
    if (found !== undefined) known.set(code, { id: found.id, name: found.name, kind: found.kind })
  }
  return known
}

export interface Drawn {
  readonly county: County
  readonly known: ReadonlyMap<string, EntityRef>
  /** Codes of the districts that are meant. */
  readonly meant?: ReadonlySet<string>
  readonly points?: readonly MapPoint[]
}

/** Districts, each a link where the archive knows it, and places; every colour is the style sheet's. */
export function mapOf({ t, href, language }: Call, { county, known, meant = new Set(), points = [] }: Drawn): Markup {
  const { name, english, width, height, districts, at } = county
  const called = (district: District): string => t(district.name, district.english)
  const area = (district: District): Markup => {
    const place = known.get(district.code)
    const shape = html`<path${meant.has(district.code) ? html` class="meant"` : ''} d="${district.path}"/>`
    return place === undefined ? shape : html`<a href="${href(entityPath(place.id))}" aria-label="${called(district)}">${shape}</a>`
  }
  const placed = points.flatMap((point) => {
    const where = at(point.longitude, point.latitude)
    return where === undefined ? [] : [{ ...point, where }]
  })
  return html`<figure class="map">
<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="group" aria-label="${t(`${name}地圖`, `Map of ${english}`)}">
${districts.toSorted((one, other) => Number(meant.has(one.code)) - Number(meant.has(other.code))).map((district) => html`${area(district)}
`)}<g aria-hidden="true">${districts.map((district) => html`<text x="${district.middle[0]}" y="${district.middle[1] + 4}">${language === 'en' ? district.english.replace(/ (?:District|Township|City)$/, '') : district.name.replace(/區$/, '')}</text>
`)}</g>${placed.map(({ entity, where }) => html`<a href="${href(entityPath(entity.id))}" aria-label="${entity.name}"><circle class="point" cx="${where[0]}" cy="${where[1]}" r="7"/></a>
`)}</svg>
<figcaption><small>${t('行政區界：內政部（2021 年），依政府資料開放授權條款第 1 版', 'Boundaries: Ministry of the Interior, Taiwan (2021), under its Open Government Data License 1.0')}</small></figcaption>
</figure>
`
}
