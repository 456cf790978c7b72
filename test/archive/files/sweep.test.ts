import { utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import sharp from 'sharp'
import t from 'tap'
import { GOOD_FOR } from '../../../src/archive/files/receipt.ts'
import { sweepFiles } from '../../../src/archive/files/sweep.ts'
import { askForThumbnails, thumbnailer } from '../../../src/archive/files/thumbnails.ts'
import { openDerived } from '../../../src/blobs/derived.ts'
import { openDirectory } from '../../../src/blobs/directory/index.ts'
import { openSqliteJobs } from '../../../src/jobs/sqlite/index.ts'
import { EVERYONE } from '../../../src/model/audience.ts'
import { newId } from '../../../src/model/ids.ts'
import type { RecordInput } from '../../../src/model/records.ts'
import { emptyStore, folder } from '../../fixture.ts'

t.test('what no record names goes after a while; what was made of it, with it', async (t) => {
  const [graph, at] = [await emptyStore(t), await folder(t)]
  const [blobs, derived] = [openDirectory(join(at, 'blobs')), openDerived(join(at, 'derived'))]
  const picture = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#334' } }).png().toBuffer()
  const [named, old, young] = [await blobs.put(picture), await blobs.put(Buffer.from('old')), await blobs.put(Buffer.from('young'))]
  const entity = newId()
  const put = (record: object): { op: 'put'; base: null; record: RecordInput } => ({ op: 'put', base: null, record: { state: 'published', audience: EVERYONE, ...record } as RecordInput })
  await graph.commit({ id: newId(), actor: 'test', reason: '測試', origin: 'cli', operations: [
    put({ id: entity, type: 'entity', kind: 'Place', names: [{ text: '紀州庵' }] }),
    put({ id: newId(), type: 'content', entity, order: 0, files: [{ sha256: named.sha256, name: 'a.png', mediaType: 'image/png', bytes: picture.length, width: 900, height: 600 }] }),
  ] })
  const jobs = await openSqliteJobs({ path: join(at, 'jobs.sqlite') })
  t.teardown(() => jobs.close())
  await askForThumbnails(jobs, named.sha256)
  await thumbnailer({ blobs, derived })((await jobs.lease(['thumbnail'], 1_000))!, new AbortController().signal)
  const { width, height, format } = await sharp(await derived.get(named.sha256, 'small')).metadata()
  t.strictSame([width, height, format], [480, 320, 'webp'])
  t.equal((await sharp(await derived.get(named.sha256, 'medium')).metadata()).width, 900, 'never larger than it was')
  await derived.put(old.sha256, 'small', Buffer.from('x'))
  const now = Date.now()
  const long = new Date(now - GOOD_FOR - 1_000)
  for (const { sha256 } of [named, old]) await utimes(join(at, 'blobs', sha256.slice(0, 2), sha256), long, long)
  t.strictSame(await sweepFiles({ graph, blobs, derived }, now), { blobs: 1, derived: 1 })
  t.strictSame([await blobs.has(named.sha256), await blobs.has(old.sha256), await blobs.has(young.sha256)], [true, false, true])
  t.equal((await buffer(await blobs.get(named.sha256, { from: 1, to: 3 }))).toString('latin1'), 'PNG')
})
