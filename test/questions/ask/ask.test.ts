import { buildSchema, parse, validate } from 'graphql'
import t from 'tap'
import { readSchema } from '../../../src/api/schema.ts'
import { evidenceOf, relationsOf } from '../../../src/graph/answer.ts'
import { ask, type AskAnswer } from '../../../src/questions/ask.ts'
import { FAMILY } from '../../../src/questions/family.ts'
import { often } from '../../fixture.ts'
import { asked, askedIn, type Asked } from './asked.ts'
import { demonstration } from './demo.ts'
import { expectedRows, foundIn, isRight, sameNames } from './judged.ts'
import { plain } from './rows.ts'

/** Of questions that can be answered, so many must be read right; of some sets single turns were left as they are. */
const [RIGHT, RIGHT_OF_SOME] = [0.95, 0.9]
const SOME = ['fresh', 'hands', 'held-2', 'hands-fourth']
/** Of so many questions one is put, and all of them when FANGZHI_LONG is set. */
const ONE_OF = often(4, 1)

const { asking } = await demonstration(t)
const schema = buildSchema(readSchema())

/** What is wrong with the rows of an answer, in words. */
function wrongRows(one: Asked, { answer }: AskAnswer): string[] {
  if (answer === undefined) return []
  const { has, total } = one
  const [found, whole] = [foundIn(answer), expectedRows(one)]
  return [
    ...(whole !== undefined && !sameNames(found, whole) ? [`rows ${found.join('、')} instead of ${whole.join('、')}`] : []),
    ...(has ?? []).filter((name) => answer.hasNextPage === false && !found.includes(plain(name))).map((name) => `no row ${name}`),
    ...(total !== undefined && answer.total !== total ? [`${answer.total} instead of ${total}`] : []),
  ]
}

/** Rows that only count, by fields or around an entity, show no relation. */
const COUNTING = ['counts', 'rings']
const isGrounded = ({ answer }: AskAnswer): boolean => answer === undefined || COUNTING.includes(answer.put.name) ||
  answer.rows.every((row) => (row.passages?.length ?? 0) > 0 || (relationsOf(row).length > 0 && evidenceOf(row).length > 0))

const SETS = [
  ['seen', asked().filter(({ unseen }) => !unseen)], ['unseen', asked().filter(({ unseen }) => unseen)],
  ...['further', 'fresh', 'voices', 'rounds', 'held', 'held-2', 'held-3', 'hands', 'hands-second', 'hands-third', 'hands-fourth', 'places'].map((name) => [name, askedIn(`questions-${name}.yaml`)] as const),
] as const

for (const [which, questions] of SETS) {
  const some = questions.filter((_, i) => i % ONE_OF === 0)
  t.test(`questions as people put them: the ${which} ones`, async (t) => {
    let [right, answerable] = [0, 0]
    for (const one of some) {
      const answer = await ask(asking, one.text)
      if (one.declined) {
        t.equal(answer.answer, undefined, `nothing is answered: ${one.text}`)
        t.ok(answer.declined)
        continue
      }
      answerable++
      for (const { query } of answer.readings) t.same(validate(schema, parse(query)), [], `the query can be run: ${query.split('\n')[0]}`)
      const isSo = await isRight(asking, one, answer)
      if (isSo) right++
      else t.comment(`read otherwise: ${one.text} → ${answer.readings.map(({ understood }) => understood).join(' / ') || answer.text}`)
      if (isSo && FAMILY.has(one.is!.name)) {
        t.same(wrongRows(one, answer), [], `rows of ${one.text}`)
        const isOpen = answer.declined === 'ambiguous' || answer.declined === 'not_found'
        t.ok(answer.answer !== undefined || (isOpen && one.rows === undefined && one.has === undefined), `an answer to ${one.text}: ${answer.text}`)
      }
      t.ok(isGrounded(answer), `evidence for every row of ${one.text}`)
    }
    t.comment(`${which}: ${right} of ${answerable} read right (${(100 * right / answerable).toFixed(1)} %)`)
    // of a few the share is rounded down
    t.ok(right >= Math.floor(answerable * (SOME.includes(which) ? RIGHT_OF_SOME : RIGHT)), `${right} of ${answerable} are read right`)
  })
}
