import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { beginImport, importOf, importsOf, KEPT } from '../../../src/archive/imports/desk.ts'
import { openKeptImports } from '../../../src/kept/directory/imports.ts'
import type { Actor } from '../../../src/model/actor.ts'
import { newId } from '../../../src/model/ids.ts'
import { folder } from '../../fixture.ts'

const somebody = (role: 'librarian' | 'contributor'): Actor => ({ account: newId(), name: '某人', role, memberships: new Map(), viewer: { signedIn: true, protocols: new Set() } })

async function* parts(count: number, bytes: number): AsyncGenerator<Uint8Array> {
  for (let i = 0; i < count; i++) yield Buffer.alloc(bytes, 'a')
}

t.test('what is too large, empty or no table leaves nothing behind', async (t) => {
  const place = join(await folder(t), 'imports')
  const ports = { imports: openKeptImports(place) }
  const librarian = somebody('librarian')
  await t.rejects(beginImport(ports, librarian, { name: '表.csv', content: parts(22, 1_000_000), purpose: 'sheet' }), { code: 'BAD_USER_INPUT', details: { field: 'table' } })
  await t.rejects(beginImport(ports, librarian, { name: '表.csv', content: parts(0, 1) }), { code: 'BAD_USER_INPUT' })
  await t.rejects(beginImport(ports, librarian, { name: '表.exe', content: parts(1, 1) }), { code: 'BAD_USER_INPUT' })
  await t.rejects(beginImport(ports, somebody('contributor'), { name: '表.csv', content: parts(1, 1) }), { code: 'FORBIDDEN' })
  await t.rejects(beginImport(ports, undefined, { name: '表.csv', content: parts(1, 1) }), { code: 'UNAUTHENTICATED' })
  t.same(await importsOf(ports, librarian), [])
})

t.test('sheets make room for one another, registers are refused, and what nobody goes on with is taken away', async (t) => {
  const ports = { imports: openKeptImports(join(await folder(t), 'imports')) }
  const [author, librarian] = [somebody('contributor'), somebody('librarian')]
  const sheets: string[] = []
  for (let i = 0; i < 7; i++) sheets.push((await beginImport(ports, author, { name: '表.csv', content: parts(1, 10), purpose: 'sheet' })).id)
  t.same((await ports.imports.list(author.account)).map(({ id }) => id), sheets.slice(-5).reverse())
  await t.rejects(importOf(ports, author, sheets[0]!, 'sheet'), { code: 'NOT_FOUND' })
  await t.rejects(importOf(ports, somebody('contributor'), sheets[6]!, 'sheet'), { code: 'NOT_FOUND' }, 'somebody else\'s is not there')
  for (let i = 0; i < 50; i++) await beginImport(ports, librarian, { name: '表.csv', content: parts(1, 10) })
  await t.rejects(beginImport(ports, librarian, { name: '表.csv', content: parts(1, 10) }), { code: 'BAD_USER_INPUT' })
  const later = await beginImport(ports, librarian, { name: '表.csv', content: parts(1, 10) }, Date.now() + KEPT + 60_000)
  t.same((await importsOf(ports, librarian)).map(({ said }) => said.id), [later.id])
  await ports.imports.forget(later.id)
  await t.rejects(stat(ports.imports.tableOf(later.id)), { code: 'ENOENT' })
})
