import { whoCanSee as whoSees } from '../archive/access/who-can-see.ts'
import { readAudience } from './audience.ts'
import { SHARED, type Command } from './command.ts'
import { withDesk } from './verbs.ts'

export const whoCanSee: Command = {
  usage: 'AUDIENCE [--reader LOGIN …] [--json]\n\nAUDIENCE：everyone、signed-in、守則的名稱或 id；甲+乙（兩者都是）；甲|乙（任一）',
  summary: '誰看得到？ Before something is saved; docs/communities.md',
  options: { ...SHARED.json, reader: { type: 'string', multiple: true } },
  words: [1, 1],
  run: (invocation) => withDesk(invocation, invocation.words, async ({ ports, actor, words, options, tell }) => {
    const audience = readAudience(await ports.directory.table(), actor, words[0]!)
    const seen = await whoSees(ports, actor, audience, [options['reader'] ?? []].flat() as string[])
    tell(seen, function* () {
      yield seen.text
      for (const { label, members } of seen.protocols) if (members !== undefined) yield `  「${label}」有 ${members} 人`
      for (const { name, can } of seen.readers) yield `  ${name}：${can === null ? '不便告知（您不是那個守則的成員）' : can ? '看得到' : '看不到'}`
    })
  }),
}
