import { readFile } from 'node:fs/promises'
import { text as readAll } from 'node:stream/consumers'
import { dropDraft, myDrafts, readDraft } from '../archive/entries/drafts.ts'
import { enter } from '../archive/entries/enter.ts'
import type { ConsentInput, EntryInput, SomebodyInput } from '../archive/entries/input.ts'
import { cleanedAside } from '../exchange/documents/pasted-aside.ts'
import { formatDate } from '../model/dates.ts'
import { notUnderstood, whenSaid } from '../model/dates-life.ts'
import { badInput } from '../model/errors.ts'
import { newId } from '../model/ids.ts'
import type { State } from '../model/records.ts'
import { namesInText } from '../questions/names-in-text.ts'
import { readAudience } from './audience.ts'
import { SHARED, type Command } from './command.ts'
import { listOption, textOption } from './options.ts'
import { faint, strong, table } from './text.ts'
import { idNamed, present, tellWritten, verbsCommand, wanted, type Desk, type Verbs } from './verbs.ts'

const VERBS: Verbs = {
  write: {
    words: 1, usage: 'TITLE --audience AUDIENCE --story FILE|- [--when 小時候] [--born 民國40年] [--told-by WHO] [--written-down-by WHO] …', run: async (desk) => {
      const { words: [title], options, archive: { graph, vocabulary }, ports: { directory } } = desk
      const entered = await enter({ graph, directory, vocabulary, origin: 'cli' }, desk.actor, textOption(options, 'key') ?? newId(), await entryIn(desk, title!))
      const states: Partial<Record<State, string>> = { published: '發布了', draft: '存成草稿' }
      await tellWritten(desk, entered, `${states[entered.records.find(({ id }) => id === entered.entry)!.state] ?? '提出了'}「${title}」${entered.when === undefined ? '' : `（${entered.when}）`}  ${faint(entered.entry)}。`, entered.notes)
    },
  },
  when: {
    words: 1, usage: 'WORDS [--born 民國40年]   how a time will be understood', run: async ({ words: [said], options, tell }) => {
      const { edtf } = whenSaid(said!, textOption(options, 'born'))
      tell({ edtf: edtf ?? null, text: edtf === undefined ? null : formatDate(edtf, 'zh-Hant') }, () => [edtf === undefined ? notUnderstood(said!) : `${formatDate(edtf, 'zh-Hant')}  ${faint(edtf)}`])
    },
  },
  names: {
    words: 1, usage: 'FILE|-   names in a text that links may be made of', run: async ({ words: [file], asking, ports: { directory }, tell }) => {
      const found = await namesInText(asking, await textIn(file!), await directory.everyone())
      tell(found, () => (found.length === 0 ? ['沒有認得的名稱。'] : found.map(({ start, text, candidates, more }) => `${start}  ${strong(text)}  ${candidates.map(({ name, id }) => `${name} ${faint(id)}`).join('、')}${more ? '……' : ''}`)))
    },
  },
  clean: {
    words: 1, usage: 'FILE.html|-   what was pasted from Word or a page, as Markdown', run: async ({ words: [file], tell }) => {
      const markdown = await cleanedAside(await textIn(file!))
      tell({ markdown }, () => [markdown])
    },
  },
  drafts: {
    words: 0, usage: '--as USER   what they are typing elsewhere', run: async ({ ports, actor, tell }) => {
      const all = await myDrafts(ports, actor)
      tell(all.map(({ key, title, version, savedAt, purgeAt }) => ({ key, title, version, savedAt: iso(savedAt), purgeAt: iso(purgeAt) })),
        () => (all.length === 0 ? ['沒有草稿。'] : table(['草稿', '存於', '留到', '代號'], all.map(({ key, title, savedAt, purgeAt }) => [title, iso(savedAt).slice(0, 16), iso(purgeAt).slice(0, 10), faint(key)]))))
    },
  },
  draft: {
    words: 1, usage: 'KEY --as USER   one of them, as JSON', run: async ({ ports, actor, words: [key], tell }) => {
      const { title, body, version, savedAt, purgeAt } = await readDraft(ports, actor, key!)
      tell({ key, title, body: JSON.parse(body) as unknown, version, savedAt: iso(savedAt), purgeAt: iso(purgeAt) }, () => [strong(title), JSON.stringify(JSON.parse(body), null, 2)])
    },
  },
  drop: {
    words: 1, usage: 'KEY --as USER   takes a draft away', run: async ({ ports, actor, words: [key], tell }) => {
      const dropped = await dropDraft(ports, actor, key!)
      tell({ dropped }, () => [dropped ? '刪了草稿。' : '沒有這份草稿。'])
    },
  },
}

