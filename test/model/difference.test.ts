import t from 'tap'
import { EVERYONE } from '../../src/model/audience.ts'
import { difference } from '../../src/model/difference.ts'
import { newId } from '../../src/model/ids.ts'
import type { ArchiveRecord } from '../../src/model/records.ts'

t.test('who submitted a record is told by the changeset, not as a difference', async (t) => {
  const was: ArchiveRecord = { id: newId(), type: 'community', state: 'published', audience: EVERYONE, by: newId(), label: { 'zh-Hant': '社' } }
  t.same(difference(was, { ...was, by: newId(), contact: '電話' }), [{ field: 'contact', after: '電話' }])
  t.same(difference(undefined, was).map(({ field }) => field), ['state', 'audience', 'label'])
})
