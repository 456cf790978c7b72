import { z } from 'zod'
import type { EntityRef } from '../graph/port.ts'
import { badInput } from '../model/errors.ts'
import { grouped } from '../model/numbers.ts'
import type { Answer } from '../graph/answer.ts'
import { MOST_ROWS, whole } from './arguments.ts'
import { entitiesIn } from '../graph/cells.ts'
import type { Asking } from './context.ts'
import { kind, type QuestionKind } from './kind.ts'
import { pageAt, placeAfter } from './place.ts'
import { putOf } from './put.ts'
import { answersOf, questionIn, type Family } from './put-again.ts'
import * as shapes from './shapes.ts'
import { entitiesNamed } from './walk.ts'

const set = z.union([z.string(), z.array(z.string())]).describe('名稱（可用頓號分開），或一個問題的 JSON (names, or a question as JSON)')
const SHAPE = { one: set, other: set, first: shapes.first, after: shapes.after }

/** What two sets have in common: exactly as docs/questions.md. */
export const overlapKind = (family: Family): QuestionKind<typeof SHAPE> => kind({
  name: 'overlap',
  summary: { 'zh-Hant': '這兩組有哪些重疊？', en: 'What do two sets have in common?' },
  shape: SHAPE,
  words: ['one', 'other'],
  answer: async (asking, given): Promise<Answer> => {
    const first = whole('first', given.first, 20, 1, MOST_ROWS)
    const start = placeAfter(given.after)
    const [one, other] = [await members(asking, family, given.one, 'one'), await members(asking, family, given.other, 'other')]
    const all = new Map([...one.entities, ...other.entities])
    const placed = [...all.values()].map((entity) => ({ entity, place: one.entities.has(entity.id) ? (other.entities.has(entity.id) ? 0 : 1) : 2 }))
    placed.sort((x, y) => x.place - y.place || (x.entity.id < y.entity.id ? -1 : 1))
    const both = placed.filter(({ place }) => place === 0).length
    return {
      put: putOf('overlap', given, { one: one.put, other: other.put }),
      title: '這兩組有哪些重疊？',
      text: `兩組都有的 ${grouped(both)} 個，只在第一組的 ${grouped(one.entities.size - both)} 個，只在第二組的 ${grouped(other.entities.size - both)} 個。`,
      columns: [
        { key: 'entity', label: { 'zh-Hant': '對象', en: 'entity' } },
        { key: 'in', label: { 'zh-Hant': '在哪一組', en: 'in' } },
      ],
      rows: placed.slice(start, start + first).map(({ entity, place }) => ({ cells: { entity, in: PLACES[place]! } })),
      total: placed.length, ...pageAt(start, first, placed.length),
      notes: [...one.notes, ...other.notes],
    }
  },
})

const PLACES = ['兩組都有', '只在第一組', '只在第二組']

async function members(asking: Asking, family: Family, given: string | readonly string[], field: string): Promise<{ entities: Map<string, EntityRef>; put: string[]; notes: string[] }> {
  const items = (typeof given === 'string' ? (given.trim().startsWith('{') ? [given] : given.split(/[、，,]/)) : given).map((item) => item.trim()).filter((item) => item !== '')
  if (items.length === 0) throw badInput(field, `${field}: names, or a question as JSON, are needed`)
  const entities = new Map<string, EntityRef>()
  const [put, notes]: [string[], string[]] = [[], []]
  for (const item of items) {
    if (!item.startsWith('{')) {
      const [entity] = await entitiesNamed(asking, [item], field)
      entities.set(entity!.id, entity!)
      put.push(entity!.id)
      continue
    }
    const question = questionIn(family, item, field)
    const answer = await answersOf(asking, family, question)
    const column = answer.columns.find(({ key }) => answer.rows.some((row) => entitiesIn(row.cells[key] ?? null).length > 0))
    if (column !== undefined) for (const row of answer.rows) for (const entity of entitiesIn(row.cells[column.key] ?? null)) entities.set(entity.id, entity)
    put.push(JSON.stringify(answer.put))
    if (answer.rows.length < answer.total) notes.push(`「${answer.title}」只取前 ${grouped(answer.rows.length)} 列，共 ${grouped(answer.total)} 列 (only the first rows of that answer were taken).`)
  }
  return { entities, put, notes }
}
