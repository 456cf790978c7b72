import { join } from 'node:path'
import t from 'tap'
import { saveQuestion } from '../../src/archive/save-question.ts'
import { FORMATS } from '../../src/exchange/answers/index.ts'
import { copyArchive } from '../../src/exchange/copy.ts'
import { openKeptDirectory } from '../../src/kept/directory/index.ts'
import { cite } from '../../src/questions/cite.ts'
import { FAMILY } from '../../src/questions/family.ts'
import { runSaved, savedNamed } from '../../src/questions/saved.ts'
import { town } from '../exchange/answers/town.ts'
import { folder } from '../fixture.ts'
import { stores } from './stores.ts'

/** An archive and its copy: what is taken away is the same to the last character, so is the checksum, on whatever store. */
for (const { name, make } of await stores(t)) {
  t.test(`answers taken away, and asked again, from a copy on ${name}`, async (t) => {
    const { asking, ids } = await town(t)
    await saveQuestion(asking.graph, { name: '兩局之間', put: { name: 'connectors', arguments: { a: ids['social'], b: ids['culture'] } }, actor: 'test' })
    const { store, close } = await make()
    t.teardown(close)
    await copyArchive(asking.graph, store)
    const copied = { ...asking, graph: store }
    const given = { a: ids['social']!, b: ids['culture']! }
    const [here, there] = await Promise.all([asking, copied].map(async (one) => cite(one, await FAMILY.get('connectors')!.answer(one, given), 'https://archive.example')))
    t.equal(there!.checksum, here!.checksum)
    for (const { name: format, write } of FORMATS.values()) t.equal(await write(there!), await write(here!), format)

    const kept = openKeptDirectory(join(await folder(t), 'answers'))
    const saved = await savedNamed(copied, '兩局之間')
    await runSaved(asking, saved, kept, { address: '', keep: true })
    const { difference } = await runSaved(copied, saved, kept, { address: '', keep: true })
    t.match(difference, { gained: [], changed: [], lost: [] }, 'asked here, and then there, nothing has changed')
  })
}
