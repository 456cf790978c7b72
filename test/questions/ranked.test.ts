import fc from 'fast-check'
import t from 'tap'
import { compareRanks, rankedPage, type Rank } from '../../src/questions/ranked.ts'

t.test('pages one after another are the whole list in order, however they are cut', async (t) => {
  const ranks = fc.uniqueArray(fc.tuple(fc.integer({ min: -3, max: 3 }), fc.string({ maxLength: 2 })), { selector: ([number, text]) => `${number} ${text}`, maxLength: 60 })
  await fc.assert(fc.asyncProperty(ranks, fc.integer({ min: 1, max: 9 }), async (all, first) => {
    const rows = all.map((rank) => ({ rank }))
    const paged: Rank[] = []
    for (let after: string | undefined; ;) {
      const page = await rankedPage(rows, { first, after })
      paged.push(...page.rows.map(({ rank }) => rank))
      if (page.total !== all.length || page.rows.length > first) return false
      if (!page.hasNextPage) break
      after = page.endCursor
    }
    return JSON.stringify(paged) === JSON.stringify([...all].sort(compareRanks))
  }))
  t.pass()
})

t.test('the best of a long list, and what is no cursor', async (t) => {
  const rows = Array.from({ length: 5_000 }, (_, i) => ({ rank: [(i * 7_919) % 5_000] }))
  t.match(await rankedPage(rows, { first: 3, after: null }), { rows: [{ rank: [0] }, { rank: [1] }, { rank: [2] }], total: 5_000, hasNextPage: true })
  for (const after of ['x', Buffer.from('{}').toString('base64url'), Buffer.from('[null]').toString('base64url')]) {
    await t.rejects(rankedPage(rows, { first: 3, after }), { code: 'BAD_USER_INPUT', details: { field: 'after' } })
  }
})
