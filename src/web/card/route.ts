import { buffer } from 'node:stream/consumers'
import { Recent } from '../../archive/recent.ts'
import { ArchiveError, notFound, unavailable } from '../../model/errors.ts'
import type { Call } from '../call.ts'
import type { Handler, Route } from '../route.ts'
import { cardFile, cardOf, keyOf, type Card } from './card.ts'
import { cardPng, writesChinese } from './draw.ts'

/** Some 30 kB each, with a photograph 150. */
const KEPT = 100
/** Cards that wait to be drawn, one after another; whoever comes then comes again. */
const MOST_WAITING = 20

const drawn = new Recent<string, Promise<Buffer>>(KEPT)
let [last, waiting]: [Promise<unknown>, number] = [Promise.resolve(), 0]

/**
 * `GET /cards/…/1200x630-HASH.png`: the card of the page at that address as everybody sees it, whoever asks. One that says
 * something else by now leads to what it says.
 * @param page the handler of that page
 */
const card = (page: Handler): Handler => async (call) => {
  const path = call.path.replace(/^\/cards(\/.*)\/[^/]*$/, '$1')
  const answered = await page({ ...call, path })
  const found = 'main' in answered ? cardOf(call, answered) : undefined
  if (found === undefined || !('main' in answered) || !(await writesChinese())) throw notFound(call.path)
  const file = cardFile(found)
  if (call.params['file'] !== file) return { to: call.href(`/cards${path}/${file}`, Object.fromEntries([...new Set(call.query.keys())].map((name) => [name, call.query.getAll(name)]))) }
  // for a day: what is taken down is gone by then from wherever it is kept
  return { body: await kept(found, () => pictureOf(call, answered.card?.picture?.sha256)), type: 'image/png', headers: { 'cache-control': 'public, max-age=86400', vary: 'Accept-Encoding' } }
}

function kept(one: Card, picture: () => Promise<Buffer | undefined>): Promise<Buffer> {
  const key = keyOf(one)
  const known = drawn.get(key)
  if (known !== undefined) return known
  if (waiting >= MOST_WAITING) throw unavailable('cards')
  waiting++
  const mine = last.then(async () => cardPng(one, await picture())).finally(() => { waiting-- })
  last = mine.catch(() => { drawn.delete(key) })
  drawn.set(key, mine)
  return mine
}

/** A file that is gone leaves the card without it. */
async function pictureOf({ context }: Call, sha256: string | undefined): Promise<Buffer | undefined> {
  try {
    return sha256 === undefined ? undefined : await buffer(await context.uploads().blobs.get(sha256))
  } catch (error) {
    if (error instanceof ArchiveError) return undefined
    throw error
  }
}

/** For each of these routes, the card of its page. */
export const cards = (routes: readonly Route[]): Route[] => routes.flatMap(({ path, get, hasCard }) => (hasCard === true && get !== undefined ? [{ path: `/cards${path}/:file`, get: card(get), forEveryone: true as const }] : []))
