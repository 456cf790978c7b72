import { markup as html, type Markup } from '../../../exchange/markup.ts'
import type { Call } from '../../call.ts'
import { counties, county, countyAt, districtNamed, pointIn } from '../../map/atlas.ts'
import { mapOf } from '../../parts/map.ts'
import type { Other } from '../../page.ts'

/** Where nobody said anything yet: 臺北市, whose registers the demonstration has. */
const FIRST = '63000'

/** A mark on a map for a field of coordinates, with scripts: by the ids of the fields beside it. */
export const mapPoint = ({ href, language }: Pick<Call, 'href' | 'language'>, coordinates: string, district: string, address: string): Markup =>
  html`<map-point data-for="${coordinates}" data-district="${district}" data-address="${address}" data-src="${href('/contribute/map')}" data-english="${language === 'en' ? 'yes' : ''}"></map-point>
`

/**
 * `GET /contribute/map?county=…&at=…&district=…&address=…`: the districts of the county that is asked for, or that the
 * rest speaks of, for `<map-point>` to put a mark on. The same for everybody.
 */
export async function pickingMap(call: Call): Promise<Other> {
  const { t, query, language } = call
  const at = pointIn(query.get('at') ?? '')
  const named = async (): Promise<string | undefined> => (await districtNamed(query.get('district') ?? '', [query.get('address') ?? '']))?.county
  const drawn = (await county(query.get('county') ?? '')) ?? (await county((at === undefined ? undefined : await countyAt(...at)) ?? (await named()) ?? FIRST))
  const { code, width, height, districts, projection: { scale, x, y } } = drawn!
  const body = html`<div class="picking" data-scale="${scale}" data-x="${x}" data-y="${y}" data-width="${width}" data-height="${height}" data-districts="${districts.map(({ name }) => name).join(',')}">
<label>${t('縣市', 'County or city')} <select>${(await counties()).map((one) => html`<option value="${one.code}"${one.code === code ? html` selected` : ''}>${language === 'en' ? one.english : one.name}</option>`)}</select></label>
${mapOf(call, { county: drawn!, known: new Map() })}</div>
`.text
  return { body, type: 'text/html; charset=utf-8', headers: { 'cache-control': 'public, max-age=86400' } }
}
