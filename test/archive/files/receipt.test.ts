import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { GOOD_FOR, openReceipts } from '../../../src/archive/files/receipt.ts'
import { folder } from '../../fixture.ts'

const file = { sha256: 'a'.repeat(64), name: '廟.jpg', mediaType: 'image/jpeg', bytes: 9, width: 3, height: 4 }

t.test('only whoever sent a file may name it, for a while, in any process', async (t) => {
  const path = join(await folder(t), 'key')
  const [one, other] = [await openReceipts(path), await openReceipts(path)]
  const receipt = one.sign(file, 'me', 0)
  t.strictSame(other.read(receipt, 'me', 'files.0', GOOD_FOR), file)
  const refused = { code: 'BAD_USER_INPUT', details: { field: 'files.0' } }
  t.throws(() => other.read(receipt, 'you', 'files.0', 0), refused, 'somebody else')
  t.throws(() => other.read(receipt, 'me', 'files.0', GOOD_FOR + 1), refused, 'too late')
  const [text, mark] = receipt.split('.') as [string, string]
  const forged = Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(text, 'base64url').toString()), value: { file: { ...file, sha256: 'b'.repeat(64) }, account: 'me' } })).toString('base64url')
  for (const bad of [`${forged}.${mark}`, text, '', '.', 'x.y', `${text}.${mark}x`, file.sha256]) t.throws(() => other.read(bad, 'me', 'files.0', 0), refused, bad)
  t.equal((await stat(path)).mode & 0o777, 0o600)
})
