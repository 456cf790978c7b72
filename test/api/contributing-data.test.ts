import { readFileSync } from 'node:fs'
import t from 'tap'
import { served } from './people.ts'

const PAGE = new URL('../../docs/contributing-data.md', import.meta.url)

t.test('the examples of docs/contributing-data.md do what the page says', async (t) => {
  const service = await served(t)
  const { cookie } = await service.someone('contributor')
  const examples = [...readFileSync(PAGE, 'utf8').matchAll(/```graphql\n(.*?)```/gs)].map(([, text]) => text!)
  t.ok(examples.length >= 5)
  /** As a client remembers them from the answer before. */
  const variables: { id?: string; version?: string } = {}
  for (const text of examples) {
    const { body } = await service.ask(text, { variables, cookie })
    t.equal(body.errors?.[0]?.message, undefined, text)
    const { write, record } = body.data
    if (write !== undefined && variables.id === undefined) variables.id = write.records[0].id
    const version = record?.version ?? write?.records.find(({ id }: { id: string }) => id === variables.id)?.version
    if (version !== undefined) variables.version = version
  }
  const { body } = await service.ask('query ($id: ID!) { record(id: $id) { state record } }', { variables, cookie })
  t.match(body.data.record, { state: 'proposed', record: /松山里長口述/ })
  t.equal((await service.people.accounts.reports()).length, 1)
})
