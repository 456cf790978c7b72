import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { namesOf } from '../archive/accounts/names.ts'
import { addWord, changeWord, type VocabularyPorts } from '../archive/vocabulary/change.ts'
import { branches, type Branch } from '../archive/vocabulary/concepts.ts'
import { troubles } from '../archive/vocabulary/integrity.ts'
import { partsOf, type WordInput } from '../archive/vocabulary/parts.ts'
import { toldConcepts } from '../archive/vocabulary/told.ts'
import { termOf, word, words, type WordView } from '../archive/vocabulary/words.ts'
import { describeConcept, describeWords, SKOS_FORMS, writeSkos, type Described, type SkosForm } from '../exchange/skos.ts'
import { badInput } from '../model/errors.ts'
import { newId } from '../model/ids.ts'
import type { Family } from '../model/terms.ts'
import type { Asking } from '../questions/context.ts'
import { history } from '../questions/history.ts'
import { entityNamed } from '../questions/resolve.ts'
import { SHARED, type Command } from './command.ts'
import { flag, listOption, numberOption, textOption } from './options.ts'
import { faint, strong, table } from './text.ts'
import { verbsCommand, wanted, type Desk, type Verbs } from './verbs.ts'

/** Codes of relation types are in capitals, those of fields begin small: a code says what it is one of. */
const familyOf = (code: string): Family => (/^[A-Z]/.test(code) ? 'relation' : 'field')

const FAMILIES: Readonly<Record<Family, string>> = { relation: '關係', field: '欄位' }
const STANDINGS: Readonly<Record<WordView['standing'], string>> = { seed: '', changed: '改過', added: '新增' }

const labelOf = ({ word: one }: WordView): string => ('forward' in one ? (one.symmetric ? one.forward['zh-Hant'] : `${one.forward['zh-Hant']}／${one.backward['zh-Hant']}`) : one.label['zh-Hant'])
const kindsOf = ({ word: one }: WordView): string => ('from' in one ? `${one.from.join(', ')} → ${one.to.join(', ')}` : one.kinds.join(', '))
const marksOf = ({ word: one, standing }: WordView): string => [STANDINGS[standing], ...(one.retired ? ['停用'] : []), ...('personal' in one && one.personal ? ['個資'] : [])].filter((mark) => mark !== '').join('・')

const json = ({ family, word: { code, ...definition }, standing, version }: WordView): object => ({ family, code, ...definition, standing, version })

const found = ({ asking }: Desk, code: string): WordView => word(asking.vocabulary, familyOf(code), code)

const portsOf = ({ ports, asking }: Desk): VocabularyPorts => ({ ...ports, graph: asking.graph, vocabulary: asking.vocabulary })

const inputOf = ({ options }: Desk): WordInput => ({
  role: textOption(options, 'role'), forward: textOption(options, 'forward'), forwardEnglish: textOption(options, 'forward-english'), backward: textOption(options, 'backward'), backwardEnglish: textOption(options, 'backward-english'),
  from: listOption(options, 'from'), to: listOption(options, 'to'), ...(flag(options, 'symmetric') ? { symmetric: true } : {}),
  label: textOption(options, 'name'), english: textOption(options, 'english'), kinds: listOption(options, 'kinds'), value: textOption(options, 'value'), ...(flag(options, 'personal') ? { personal: true } : {}), note: textOption(options, 'note'),
})

function tellWord({ tell }: Desk, view: WordView, done?: string): void {
  tell(json(view), function* () {
    const { word: one } = view
    yield `${done === undefined ? '' : `${done}：`}${strong(labelOf(view))}  ${view.code}${marksOf(view) === '' ? '' : `〔${marksOf(view)}〕`}`
    if ('forward' in one) {
      yield `  ${one.forward.en}${one.symmetric ? '' : ` / ${one.backward.en}`}`
      yield `  ${one.from.join('、')} → ${one.to.join('、')}；${one.role}${one.symmetric ? '；不分方向' : ''}`
    } else yield `  ${one.label.en}；${one.kinds.join('、')}；${one.value}`
    if (one.note !== undefined) yield `  ${one.note}`
  })
}

