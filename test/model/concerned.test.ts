import t from 'tap'
import { concernedBy } from '../../src/model/concerned.ts'
import type { LoggedOperation } from '../../src/model/changeset.ts'

const operation = (more: Partial<LoggedOperation>): LoggedOperation => ({ op: 'put', id: 'x', type: 'entity', version: 1, state: 'published', audience: 'all:everyone', ...more })
const concerned = (...operations: LoggedOperation[]): unknown => {
  const { entities, contents } = concernedBy([{ operations }])
  return [[...entities].join(''), [...contents].join('')]
}

t.test('what is touched, what it is merged into or parted from; relations and evidence concern nothing', async (t) => {
  t.same(concerned(operation({ id: 'a' }), operation({ id: 'a', op: 'withdraw' }), operation({ id: 'b', op: 'redact' })), ['ab', ''])
  t.same(concerned(operation({ id: 'a', op: 'merge', into: 'b' }), operation({ id: 'c', op: 'unmerge', into: 'd' })), ['abcd', ''])
  t.same(concerned(operation({ id: 'k', type: 'content' }), operation({ id: 'l', type: 'content', op: 'redact' })), ['', 'kl'])
  t.same(concerned(operation({ id: 'r', type: 'relation' }), operation({ id: 'e', type: 'evidence' })), ['', ''])
})
