import { capture as keep } from '../archive/capture/capture.ts'
import type { EvidenceInput } from '../archive/contribute/input.ts'
import { write } from '../archive/contribute/write.ts'
import { openJobs } from '../app.ts'
import { readConfig } from '../config.ts'
import { audienceTold } from '../model/audience.ts'
import { badInput, notFound } from '../model/errors.ts'
import { isId, newId, type Id } from '../model/ids.ts'
import { STANCES, type State } from '../model/records.ts'
import { checkOutside } from '../net/outside.ts'
import { readAudience } from './audience.ts'
import { SHARED, type Command } from './command.ts'
import { textOption } from './options.ts'
import { idNamed, present, tellWritten, wanted, withDesk, type Desk } from './verbs.ts'

export const capture: Command = {
  usage: 'EVIDENCE --as USER [--json]\n'
    + `       URL --relation ID --source NAME [--quote WORDS] [--stance ${STANCES.join('|')}] [--audience AUDIENCE] [--state proposed|published] [--key WORD] --as USER [--json]`,
  summary: '留存網頁 Keeps what stands at the address of a piece of evidence, or of a new one; the service does it a little later; docs/entries.md',
  options: { ...SHARED.json, relation: { type: 'string' }, source: { type: 'string' }, quote: { type: 'string' }, stance: { type: 'string' }, audience: { type: 'string' }, state: { type: 'string' }, key: { type: 'string' } },
  words: [1, 1],
  run: (invocation) => {
    if (invocation.as === undefined) throw badInput('--as', '請說用誰的帳號：--as USER (by whose account)')
    return withDesk(invocation, invocation.words, async (desk) => {
      const [what] = desk.words as [string]
      if (isId(what)) {
        await ask(desk, what)
        return desk.tell({ evidence: what }, () => [ASKED])
      }
      // before anything is written
      checkOutside(what)
      const { graph, vocabulary } = desk.archive
      const written = await write({ ...desk.ports, graph, vocabulary }, desk.actor, { key: textOption(desk.options, 'key') ?? newId(), reason: '附上網頁為憑據', operations: [{ evidence: await evidenceAt(desk, what) }] })
      const { id, state } = written.records.find(({ type }) => type === 'evidence')!
      await ask(desk, id)
      await tellWritten(desk, written, `${state === 'published' ? '加上了' : '提出了'}憑據 ${id}。`, [ASKED])
    })
  },
}

const ASKED = '記下了：服務（fangzhi serve）稍後會把網頁存下來。'

async function evidenceAt(desk: Desk, url: string): Promise<EvidenceInput> {
  const { archive: { graph }, actor, ports: { directory }, options } = desk
  const relation = wanted(options, 'relation')
  const head = isId(relation) ? (await graph.heads([relation], actor.viewer)).get(relation) : undefined
  if (head?.record?.type !== 'relation') throw notFound(relation)
  const audience = textOption(options, 'audience')
  return {
    relation, source: await idNamed(desk, wanted(options, 'source'), '--source'), locator: { url, accessed: new Date().toISOString().slice(0, 10) },
    ...present({ quote: textOption(options, 'quote'), stance: textOption(options, 'stance') }),
    audience: audience === undefined ? audienceTold(head.audience, actor.viewer) : readAudience(await directory.table(), actor, audience), state: (textOption(options, 'state') ?? 'proposed') as State,
  }
}

async function ask({ archive: { graph }, ports: { accounts }, actor }: Desk, evidence: Id): Promise<void> {
  const jobs = await openJobs(readConfig(process.env))
  try {
    await keep({ graph, accounts, jobs }, actor, evidence)
  } finally {
    await jobs.close()
  }
}
