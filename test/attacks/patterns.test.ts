import { join } from 'node:path'
import { getNamedType, isListType, isNonNullType } from 'graphql'
import pino from 'pino'
import t from 'tap'
import { openSqliteAccounts } from '../../src/accounts/sqlite/index.ts'
import { buildServer } from '../../src/api/server.ts'
import { Directory } from '../../src/archive/access/directory.ts'
import { follow } from '../../src/archive/indexing.ts'
import { openKeptDirectory } from '../../src/kept/directory/index.ts'
import { parseAsOf, parseDate } from '../../src/model/dates.ts'
import { bareKey, legalForm, nameKey, normaliseSpaces } from '../../src/model/names.ts'
import { openSqliteSearch } from '../../src/search/sqlite/index.ts'
import { folder, smallCity, vocabulary } from '../fixture.ts'
import { queryFields, queryOf } from '../leak/selections.ts'
import { patiently } from '../patient.ts'

/** What patterns repeat: letters, spaces, brackets, marks of dates and lists, legal forms, operators of a search. Each again and again, and at the end something that none of them expects. */
const REPEATED = ['a', ' ', '(', '(法人)', '財團法人', '社', '一', '第', '-', '~', '至', '0', '9年', '"', '「', '、', '和', 'a ', '社 ', '.', '[', '{"a":', '2010/', '%', '與', '民國', '\u3000', '𠮷', 'a,', '−a ', '\u0301']
const LAST = '!\u0000'

t.test('no text that a reader may send makes a pattern hang', async (t) => {
  const { store, ids } = await smallCity(t)
  const search = await openSqliteSearch({ path: join(await folder(t), 'search.sqlite') })
  await follow({ graph: store, search })
  const accounts = await openSqliteAccounts({ path: join(await folder(t), 'accounts.sqlite') })
  const people = { accounts, directory: new Directory({ graph: store, accounts }), guessable: [] }
  const app = await buildServer({ graph: store, search, people, vocabulary, busyAfter: 0, logger: pino({ level: 'silent' }), trustProxy: 0, rateLimit: 1_000_000, kept: openKeptDirectory(await folder(t)) })
  t.teardown(async () => {
    await app.close()
    await search.close()
    await accounts.close()
  })
  const given: Readonly<Record<string, unknown>> = { a: ids.social, b: ids.culture, from: ids.social, to: ids.culture, of: ids.social, center: ids.social, in: ids.social, id: ids.social, name: '社會局', set: [ids.social, ids.culture], one: [ids.social], other: [ids.culture], text: '社會', question: '誰', arguments: '{}', at: '2010', audience: { protocols: [] } }
  const tried = new Set<string>()
  for (const [field, { args }] of Object.entries(queryFields)) {
    for (const { name, type } of args) {
      const what = `${['search', 'suggest', 'ask', 'passages', 'resolve', 'entities', 'counts'].includes(field) ? field : ''}.${name}`
      if (!['String', 'ID'].includes(getNamedType(type).name) || tried.has(what)) continue
      tried.add(what)
      const needed = Object.fromEntries(args.filter((argument) => isNonNullType(argument.type)).map((argument) => [argument.name, given[argument.name]]))
      const isList = isListType(isNonNullType(type) ? type.ofType : type)
      // as long as a question, a name and a whole request may be
      for (const length of [name === 'question' ? 298 : 990, 60_000]) {
        for (const one of REPEATED) {
          const text = one.repeat(Math.ceil(length / one.length)).slice(0, length) + LAST
          const { statusCode } = await patiently(app, { method: 'POST', url: '/graphql', payload: { query: queryOf(field), variables: { ...needed, [name]: isList ? [text] : text } } })
          if (statusCode >= 500) t.fail(`${field}(${name}): ${statusCode} for ${one} × ${length}`)
        }
      }
    }
  }
  t.ok(tried.size > 20)
})

t.test('what compares names and reads dates takes no more than the square of their length', async (t) => {
  const fastest = (work: () => void): number => Math.min(...Array.from({ length: 5 }, () => {
    const start = performance.now()
    work()
    return performance.now() - start
  }))
  const quietly = (work: () => unknown) => () => {
    try {
      work()
    } catch {
      // refused, which is well
    }
  }
  const LENGTH = 1_000
  for (const [name, read] of Object.entries({ nameKey, bareKey, legalForm, normaliseSpaces, parseAsOf, parseDate }) as [string, (text: string) => unknown][]) {
    const steep = REPEATED.filter((one) => {
      const texts = [LENGTH, 4 * LENGTH].map((length) => one.repeat(length / one.length) + LAST)
      const [short, long] = texts.map((text) => fastest(quietly(() => read(text)))) as [number, number]
      // 16 times is the square; 64 the cube. A clock is too coarse for what takes no time.
      return long / Math.max(short, 0.05) > 40
    })
    t.same(steep, [], name)
  }
})