/** @param change what becomes of the word, given what it is */
const changing = (done: string, change: (desk: Desk, view: WordView) => Readonly<Record<string, unknown>>): Verbs[string]['run'] => async (desk) => {
  const view = found(desk, desk.words[0]!)
  const reason = wanted(desk.options, 'reason')
  tellWord(desk, await changeWord(portsOf(desk), desk.actor, { key: newId(), reason, family: view.family, code: view.code, version: view.version, change: change(desk, view) }), done)
}

/** @throws BAD_USER_INPUT for an option of the other family, which would be passed over in silence */
function checkOptions({ options }: Desk, family: Family): void {
  const other = OPTIONS[family === 'relation' ? 'field' : 'relation'].find((name) => options[name] !== undefined)
  if (other !== undefined) throw badInput(`--${other}`, `--${other} 是${FAMILIES[family === 'relation' ? 'field' : 'relation']}的 (is for a ${family === 'relation' ? 'field' : 'relation type'})`)
}

const OPTIONS: Readonly<Record<Family, readonly string[]>> = {
  relation: ['role', 'forward', 'forward-english', 'backward', 'backward-english', 'from', 'to', 'symmetric'],
  field: ['name', 'english', 'kinds', 'value', 'personal'],
}

const RELATION_USAGE = '--forward 相鄰 --forward-english "is next to" [--backward … --backward-english …] --from Place --to Place [--symmetric] [--role connecting]'
const FIELD_USAGE = '--name 門牌 --english "House number" --kinds Place,Organization --value text|number|date|boolean|list [--personal]'

const VERBS: Verbs = {
  list: {
    words: 0, usage: '[--relations|--fields] [--changed]   what it has; --changed: only what was added or changed here', run: async (desk) => {
      const { asking, options, tell } = desk
      const families = (['relation', 'field'] as const).filter((family) => flag(options, `${family}s`) || (!flag(options, 'relations') && !flag(options, 'fields')))
      const all = families.flatMap((family) => words(asking.vocabulary, family)).filter(({ standing }) => !flag(options, 'changed') || standing !== 'seed')
      tell(all.map(json), () => (all.length === 0 ? ['沒有新增或改過的詞彙。'] : table(['', '代碼', '說法', '類別', ''], all.map((view) => [FAMILIES[view.family], view.code, labelOf(view), kindsOf(view), marksOf(view)]))))
    },
  },
  show: { words: 1, usage: 'CODE', run: async (desk) => tellWord(desk, found(desk, desk.words[0]!)) },
  add: {
    words: 1, usage: `CODE --reason TEXT …\n    a relation type (NEIGHBOURS): ${RELATION_USAGE} [--note TEXT]\n    a field (houseNumber): ${FIELD_USAGE} [--note TEXT]`, run: async (desk) => {
      const code = desk.words[0]!
      const family = familyOf(code)
      checkOptions(desk, family)
      tellWord(desk, await addWord(portsOf(desk), desk.actor, { key: newId(), reason: wanted(desk.options, 'reason'), family, code, definition: partsOf(family, inputOf(desk)) }), '新增了')
    },
  },
  change: {
    words: 1, usage: 'CODE --reason TEXT …   as add; what is not given stays', run: changing('改了', (desk, { family, word: before }) => {
      checkOptions(desk, family)
      return partsOf(family, inputOf(desk), before)
    }),
  },
  retire: { words: 1, usage: 'CODE --reason TEXT   nothing new is said with it; what was said stays', run: changing('停用了', () => ({ retired: true })) },
  reinstate: { words: 1, usage: 'CODE --reason TEXT   takes it up again', run: changing('恢復了', () => ({ retired: null })) },
  history: {
    words: 1, usage: 'CODE [--first 20] [--after CURSOR]', run: async (desk) => {
      const { asking, options, tell, ports } = desk
      const view = found(desk, desk.words[0]!)
      const term = await termOf(asking.graph, view.family, view.code)
      const page = term === undefined ? { items: [], hasNextPage: false } : await history(asking, term.id, { first: numberOption(options, 'first') ?? null, after: textOption(options, 'after') ?? null })
      const names = await namesOf(ports.accounts, page.items.map(({ actor }) => actor))
      tell({ ...page, items: page.items.map(({ op, at, reason, changed }, i) => ({ op, at: new Date(at).toISOString(), by: names[i], reason, changed })) }, function* () {
        if (page.items.length === 0) yield `「${view.code}」還是系統自帶的樣子。`
        for (const [i, { op, at, reason, changed }] of page.items.entries()) {
          yield `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')}  ${names[i]}：${reason}${op === 'withdraw' ? '（撤下）' : ''}`
          for (const { field, before, after } of changed) if (field.startsWith('definition.')) yield faint(`    ${field.slice('definition.'.length)}：${before === undefined ? '' : `${JSON.stringify(before)} → `}${after === undefined ? '（刪去）' : JSON.stringify(after)}`)
        }
        if ('endCursor' in page && page.hasNextPage) yield `接著看：--after ${page.endCursor}`
      })
    },
  },
  tree: {
    words: 0, usage: '[--of CONCEPT] [--include-proposed] [--first 50] [--after CURSOR]   concepts from the top, or below one', run: async ({ asking, options, tell }) => {
      const of = textOption(options, 'of')
      const [first, after] = [numberOption(options, 'first'), textOption(options, 'after')]
      const page = await branches(asking, of === undefined ? undefined : (await entityNamed(asking, of, '--of')).id, { includeProposed: flag(options, 'include-proposed'), ...(first === undefined ? {} : { first }), ...(after === undefined ? {} : { after }) })
      tell({ ...page, items: page.items.map(({ concept: { id, name }, ...rest }) => ({ concept: { id, name }, ...rest })) }, function* () {
        yield page.total === 0 ? '沒有概念。' : `共 ${page.total} 個`
        for (const branch of page.items) yield branchText(branch)
        if (page.hasNextPage) yield `接著看：--after ${page.endCursor}`
      })
    },
  },
  check: {
    words: 0, usage: '  circles, related concepts that are broader too, several preferred labels', run: async ({ asking, tell }) => {
      const { items, truncated } = await troubles(asking)
      tell({ items, truncated }, function* () {
        if (items.length === 0) yield '概念之間沒有問題。'
        for (const { what, concepts, language } of items) {
          const names = concepts.map(({ name }) => name)
          yield what === 'labels' ? `「${names[0]}」有幾個 ${language} 的正式名稱  ${faint(concepts[0]?.id ?? '')}` : `${what === 'circle' ? '繞成一圈' : '相關的概念又是上下位'}：${names.join(' › ')}`
        }
        if (truncated) yield '……還有'
      })
    },
  },
  export: {
    words: 0, usage: '[--format ttl|jsonld] [--out FILE]   SKOS', run: async ({ asking, options }) => {
      const form = textOption(options, 'format') ?? 'ttl'
      if (!(SKOS_FORMS as readonly string[]).includes(form)) throw badInput('--format', `沒有「${form}」這種格式；有 ${SKOS_FORMS.join('、')} (there is no such format)`)
      const path = textOption(options, 'out')
      await pipeline(Readable.from(writeSkos(form as SkosForm, described(asking))), path === undefined ? process.stdout : createWriteStream(path), { end: path !== undefined })
    },
  },
}