export const entry: Command = verbsCommand('entry', VERBS, {
  summary: '條目 Entries: writing down what somebody tells, and drafts; docs/entries.md',
  options: {
    ...SHARED.json, audience: { type: 'string' }, story: { type: 'string' }, when: { type: 'string' }, born: { type: 'string' }, place: { type: 'string' }, district: { type: 'string' }, address: { type: 'string' }, coordinates: { type: 'string' },
    'where-audience': { type: 'string' }, 'told-by': { type: 'string', multiple: true }, consent: { type: 'string' }, 'consent-on': { type: 'string' }, 'consent-by': { type: 'string' }, 'consent-means': { type: 'string' },
    'written-down-by': { type: 'string', multiple: true }, language: { type: 'string' }, keywords: { type: 'string' }, mentions: { type: 'string' }, licence: { type: 'string' }, labels: { type: 'string' }, 'content-warning': { type: 'string' },
    state: { type: 'string' }, key: { type: 'string' },
  },
  foot: '  還有：[--place NAME] [--district 松山區] [--address …] [--coordinates …] [--where-audience AUDIENCE] [--consent 可以公開 [--consent-on DATE] [--consent-by NAME] [--consent-means 口頭]]\n'
    + '        [--language 臺語] [--keywords 石獅子,颱風] [--mentions NAME,…] [--licence CC-BY-4.0] [--labels …] [--content-warning …] [--state draft|proposed|published] [--key WORD]\n'
    + '  WHO：知道的人用名稱或 id；Person:陳阿好 是新的人；words:一位老住戶 只留這幾個字。可以重複。檔案請用網頁上傳。',
})

const iso = (ms: number): string => new Date(ms).toISOString()

/** A file, or standard input. @throws BAD_USER_INPUT */
async function textIn(file: string): Promise<string> {
  try {
    return file === '-' ? await readAll(process.stdin) : await readFile(file, 'utf8')
  } catch (error) {
    throw badInput('FILE', `${file} cannot be read: ${(error as Error).message}`)
  }
}

async function entryIn(desk: Desk, title: string): Promise<EntryInput> {
  const { options, ports: { directory }, actor } = desk
  const audienceIn = async (name: string): Promise<EntryInput['audience'] | undefined> => {
    const said = textOption(options, name)
    return said === undefined ? undefined : readAudience(await directory.table(), actor, said)
  }
  const [story, place, mentions] = [textOption(options, 'story'), textOption(options, 'place'), listOption(options, 'mentions')]
  wanted(options, 'audience')
  const where = present({
    place: place === undefined ? undefined : await idNamed(desk, place, '--place'), district: textOption(options, 'district'), address: textOption(options, 'address'), coordinates: textOption(options, 'coordinates'), audience: await audienceIn('where-audience'),
  })
  const [toldBy, writtenDownBy, consent] = [await somebodies(desk, 'told-by'), await somebodies(desk, 'written-down-by'), consentIn(options)]
  if (consent !== undefined && toldBy.length !== 1) throw badInput('--consent', '同意要說是誰的：請給一個 --told-by (consent is of one who told it)')
  return present({
    title, when: textOption(options, 'when'), born: textOption(options, 'born'), story: story === undefined ? undefined : await textIn(story), language: textOption(options, 'language'),
    where: Object.keys(where).length === 0 ? undefined : where, toldBy: toldBy.length === 0 ? undefined : toldBy.map((who) => present({ ...who, consent })), writtenDownBy: writtenDownBy.length === 0 ? undefined : writtenDownBy,
    keywords: listOption(options, 'keywords'), mentions: mentions === undefined ? undefined : await Promise.all(mentions.map(async (name) => ({ id: await idNamed(desk, name, '--mentions') }))),
    licence: textOption(options, 'licence'), labels: listOption(options, 'labels'), contentWarning: listOption(options, 'content-warning'), audience: await audienceIn('audience'), state: textOption(options, 'state') as State | undefined,
  }) as EntryInput
}

const somebodies = (desk: Desk, name: string): Promise<SomebodyInput[]> =>
  Promise.all([desk.options[name] ?? []].flat().map(async (who): Promise<SomebodyInput> => {
    const [, how, said] = /^(Person|words):(.+)$/u.exec(String(who)) ?? []
    return how === 'Person' ? { name: said! } : how === 'words' ? { words: said! } : { person: await idNamed(desk, String(who), `--${name}`) }
  }))

function consentIn(options: Desk['options']): ConsentInput | undefined {
  const scope = textOption(options, 'consent')
  return scope === undefined ? undefined : present({ scope, on: textOption(options, 'consent-on'), by: textOption(options, 'consent-by'), means: textOption(options, 'consent-means') }) as ConsentInput
}
