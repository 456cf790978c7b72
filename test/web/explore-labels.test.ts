import fc from 'fast-check'
import t from 'tap'
import { placedLabels, type Label } from '../../src/web/islands/explore/labels.ts'

const [HEIGHT, ACROSS] = [18, 600]

const labels = fc.array(fc.record<Label>({
  x: fc.integer({ min: -50, max: 650 }), y: fc.integer({ min: 0, max: 300 }), size: fc.integer({ min: 4, max: 16 }), text: fc.string({ maxLength: 8 }), width: fc.integer({ min: 10, max: 220 }), forced: fc.constant(false),
}), { maxLength: 60 })

t.test('no name lies over another, and none runs out of the picture', async () => {
  fc.assert(fc.property(labels, (all) => {
    const placed = placedLabels(all, HEIGHT, ACROSS)
    for (const [i, one] of placed.entries()) {
      if (one.left < 0 || one.left + one.width > ACROSS) return false
      for (const other of placed.slice(i + 1)) if (Math.abs(one.y - other.y) < HEIGHT && one.left < other.left + other.width && other.left < one.left + one.width) return false
    }
    return true
  }))
})

t.test('who is chosen is written wherever there is room in the window', async () => {
  fc.assert(fc.property(labels, fc.integer({ min: 0, max: 59 }), (all, place) => {
    const forced = all.map((one, i) => ({ ...one, forced: i === place }))
    const chosen = forced.filter((one) => one.forced)
    return placedLabels(chosen, HEIGHT, ACROSS).length === placedLabels(forced, HEIGHT, ACROSS).filter((one) => one.forced).length
  }))
})

t.test('to the right of its node, or, at the edge and where another stands, to the left', async (t) => {
  const label = (x: number, y: number, more: Partial<Label> = {}): Label => ({ x, y, size: 6, text: `${x},${y}`, width: 100, forced: false, ...more })
  t.match(placedLabels([label(100, 50)], HEIGHT, ACROSS), [{ left: 110 }])
  t.match(placedLabels([label(550, 50)], HEIGHT, ACROSS), [{ left: 440 }])
  t.match(placedLabels([label(300, 50, { size: 9 }), label(280, 55)], HEIGHT, ACROSS).map(({ left }) => left), [313, 170])
  t.match(placedLabels([label(300, 50, { size: 9 }), label(420, 55)], HEIGHT, ACROSS).map(({ left }) => left), [313, 430])
  t.match(placedLabels([label(300, 50), label(300, 50, { size: 9 }), label(300, 50, { size: 4 })], HEIGHT, ACROSS).map(({ size }) => size), [9, 6], 'the largest first, and no third')
})