async function* described(asking: Asking): AsyncGenerator<Described> {
  yield* describeWords(asking.vocabulary)
  for await (const concept of toldConcepts(asking)) yield describeConcept(concept)
}

const branchText = ({ concept: { name, id, state }, narrower, below, broader, related }: Branch): string => [
  `  ${strong(name)}${state === 'proposed' ? '〔待審〕' : ''}`, ...(narrower === 0 ? [] : [`下位 ${narrower}${below === narrower ? '' : `（共 ${below}）`}`]),
  ...(broader.length < 2 ? [] : [`也屬於 ${broader.map((one) => one.name).join('、')}`]), ...(related.length === 0 ? [] : [`相關 ${related.map((one) => one.name).join('、')}`]), faint(id),
].join('  ')

export const vocabulary: Command = verbsCommand('vocabulary', VERBS, {
  summary: '詞彙 The vocabulary: relation types and fields, added and changed without code; concepts; SKOS; docs/vocabulary.md',
  options: {
    ...SHARED.json, ...SHARED.paging, relations: { type: 'boolean' }, fields: { type: 'boolean' }, changed: { type: 'boolean' }, reason: { type: 'string' },
    ...Object.fromEntries([...OPTIONS.relation, ...OPTIONS.field, 'note', 'of', 'format', 'out'].map((name) => [name, { type: name === 'symmetric' || name === 'personal' ? 'boolean' as const : 'string' as const }])),
    'include-proposed': { type: 'boolean' },
  },
  foot: 'CODE：關係類型用大寫（NEIGHBOURS），欄位用小寫開頭（houseNumber）',
})
