import { isNoNarrower, type Audience } from '../model/audience.ts'
import { memo } from '../model/memo.ts'
import { nameKey } from '../model/names.ts'
import type { Circle } from './circle.ts'
import type { Lookup } from './lookup.ts'
import type { Doubt } from './match.ts'
import { memberOf, type Member } from './member.ts'

const CITIES = ['臺北', '新北', '桃園', '臺中', '臺南', '高雄', '基隆', '新竹', '苗栗', '彰化', '南投', '雲林', '嘉義', '屏東', '宜蘭', '花蓮', '臺東', '澎湖', '金門', '連江']
/** What bodies put before their names. */
const PLACES = new Set([...CITIES.flatMap((city) => [`${city}市`, `${city}縣`, city]), '臺灣省', '臺灣', '中華民國', '中華', '大臺北地區', '大臺北'].map((place) => nameKey(place)))
const placeOf = (name: string): string | undefined => [5, 4, 3, 2].map((length) => name.slice(0, length)).find((place) => PLACES.has(place))

const cityKey = memo(1_000, nameKey)

/** Shorter than this a name without its place says too little to be worth a look. */
const SHORTEST = 4

/** Keys of names that differ from a body's only in the place before them: 大夥房文化協會 for 台北市大夥房文化協會, and the reverse. */
export function nearKeys(member: Member, from?: string): string[] {
  if (member.kind !== 'Organization') return []
  return member.keys.filter((key) => key.startsWith('name:')).flatMap((key) => {
    const name = key.slice(key.indexOf(':', 5) + 1)
    const place = placeOf(name)
    const rest = place === undefined ? name : name.slice(place.length)
    if ([...rest].length < SHORTEST) return []
    const near = new Set([rest])
    for (const city of [place, member.city === undefined ? undefined : cityKey(member.city), from === undefined ? undefined : cityKey(from)]) {
      if (city !== undefined) near.add(city + rest).add(city.replace(/市$/, '') + rest)
    }
    near.delete(name)
    return [...near].map((other) => `name:Organization:${other}`)
  })
}

/** New ones whose names differ from another register's only in the place before them. */
export async function nearDoubts(circle: Circle, lookup: Lookup, audience: Audience, city: string | undefined): Promise<Doubt[]> {
  const wanted = new Map<string, Member[]>()
  for (const id of circle.fresh) {
    const member = circle.members.get(id)
    if (member === undefined) continue
    for (const key of nearKeys(member, city)) {
      const others = wanted.get(key)
      if (others === undefined) wanted.set(key, [member])
      else others.push(member)
    }
  }
  if (wanted.size === 0) return []
  const found = await lookup.sharing(wanted.keys())
  const others = [...found.values()].flatMap((head) => (circle.members.has(head.id) ? [] : (memberOf(head) ?? [])))
  const pairs = new Map<string, Doubt>()
  for (const other of [...others, ...circle.members.values()]) {
    for (const key of other.keys) for (const member of wanted.get(key) ?? []) {
      // one register that lists both knows them for two
      if (member.register === other.register || circle.survivor(member.id) === circle.survivor(other.id) || !isNoNarrower(other.audience, audience)) continue
      pairs.set([member.id, other.id].sort().join(), {
        members: [member, other].map(({ id, name }) => ({ id, name })),
        for: ['名稱只差前面的地名 (the names differ only in the place before them)'], against: ['地名不同，或一方沒有 (different places, or none)'],
      })
    }
  }
  return [...pairs.values()]
}
