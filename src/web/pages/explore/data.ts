import type { RelationView } from '../../../graph/port.ts'
import { badInput, notFound } from '../../../model/errors.ts'
import { isId } from '../../../model/ids.ts'
import { neighbourhood, ties } from '../../../questions/neighbourhood.ts'
import type { Call } from '../../call.ts'
import type { Other } from '../../page.ts'
import { periodOf, typeLabel } from '../../parts/relation.ts'
import type { Handler } from '../../route.ts'
import { lookingIn, walkFor } from './given.ts'

const json = (value: unknown): Other => ({ type: 'application/json; charset=utf-8', body: JSON.stringify(value) })

/** Entities at once on the picture. */
export const MOST = 300

/** `GET /explore/neighbours?of=ID&types=…&kinds=…&asOf=…&proposed&first=…&after=…`: who stands around, a page at a time. */
export const neighbours: Handler = async (call) => {
  const { query, asking } = call
  const of = query.get('of') ?? ''
  const center = isId(of) ? (await asking.graph.entities([of], asking.viewer)).get(of) : undefined
  if (center === undefined) throw notFound(of)
  const looking = lookingIn(query)
  const first = query.get('first')
  const page = await neighbourhood(asking, center.id, await walkFor(call, looking), { kinds: looking.kinds, first: first === null ? null : Number(first), after: query.get('after') })
  return json({
    of: { id: center.id, name: center.name, kind: center.kind }, total: page.total, hasNextPage: page.hasNextPage, endCursor: page.endCursor ?? null,
    items: page.items.map(({ entity, relations }) => ({ ...entity, relations: relations.map((one) => told(call, one, center.id)) })),
  })
}

const told = (call: Call, relation: RelationView, from: string): object => ({
  id: relation.id, type: relation.type, out: relation.from.id === from, label: typeLabel(call, relation.type, relation.from.id === from ? 'forward' : 'backward'),
  when: periodOf(call, relation), proposed: relation.state === 'proposed', disputed: relation.disputed,
})

/** `POST /explore/between` with `ids`: what ties these to each other. Only read; sent as a form, as so many ids are no address. */
export const between: Handler = async (call) => {
  const { form, asking } = call
  const ids = [...new Set(form.getAll('ids').flatMap((text) => text.split(/[\s,]+/)).filter((id) => id !== ''))]
  if (ids.length > MOST || !ids.every(isId)) throw badInput('ids', `ids: at most ${MOST} ids`)
  const found = await ties(asking, ids, await walkFor(call, lookingIn(form)))
  return json(found)
}
