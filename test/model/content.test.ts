import fc from 'fast-check'
import t from 'tap'
import { canRead, EVERYONE, type Audience } from '../../src/model/audience.ts'
import type { Head } from '../../src/model/changeset.ts'
import { isCleared } from '../../src/model/clearance.ts'
import { blobsIn, contentRights } from '../../src/model/content.ts'
import { newId } from '../../src/model/ids.ts'
import { checkRecord, MAX_CONTENT_BYTES } from '../../src/model/records.ts'
import { random, audience, VIEWERS } from '../generate/index.ts'

const content = (more: object = {}): object => ({ id: newId(), type: 'content', state: 'published', audience: EVERYONE, entity: newId(), order: 0, passages: [{ text: '市民', offset: [0, 2] }], ...more })
const passages = (count: number, length: number): object[] => Array.from({ length: count }, (_, i) => ({ text: '學'.repeat(length), offset: [i * length, (i + 1) * length] }))

t.test('what a content may be', async (t) => {
  t.match(checkRecord(content()), { corrections: [] })
  for (const [field, more] of Object.entries({
    order: { order: -1 }, 'passages.0.text': { passages: [{ text: '', offset: [0, 0] }] }, 'passages.0.offset': { passages: [{ text: '市', offset: [3, 2] }] },
    passages: { passages: [] }, 'passages.0.kind': { passages: [{ text: '市', offset: [0, 1], kind: 'poem' }] }, textSha256: { textSha256: 'ABC' }, entity: { entity: 'x' },
    'corrections.0.offset': { corrections: [{ offset: [2, 1], was: '', becomes: '' }] }, 'original.sha256': { original: { sha256: '../../etc/passwd', name: 'x', mediaType: 'text/plain', bytes: 1 } },
  })) t.throws(() => checkRecord(content(more)), { code: 'BAD_USER_INPUT', details: { field } }, field)
})

t.test('how long a content may be, in passages, characters and bytes', async (t) => {
  t.doesNotThrow(() => checkRecord(content({ passages: passages(400, 1_500) })))
  t.throws(() => checkRecord(content({ passages: passages(401, 1) })), { code: 'BAD_USER_INPUT', details: { field: 'passages' } })
  t.doesNotThrow(() => checkRecord(content({ passages: passages(1, 20_000) })))
  t.throws(() => checkRecord(content({ passages: passages(1, 20_001) })), { code: 'BAD_USER_INPUT', details: { field: 'passages.0.text' } })
  // three bytes a character: what is long in Chinese is longer than it looks
  t.throws(() => checkRecord(content({ passages: passages(40, 17_000) })), { details: { field: 'passages' }, message: /最多 2 MB，這一份有 2\.0/ })
  t.doesNotThrow(() => checkRecord(content({ passages: passages(40, Math.floor(MAX_CONTENT_BYTES / 40 / 3) - 50) })))
})

t.test('a content is read by whoever reads it, its entity and everything that was merged into, and by nobody else', async () => {
  fc.assert(fc.property(fc.nat(), fc.integer({ min: 1, max: 3 }), (seed, length) => {
    const chance = random(seed)
    const head = (read: Audience): Head => ({ id: newId(), type: 'entity', version: 1, state: 'published', audience: read, record: {} as Head['record'] })
    const [own, ...chain] = Array.from({ length: length + 1 }, () => head(audience(chance, 0.6))) as [Head, ...Head[]]
    const { clearance } = contentRights(own, chain)
    for (const viewer of VIEWERS) if (isCleared(clearance, viewer) !== [own, ...chain].every((one) => canRead(one.audience, viewer))) return false
    return true
  }))
})

t.test('a content is a text, files or an exact place, and names the blobs of all its files', async (t) => {
  const [shown, sent] = ['a', 'b'].map((digit) => digit.repeat(64))
  const file = { sha256: shown, sent, name: '老照片.jpg', mediaType: 'image/jpeg', bytes: 12, width: 4, height: 3, caption: '廟埕', alternative: '三個人坐在樹下' }
  const { passages: _, ...bare } = content() as Record<string, unknown>
  t.throws(() => checkRecord(bare), { code: 'BAD_USER_INPUT', details: { field: 'passages' } })
  t.doesNotThrow(() => checkRecord({ ...bare, place: { coordinates: '25.03,121.56' } }))
  const record = checkRecord({ ...bare, files: [file], licence: 'CC-BY-4.0', labels: ['tk-a'] })
  t.ok(record.type === 'content' && record.passages.length === 0)
  t.strictSame(record.type === 'content' ? blobsIn(record) : [], [shown, sent])
  t.throws(() => checkRecord({ ...bare, files: [{ ...file, sha256: 'x' }] }), { code: 'BAD_USER_INPUT', details: { field: 'files.0.sha256' } })
})
