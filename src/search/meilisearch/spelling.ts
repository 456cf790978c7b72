import { nameKey } from '../../model/names.ts'
import { distance } from '../text/distance.ts'
import { admits, fold, question, type Question } from '../text/index.ts'
import { learnt, type Ask } from './reading.ts'

/** Names compared with what was typed, those that share most of its characters. */
const COMPARED = 60
/** Documents of one character that are looked at, and texts that may hold what was typed as it is. */
const [SHARING, HOLDING] = [1_000, 50]

/** Up to this many slips may lie between what was typed and what is meant. */
const slips = (length: number): number => (length < 3 ? 0 : length < 6 ? 1 : 2)

/**
 * Another way to write the query with which something that everyone may read is found: of each part that nothing
 * public holds, a public name or word one or two slips away. Undefined when there is none, or nothing to mend.
 */
export async function didYouMean(ask: Ask, text: string): Promise<string | undefined> {
  if (question(text).excluded.length > 0) return undefined
  const parts = text.replace(/[「」『』"“”＂]/g, ' ').trim().split(/\s+/)
  const mended = await Promise.all(parts.map(async (part) => (await isHeld(ask, part) ? undefined : mend(ask, question(part)))))
  if (mended.every((part) => part === undefined)) return undefined
  return parts.map((part, i) => mended[i] ?? part).join(' ')
}

/** Does something that everyone may read hold these words as they are? */
async function isHeld(ask: Ask, part: string): Promise<boolean> {
  const folded = fold(part).text
  if (!/[\p{L}\p{N}]/u.test(folded)) return true
  const { places } = await learnt(ask, ask.snapshot.filter, folded, HOLDING)
  const texts = await ask.documents(places.slice(0, HOLDING).map(({ key }) => key), ['title', 'folded'])
  const phrase: Question = { phrases: [folded], excluded: [], tokens: [], text: folded }
  return [...texts.values()].some(({ title, folded: words }) => admits(phrase, { title, text: words }))
}

const mend = async (ask: Ask, part: Question): Promise<string | undefined> =>
  await nearestName(ask, part) ?? (/^[a-z]+$/.test(part.text) ? await nearestWord(ask, part.text) : undefined)

async function nearestName(ask: Ask, { tokens, text }: Question): Promise<string | undefined> {
  const wanted = nameKey(text)
  const most = slips([...wanted].length)
  if (most === 0) return undefined
  const own = `${ask.snapshot.filter} AND named EXISTS`
  const counted = tokens.filter(({ kind }) => kind === 'char' || (kind === 'word' && !tokens.some((other) => other.kind === 'char'))).map(({ text }) => text)
  await ask.learn(counted.map((token) => ({ filter: own, token, limit: SHARING })))
  const shared = new Map<string, { count: number; length: number }>()
  for (const token of counted) {
    for (const { key, length } of ask.list(own, token).places) shared.set(key, { count: (shared.get(key)?.count ?? 0) + 1, length })
  }
  const near = [...shared].sort(([a, x], [b, y]) => y.count - x.count || x.length - y.length || (a < b ? -1 : 1)).slice(0, COMPARED).map(([key]) => key)
  const named = await ask.documents(near, ['name', 'names'])
  let best: { readonly name: string; readonly slips: number } | undefined
  for (const one of near.flatMap((key) => named.get(key) ?? [])) {
    for (const name of [one.name, ...one.names]) {
      const found = distance(wanted, nameKey(name), most)
      if (found > 0 && found <= most && (best === undefined || found < best.slips)) best = { name, slips: found }
    }
  }
  return best?.name
}

/** A Latin word of the public documents, of the same first letter. */
async function nearestWord(ask: Ask, word: string): Promise<string | undefined> {
  const most = slips(word.length)
  if (most === 0) return undefined
  let best: { readonly word: string; readonly slips: number; readonly frequency: number } | undefined
  for (const { value, count: frequency } of await ask.words(word[0]!)) {
    const found = distance(word, value, most)
    if (found === 0 || found > most) continue
    if (best === undefined || found < best.slips || (found === best.slips && frequency > best.frequency)) best = { word: value, slips: found, frequency }
  }
  return best?.word
}
