import { knownProtocols } from '../../../archive/access/audiences.ts'
import type { Call } from '../../call.ts'
import type { Option } from '../../form.ts'

/** Who may be the readers of what is brought in: everyone, whoever is signed in, or those of a protocol one is a reader of. */
export async function readerOptions({ t, actor, context }: Pick<Call, 't' | 'actor' | 'context'>): Promise<Option[]> {
  const known = actor === undefined ? [] : knownProtocols(await context.people().directory.table(), actor.viewer).filter(({ id }) => actor.viewer.protocols.has(id))
  return [
    { value: 'everyone', label: t('所有人', 'Everyone') },
    { value: 'signed-in', label: t('登入的人', 'Whoever is signed in') },
    ...known.map(({ id, label }) => ({ value: id, label: t(`「${label}」的人`, `Those of “${label}”`) })),
  ]
}
