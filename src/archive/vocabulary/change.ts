import { createHash } from 'node:crypto'
import type { GraphStore } from '../../graph/port.ts'
import type { Actor } from '../../model/actor.ts'
import { EVERYONE } from '../../model/audience.ts'
import { ArchiveError, badInput, conflict } from '../../model/errors.ts'
import type { Id } from '../../model/ids.ts'
import { demand } from '../../model/permissions.ts'
import type { TermRecord } from '../../model/records.ts'
import { overSeed, readWord, wordsOf, type Family, type Word } from '../../model/terms.ts'
import type { Vocabulary } from '../../model/vocabulary.ts'
import { authorOf } from '../access/commit.ts'
import type { WritePorts } from '../contribute/ports.ts'
import { send } from '../contribute/write.ts'
import { checkUses } from './uses.ts'
import { seedOf, termOf, word, type WordView } from './words.ts'

export interface VocabularyPorts extends WritePorts {
  readonly graph: WritePorts['graph'] & Pick<GraphStore, 'vocabulary' | 'scan' | 'project'>
}

interface Writing {
  readonly family: Family
  readonly code: string
  /** A word for this sending; sent again it changes nothing. */
  readonly key: string
  readonly reason: string
}

/** Parts of a definition as an entry of `seed/vocabulary` has them, without the code. */
export type Parts = Readonly<Record<string, unknown>>

/**
 * A new relation type or field. A type is connecting unless it says otherwise.
 * @throws BAD_USER_INPUT naming the part, also where there is one of this code; UNAUTHENTICATED, FORBIDDEN
 */
export const addWord = (ports: VocabularyPorts, actor: Actor | undefined, writing: Writing & { readonly definition: Parts }): Promise<WordView> =>
  put(ports, actor, writing, (vocabulary) => {
    const before = wordsOf(vocabulary, writing.family).get(writing.code)
    if (before !== undefined) throw badInput('code', before.retired ? `「${writing.code}」停用了：請恢復它，不要另外新增 (it is retired: take it up again)` : `已經有「${writing.code}」了 (there is one of this code)`)
    const said = readWord(writing.family, writing.code, { ...(writing.family === 'relation' ? { role: 'connecting' } : {}), ...present(writing.definition) })
    checkLabels(vocabulary, writing.family, said)
    return said
  })

/**
 * What is null is taken away, what is absent stays.
 * @param writing version: what they saw
 * @throws NOT_FOUND; BAD_USER_INPUT naming the part, for what is in use or is the seed's; CONFLICT with the version that stands
 */
export const changeWord = (ports: VocabularyPorts, actor: Actor | undefined, writing: Writing & { readonly change: Parts; readonly version: string }): Promise<WordView> =>
  put(ports, actor, writing, async (vocabulary, viewer) => {
    const { family, code, version, change } = writing
    const before = word(vocabulary, family, code)
    if (before.version !== version) throw moved(before)
    const { code: _, ...definition } = before.word
    const said = readWord(family, code, present({ ...definition, ...given(change) }))
    const seed = wordsOf(seedOf(vocabulary), family).get(code)
    if (seed !== undefined) checkSeed(seed, said)
    else await checkUses(ports.graph, viewer, before.word, said)
    checkLabels(vocabulary, family, said)
    return said
  })

async function put(ports: VocabularyPorts, actor: Actor | undefined, { family, code, key, reason }: Writing, make: (vocabulary: Vocabulary, viewer: Actor['viewer']) => Word | Promise<Word>): Promise<WordView> {
  demand(actor, 'vocabulary')
  const { graph } = ports
  try {
    await send(ports, actor, { key, reason }, async () => {
      const [term, vocabulary] = [await termOf(graph, family, code), await graph.vocabulary()]
      const { code: _, ...definition } = await make(vocabulary, actor.viewer)
      const by = term?.record?.by === undefined ? {} : { by: term.record.by }
      const record = { id: term?.id ?? termId(family, code), type: 'term', state: 'published', audience: EVERYONE, vocabulary: family, code, definition: definition as TermRecord['definition'], ...(term === undefined ? authorOf(actor) : by) } satisfies TermRecord
      return [{ op: 'put', base: term?.version ?? null, record }]
    })
  } catch (error) {
    if (!(error instanceof ArchiveError) || error.code !== 'CONFLICT') throw error
    const now = await graph.vocabulary()
    throw wordsOf(now, family).has(code) ? moved(word(now, family, code)) : error
  }
  return word(await graph.vocabulary(), family, code)
}

const moved = (view: WordView): ArchiveError => conflict(`「${view.code}」剛被別人改過，請看過再改 (somebody else changed it meanwhile)`, { version: view.version })

/**
 * One code, one record: of two who add the same at once one is told. Before all ids that time has given (a UUID of
 * version 8, RFC 9562): stores know by the newest id what need not be looked for.
 */
function termId(family: Family, code: string): Id {
  const hex = createHash('sha256').update(JSON.stringify(['term', family, code])).digest('hex')
  return `00000000-0000-8${hex.slice(0, 3)}-${'89ab'[parseInt(hex[3]!, 16) % 4]}${hex.slice(4, 7)}-${hex.slice(7, 19)}`
}

const given = (parts: Parts): Parts => Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined))
const present = (parts: Parts): Parts => Object.fromEntries(Object.entries(parts).filter(([, value]) => value != null))

/** What the seed brings, imports and readers of documents are made for. */
function checkSeed(seed: Word, said: Word): void {
  const kept = overSeed(seed, said) as unknown as Parts
  for (const [part, value] of Object.entries(said)) {
    const is = kept[part]
    const same = Array.isArray(value) && Array.isArray(is) ? is.every((one) => value.includes(one)) : JSON.stringify(is) === JSON.stringify(value)
    if (!same) throw badInput(part, part === 'retired' ? `「${seed.code}」是系統自帶的，不能停用 (it comes with the archive and cannot be retired)` : `「${seed.code}」是系統自帶的：${part} 只能照舊，類別只能增加 (it comes with the archive: this part stays, kinds may be added)`)
  }
  for (const part of ['personal', 'codes'] as const) {
    if (part in seed && JSON.stringify((said as unknown as Parts)[part]) !== JSON.stringify((seed as unknown as Parts)[part])) throw badInput(part, `「${seed.code}」是系統自帶的：${part} 照舊 (it comes with the archive: this part stays)`)
  }
}

/** Two words of one family that people cannot tell apart. */
function checkLabels(vocabulary: Vocabulary, family: Family, said: Word): void {
  if (said.retired) return
  const told = (one: Word): string => ('forward' in one ? one.forward : one.label)['zh-Hant']
  const same = [...wordsOf(vocabulary, family).values()].find((one) => one.code !== said.code && one.retired !== true && told(one) === told(said) && sharesKinds(one, said))
  if (same !== undefined) throw badInput('forward' in said ? 'forward' : 'label', `「${same.code}」也叫「${told(said)}」，請換一個說法 (another is called the same)`)
}

const sharesKinds = (one: Word, other: Word): boolean => {
  const [mine, theirs] = [one, other].map((each) => ('from' in each ? each.from.flatMap((from) => each.to.map((to) => `${from} ${to}`)) : each.kinds) as readonly string[])
  return mine!.some((kind) => theirs!.includes(kind))
}
