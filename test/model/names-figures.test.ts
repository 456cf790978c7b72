import t from 'tap'
import { associations } from '../generate/names.ts'
import { differentBodies, everyone, falseJoins, figures, sameBodies } from '../generate/names-figures.ts'

// Real names of the demonstration registers: what is one body is found again, and nothing else stands for it.

/** Shares that must be first, among ten, and stand for it by themselves. */
const WANTED: Readonly<Record<string, readonly [first: number, ten: number, right: number]>> = {
  'spaces, widths, 臺/台': [1, 1, 1],
  'legal form before, behind or absent': [1, 1, 1],
  'place before it dropped': [0.98, 0.99, 0],
  'short forms of the city’s list': [0.95, 0.98, 0.75],
  'contractions in use, by hand': [0.95, 0.98, 0.9],
  'former names of foundations, made by rules': [0.9, 0.95, 0],
  'former names of foundations, by hand': [0.8, 0.95, 0],
}

t.test('names written another way, shortened or former are found, and no other stands for them', async (t) => {
  const lookup = everyone()
  for (const { what, pairs } of sameBodies()) {
    // every twentieth of the thousands made by one rule
    const some = pairs.length > 1_000 ? pairs.filter((_, i) => i % 20 === 0) : pairs
    const { first, ten, right, wrong } = figures(lookup, what, some)
    const [least, leastTen, leastRight] = WANTED[what]!
    t.ok(first >= least * some.length, `${what}: ${first} of ${some.length} first`)
    t.ok(ten >= leastTen * some.length, `${what}: ${ten} of ${some.length} among ten`)
    t.ok(right >= leastRight * some.length, `${what}: ${right} of ${some.length} by themselves`)
    t.same(wrong, [])
  }
})

t.test('thousands of pairs of different bodies with nearly equal names are not joined', async (t) => {
  const { pairs, joined } = differentBodies()
  t.ok(pairs > 2_500)
  t.same(joined, [])
  t.same(falseJoins(everyone(), associations().filter((_, i) => i % 10 === 0)), [], 'nor does one stand for another that is not there')
})
