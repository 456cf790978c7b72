import { relateFromPassage, type EndInput } from '../archive/annotations/relate.ts'
import { suggestRelations, type SuggestedEnd, type Suggestions } from '../archive/annotations/suggest.ts'
import type { QuotationInput } from '../archive/annotations/selector.ts'
import { Directory } from '../archive/access/directory.ts'
import { quotationOf } from '../archive/annotations/selector.ts'
import { statedIn } from '../literature/stated-in.ts'
import { badInput, notFound } from '../model/errors.ts'
import { newId, type Id } from '../model/ids.ts'
import { KINDS, type Kind, type State } from '../model/records.ts'
import type { Vocabulary } from '../model/vocabulary.ts'
import { namesIn } from '../questions/resolve-sentence.ts'
import { entityNamed } from '../questions/resolve.ts'
import type { Asking } from '../questions/context.ts'
import { readAudience } from './audience.ts'
import { SHARED, type Command, type Invocation } from './command.ts'
import { letIndexFollow, withAccounts, withArchive, type Opened } from './open.ts'
import { flag, numberOption, textOption } from './options.ts'
import { faint, strong } from './text.ts'

export const relate: Command = {
  usage: 'CONTENT (--quote WORDS | --start N --end N) [--type TYPE --from NAME --to NAME | --relation ID] [--since DATE] [--until DATE] [--stance supports|disputes|mentions]\n'
    + '       [--words TEXT] [--audience AUDIENCE] [--state proposed|draft|published] [--suggest] [--json]\n'
    + '  --suggest               the names in the passage, and what it states; nothing is written\n'
    + '  --from, --to            a name or an id; KIND:NAME for something new (Person:林振春)\n'
    + '  --relation ID           the passage is one more piece of evidence of what is known',
  summary: '從一段話提出關係 A passage becomes a proposed relation, with the passage as its evidence; docs/annotations.md',
  options: {
    ...SHARED.json, quote: { type: 'string' }, start: { type: 'string' }, end: { type: 'string' }, type: { type: 'string' }, from: { type: 'string' }, to: { type: 'string' }, relation: { type: 'string' },
    since: { type: 'string' }, until: { type: 'string' }, stance: { type: 'string' }, words: { type: 'string' }, audience: { type: 'string' }, state: { type: 'string' }, suggest: { type: 'boolean' },
  },
  words: [1, 1],
  run: (invocation) => withArchive(invocation, (archive) => (flag(invocation.options, 'suggest') ? suggest(archive, invocation) : write(archive, invocation))),
}

const passageOf = ({ options }: Invocation): QuotationInput => {
  const [exact, start, end] = [textOption(options, 'quote'), numberOption(options, 'start'), numberOption(options, 'end')]
  return { ...(exact === undefined ? {} : { exact }), ...(start === undefined ? {} : { start }), ...(end === undefined ? {} : { end }) }
}

async function suggest({ asking }: Opened, invocation: Invocation): Promise<void> {
  const { words, options, out } = invocation
  const content = words[0]!
  const [start, end] = await placeOf(asking, content, passageOf(invocation))
  const found = await suggestRelations({
    graph: asking.graph, viewer: asking.viewer, names: (text) => namesIn(asking, text), read: (passage, known) => statedIn(passage, known, asking.vocabulary),
  }, content, start, end)
  if (flag(options, 'json')) return out(JSON.stringify(found, null, 2))
  for (const line of suggestionLines(found, asking.vocabulary)) out(line)
}

async function placeOf({ graph, viewer }: Asking, content: Id, passage: QuotationInput): Promise<readonly [number, number]> {
  const record = (await graph.heads([content], viewer)).get(content)?.record
  if (record?.type !== 'content') throw notFound(content)
  return quotationOf(record, passage, '--quote').position!
}

function* suggestionLines({ names, relations }: Suggestions, vocabulary: Vocabulary): Generator<string> {
  if (names.length > 0) yield `名稱：${names.map(({ text, candidates }) => `${text}${candidates.length > 1 ? `（${candidates.length} 個可能）` : ''}`).join('、')}`
  if (relations.length === 0) yield '這段話沒有讀出關係；用 --type、--from、--to 自己寫。'
  const endText = ({ name, candidates: [first, ...more] }: SuggestedEnd): string => (first === undefined ? `${name}（新的）` : `${first.name} ${faint(more.length > 0 ? `${more.length + 1} 個可能` : first.id)}`)
  for (const { type, from, to, since, until, confidence, stated, known } of relations) {
    const label = vocabulary.relations.get(type)?.forward['zh-Hant'] ?? type
    const time = since === undefined && until === undefined ? '' : `，${since ?? ''}至${until ?? ''}`
    yield `${endText(from)} ${strong(label)} ${endText(to)}${time}  ${faint(`${type} 把握 ${Math.round(confidence * 100)} %${stated ? '' : '（只是假設）'}`)}${known.length > 0 ? `  已有：${known.join('、')}` : ''}`
  }
}

async function write(archive: Opened, invocation: Invocation): Promise<void> {
  const { graph, vocabulary, actor, asking } = archive
  const { words, options, out } = invocation
  await withAccounts(async (accounts) => {
    const directory = new Directory({ graph, accounts })
    const audience = textOption(options, 'audience')
    const given = (name: string, as = name): Record<string, string> => {
      const value = textOption(options, name)
      return value === undefined ? {} : { [as]: value }
    }
    const written = await relateFromPassage({ graph, directory, vocabulary }, actor, {
      key: newId(), content: words[0]!, passage: passageOf(invocation), from: await endOf(asking, textOption(options, 'from'), '--from'), to: await endOf(asking, textOption(options, 'to'), '--to'),
      ...given('words', 'reason'), ...given('type'), ...given('relation'), ...given('since', 'start'), ...given('until', 'end'), ...given('stance'),
      ...(audience === undefined ? {} : { audience: readAudience(await directory.table(), actor, audience) }), ...(given('state') as { state?: State }),
    })
    await letIndexFollow(archive)
    if (flag(options, 'json')) return out(JSON.stringify(written, null, 2))
    const relation = written.records.find(({ type }) => type === 'relation') ?? written.records.at(-1)!
    out(`${relation.state === 'published' ? '寫好了' : '提出了'}：${relation.type === 'relation' ? '關係' : '憑據'} ${relation.id}。要收回：fangzhi revert ${written.changeset}`)
  })
}

/** `Person:林振春` is something new; else what is known. */
async function endOf(asking: Asking, text: string | undefined, field: string): Promise<EndInput | null> {
  if (text === undefined) return null
  const [, kind, name] = /^([A-Z][a-z]+):(.+)$/u.exec(text) ?? []
  if (kind === undefined) return { id: (await entityNamed(asking, text, field)).id }
  if (!(KINDS as readonly string[]).includes(kind)) throw badInput(field, `「${kind}」 is not a kind; the kinds are ${KINDS.join(', ')}`)
  return { kind: kind as Kind, name: name!.trim() }
}
