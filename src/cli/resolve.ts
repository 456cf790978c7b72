import { KINDS, type Kind } from '../model/records.ts'
import { badInput } from '../model/errors.ts'
import { resolve as ask, type Reason } from '../questions/resolve.ts'
import { SHARED, type Command } from './command.ts'
import { withArchive } from './open.ts'
import { flag, numberOption, textOption } from './options.ts'
import { table } from './text.ts'

const REASONS: Readonly<Record<Reason, string>> = {
  printed: '名稱相同', key: '名稱相同（臺／台、空格不計）', alias: '別名', titled: '去掉職稱後相同', bracketed: '去掉括號裡的縮寫後相同', translated: '外文名稱相同',
  short: '簡稱', bare: '去掉法人名稱後相同', place: '只差地名', similar: '差一個形近字', core: '名稱主體相同或相近',
}

/** The Chinese half of a bilingual reason. */
const chinese = (reason: string): string => reason.replace(/ \([^)]*\)/, '')

export const resolve: Command = {
  usage: 'NAME [--kind Organization] [--alike] [--first 10] [--json]',
  summary: '這個名字是誰？ What a name may mean, best first',
  options: { ...SHARED.json, kind: { type: 'string' }, alike: { type: 'boolean' }, first: { type: 'string' } },
  words: [1, 1],
  run: (invocation) => withArchive(invocation, async (archive) => {
    const { words, options, out } = invocation
    const kind = textOption(options, 'kind')
    if (kind !== undefined && !(KINDS as readonly string[]).includes(kind)) throw badInput('--kind', `「${kind}」 is not a kind; the kinds are ${KINDS.join(', ')}`)
    const first = numberOption(options, 'first')
    const candidates = await ask(archive.asking, words[0]!, { ...(kind && { kind: kind as Kind }), ...(first && { first }), ...(flag(options, 'alike') && { alike: true }) })
    if (flag(options, 'json')) return out(JSON.stringify(candidates, null, 2))
    if (candidates.length === 0) {
      out(`沒有叫「${words[0]}」的。`)
      return 1
    }
    for (const line of table(['名稱', '類別', '為什麼', '但是', 'id'], candidates.map((c) => [c.entity.name, archive.vocabulary.kinds.get(c.entity.kind)?.['zh-Hant'] ?? c.entity.kind, REASONS[c.reason], c.against.map(chinese).join('；'), c.entity.id]))) out(line)
  }),
}
