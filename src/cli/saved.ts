import { join } from 'node:path'
import { removeQuestion, saveQuestion } from '../archive/save-question.ts'
import { readConfig } from '../config.ts'
import { openKeptDirectory } from '../kept/directory/index.ts'
import { concernOf, demandFor } from '../archive/access/concern.ts'
import { readTable } from '../archive/access/read-table.ts'
import { loggedAs } from '../model/actor.ts'
import { EVERYONE } from '../model/audience.ts'
import { badInput, notFound } from '../model/errors.ts'
import { demand } from '../model/permissions.ts'
import type { AnswerRow, Column, Put } from '../graph/answer.ts'
import { textOf } from '../graph/cells.ts'
import type { Asking } from '../questions/context.ts'
import type { Difference } from '../questions/difference.ts'
import { FAMILY } from '../questions/family.ts'
import { givenIn, permalinkOf } from '../questions/permalink.ts'
import { runSaved, savedNamed, savedQuestions } from '../questions/saved.ts'
import { TAKE, TAKE_USAGE, taken } from './answer.ts'
import { readAudience } from './audience.ts'
import { SHARED, type Command, type Invocation } from './command.ts'
import { letIndexFollow, withArchive } from './open.ts'
import { flag, textOption } from './options.ts'
import { answerLines } from './question.ts'
import { strong } from './text.ts'

export const saved: Command = {
  usage: `list | add NAME 'connectors?a=社會局&b=文化局' [--audience 耆老] | run NAME ${TAKE_USAGE} | remove NAME [--json]`,
  summary: '存下的問題：再問一次，看跟上次差在哪裡 Saved questions: ask again, and see what changed since last time',
  options: { ...SHARED.json, ...TAKE, audience: { type: 'string' } },
  words: [1, 3],
  run: async (invocation) => {
    const [what = '', ...words] = invocation.words
    const act = ACTS[what]
    if (act === undefined || words.length !== act.words) throw badInput('saved', `用法：fangzhi saved ${saved.usage}`)
    return act.run(words, invocation)
  },
}

const kept = (): ReturnType<typeof openKeptDirectory> => openKeptDirectory(join(readConfig(process.env).DATA_DIR, 'answers'))

const ACTS: Readonly<Record<string, { readonly words: number; readonly run: (words: readonly string[], invocation: Invocation) => Promise<void> }>> = {
  list: {
    words: 0,
    run: (_, invocation) => withArchive(invocation, async (archive) => {
      const { options, out } = invocation
      const all = await savedQuestions(archive.asking)
      if (flag(options, 'json')) return out(JSON.stringify(all, null, 2))
      if (all.length === 0) out('還沒有存下的問題。')
      for (const { name, put } of all) out(`${strong(name)}  ${permalinkOf(put).slice('/answers/'.length)}`)
    }),
  },
  add: {
    words: 2,
    run: ([name, question], invocation) => withArchive(invocation, async (archive) => {
      const { asking, actor } = archive
      const named = textOption(invocation.options, 'audience')
      const audience = named === undefined ? EVERYONE : readAudience(await readTable(archive.graph), actor, named)
      demand(actor, 'publish', concernOf(audience))
      if ((await savedQuestions(asking)).some((one) => one.name === name)) throw badInput('NAME', `已經有存下的問題叫「${name!}」 (there is a saved question of this name)`)
      const put = await putIn(asking, question!)
      await saveQuestion(archive.graph, { name: name!, put, actor: loggedAs(actor), audience, viewer: asking.viewer })
      await letIndexFollow(archive)
      invocation.out(`存下了「${name!}」。fangzhi saved run ${name!} 再問一次。`)
    }),
  },
  run: {
    words: 1,
    run: ([name], invocation) => withArchive(invocation, async (archive) => {
      const { asking } = archive
      const { cited, difference } = await runSaved(asking, await savedNamed(asking, name!), kept(), { address: readConfig(process.env).PUBLIC_URL, keep: true })
      const { out, options } = invocation
      if (flag(options, 'json')) return out(JSON.stringify({ answer: cited.answer, checksum: cited.checksum, difference: difference ?? null }, null, 2))
      if (await taken(asking, async () => cited.answer, invocation)) return
      for (const line of differenceLines(difference, cited.answer.columns)) out(line)
      out('')
      for (const line of answerLines(cited.answer, archive.vocabulary)) out(line)
    }),
  },
  remove: {
    words: 1,
    run: ([name], invocation) => withArchive(invocation, async (archive) => {
      const { asking, actor } = archive
      const { id } = await savedNamed(asking, name!)
      await demandFor(archive.graph, actor, 'publish', [id])
      await removeQuestion(archive.graph, { id, actor: loggedAs(actor), reason: '不再需要' })
      await kept().forget(id)
      await letIndexFollow(archive)
      invocation.out(`收回了「${name!}」。`)
    }),
  },
}

/** An address, whole or from the name of the question on. The question is asked once, so that names stand as ids. */
export async function putIn(asking: Asking, question: string): Promise<Put> {
  const [, name = '', query = ''] = /^(?:.*\/answers\/)?([A-Za-z]+)[^?]*\??(.*)$/.exec(question) ?? []
  const one = FAMILY.get(name)
  if (one === undefined) throw notFound(question)
  const parameters = new URLSearchParams(query)
  parameters.delete('format')
  return (await one.answer(asking, givenIn(one, parameters))).put
}

function* differenceLines(difference: Difference | undefined, columns: readonly Column[]): Generator<string> {
  if (difference === undefined) return yield '第一次問；下次會說跟這次差在哪裡。'
  const { since, gained, lost, changed, isPartial } = difference
  if (gained.length + lost.length + changed.length === 0) return yield `跟上次（${since}）一樣。`
  yield strong(`跟上次（${since}）比：多了 ${gained.length} 列，少了 ${lost.length} 列，變了 ${changed.length} 列。`)
  const named = (row: AnswerRow): string => columns.map(({ key }) => textOf(row.cells[key] ?? null)).filter((text) => text !== '').join('  ')
  for (const row of gained) yield `  ＋ ${named(row)}`
  for (const { entities } of lost) yield `  － ${entities.map(({ name }) => name).join('、') || '（現在看不到的）'}`
  for (const row of changed) yield `  ～ ${named(row)}`
  if (isPartial) yield '答案太長，只比了前面的部分。'
}
