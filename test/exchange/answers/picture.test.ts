import fc from 'fast-check'
import t from 'tap'
import type { Box } from '../../../src/exchange/answers/picture/box.ts'
import { layoutOf } from '../../../src/exchange/answers/picture/layout.ts'
import { widthOf, wrapped } from '../../../src/exchange/answers/picture/measure.ts'
import type { Plan } from '../../../src/exchange/answers/picture/plan.ts'
import { KINDS } from '../../../src/model/records.ts'

const word = fc.string({ unit: fc.constantFrom(...'臺北市立圖書館社區大學協會（），、ABCdefg 123-'), minLength: 1, maxLength: 40 }).filter((text) => text.trim() !== '')

const plans: fc.Arbitrary<Plan> = fc.record({ names: fc.array(word, { minLength: 2, maxLength: 16 }), pairs: fc.array(fc.tuple(fc.nat(15), fc.nat(15), fc.array(word, { minLength: 1, maxLength: 3 })), { minLength: 1, maxLength: 24 }) }).map(({ names, pairs }) => {
  const seen = new Set<string>()
  const edges = pairs.flatMap(([from, to, labels]) => {
    const [x, y] = [from % names.length, to % names.length]
    const key = [Math.min(x, y), Math.max(x, y)].join(' ')
    if (x === y || seen.has(key)) return []
    seen.add(key)
    return [{ from: String(x), to: String(y), labels, arrow: { atFrom: false, atTo: true }, contested: false }]
  })
  return { nodes: names.map((name, i) => ({ entity: { id: String(i), name, kind: KINDS[i % KINDS.length]! }, isEnd: i < 2 })), edges, left: 0 }
})

const apart = (one: Box, other: Box): boolean => Math.abs(one.x - other.x) * 2 >= one.width + other.width - 0.01 || Math.abs(one.y - other.y) * 2 >= one.height + other.height - 0.01

/** Whether a stretch of a line touches the inside of a box (Liang & Barsky 1984). */
function crosses([from, to]: readonly [{ x: number; y: number }, { x: number; y: number }], { x, y, width, height }: Box): boolean {
  let [enter, leave] = [0, 1]
  for (const [start, delta, low, high] of [[from.x, to.x - from.x, x - width / 2 + 0.5, x + width / 2 - 0.5], [from.y, to.y - from.y, y - height / 2 + 0.5, y + height / 2 - 0.5]] as const) {
    if (delta === 0) {
      if (start <= low || start >= high) return false
      continue
    }
    const [one, other] = [(low - start) / delta, (high - start) / delta]
    enter = Math.max(enter, Math.min(one, other))
    leave = Math.min(leave, Math.max(one, other))
  }
  return enter < leave
}

t.test('no two entities or labels lie on each other, no line crosses an entity, everything is within the picture', async (t) => {
  fc.assert(fc.property(plans, fc.constantFrom(10, 15, 24), (plan, em) => {
    const { width, height, nodes, edges } = layoutOf(plan, em)
    const boxes = [...nodes.map(({ box }) => box), ...edges.map(({ label }) => label)]
    for (const [i, one] of boxes.entries()) {
      for (const other of boxes.slice(i + 1)) if (!apart(one, other)) return false
      if (one.x - one.width / 2 < 0 || one.x + one.width / 2 > width || one.y - one.height / 2 < 0 || one.y + one.height / 2 > height) return false
    }
    return edges.every(({ points }) => points.slice(1).every((point, i) => nodes.every(({ box }) => !crosses([points[i]!, point], box))))
  }), { numRuns: 150 })
  t.pass('150 pictures')
})

t.test('a line joins what it belongs to', async (t) => {
  fc.assert(fc.property(plans, (plan) => {
    const { nodes, edges } = layoutOf(plan, 10)
    const on = (id: string, { x, y }: { x: number; y: number }): boolean => {
      const { box } = nodes.find(({ entity }) => entity.id === id)!
      return Math.abs(Math.abs(x - box.x) - box.width / 2) < 0.01 && Math.abs(y - box.y) <= box.height / 2
    }
    return edges.every(({ from, to, points }) => on(from, points[0]!) && on(to, points.at(-1)!))
  }), { numRuns: 50 })
  t.pass()
})

t.test('text is broken where it may be, and says when something is missing', async (t) => {
  t.same(wrapped('臺北市立圖書館', 4, 3), ['臺北市立', '圖書館'])
  t.same(wrapped('臺北市立，圖書館', 4, 3), ['臺北市立，', '圖書館'], 'no line begins with a comma')
  t.same(wrapped('Community Universities', 8, 3), ['Community', 'Universities'].map((line) => line), 'words stay whole')
  t.match(wrapped('臺北市'.repeat(10), 5, 2), [/^臺北市臺北$/, /^.{4}…$/])
  fc.assert(fc.property(word, fc.integer({ min: 3, max: 20 }), (text, most) => wrapped(text, most, 3).every((line) => widthOf(line) <= most + 2)))
})
