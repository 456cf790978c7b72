import t from 'tap'
import { EVERYBODY, refusal, town } from './town.ts'
import { vocabulary } from '../../fixture.ts'

const work = (more: object = {}): object => ({ entity: { id: 'new:w', kind: 'Work', names: [{ text: '口述' }], state: 'published', audience: EVERYBODY, ...more } })
const field = (code: string, ...values: string[]): object => ({ code, values })

t.test('labels, content warnings and licences are codes of their lists, on entities and on contents', async (t) => {
  const place = await town(t)
  const librarian = await place.someone('librarian')
  const content = (more: object): object => ({ content: { entity: 'new:w', text: '字', state: 'published', audience: EVERYBODY, ...more } })
  const said = { labels: ['TK-SS', 'BC-P'], contentWarning: ['deceased'], licence: 'OGDL-Taiwan-1.0' }
  const [one, text] = (await place.write(librarian, [work({ fields: [field('labels', ...said.labels), field('contentWarning', ...said.contentWarning), field('licence', said.licence)] }), content(said)] as never)).records.map(({ id }) => id) as [string, string]
  t.match((await place.words(undefined, one)).fields, said)
  t.match(await place.words(undefined, text), said)
  t.match((await place.ports.graph.contents(one, await place.ports.directory.everyone())).items, [said])
  for (const [code, wrong, list] of [['labels', 'TK-X', '標示'], ['labels', 'deceased', '標示'], ['contentWarning', 'TK-A', '內容提醒'], ['licence', 'CC-BY-9', '授權']] as const) {
    const sent = [[work({ fields: [field(code, wrong)] })], [work(), content({ [code]: code === 'licence' ? wrong : [wrong] })]]
    for (const [i, operations] of sent.entries()) {
      t.strictSame(await refusal(place.write(librarian, operations as never)), { code: 'BAD_USER_INPUT', field: i === 0 ? `operations[0].entity.fields.${code}` : `operations[1].content.${code}` })
      await t.rejects(place.write(librarian, operations as never), { message: new RegExp(`「${wrong}」不在「${list}」的清單裡`) })
    }
  }
  await place.write(librarian, [{ content: { id: text, version: await place.version(librarian, text), labels: [], licence: '' } }])
  const after = await place.words(undefined, text)
  t.strictSame([after.labels, after.licence, after.contentWarning], [undefined, undefined, ['deceased']])
})

t.test('they neither grant nor deny: whoever read it reads it, and nobody else', async (t) => {
  const place = await town(t)
  const elders = await place.community('耆老會')
  const story = await place.protocol(elders, '故事')
  const [librarian, member, stranger, administrator] = [await place.someone('librarian'), await place.member('member', elders), await place.someone(), await place.someone('administrator')]
  await place.ports.accounts.updateAccount(elders.steward, { role: 'librarian' })
  const everyone = [undefined, librarian, member, stranger, administrator, elders.steward]
  const codes = [undefined, ...[...vocabulary.labels.values()].filter(({ family }) => family !== 'warning').map(({ code }) => code)]
  const licences = [undefined, ...vocabulary.licences.keys()]
  for (const [audience, readers] of [[EVERYBODY, everyone], [{ protocols: ['signed-in'] }, everyone.slice(1)], [{ protocols: [story] }, [member, elders.steward]]] as const) {
    const operations = Array.from({ length: Math.max(codes.length, licences.length) }, (_, i) => {
      const [label, licence] = [codes[i % codes.length], licences[i % licences.length]]
      return { entity: { kind: 'Place', names: [{ text: `地${i}` }], state: 'published', audience, fields: [...(label === undefined ? [] : [field('labels', label)]), ...(licence === undefined ? [] : [field('licence', licence)])] } }
    })
    const writer = audience === EVERYBODY || !('protocols' in audience) || audience.protocols[0] !== story ? librarian : elders.steward
    for (const { id } of (await place.write(writer, operations as never)).records) {
      const who = []
      for (const reader of everyone) if (await place.record(reader, id) !== undefined) who.push(reader)
      t.strictSame(who.toSorted(), [...readers].toSorted())
    }
  }
})
