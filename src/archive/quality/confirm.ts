import type { Actor } from '../../model/actor.ts'
import { badInput, notFound, unauthenticated } from '../../model/errors.ts'
import { isId, type Id } from '../../model/ids.ts'
import type { WritePorts } from '../contribute/ports.ts'
import { toldVersion } from '../contribute/versions.ts'
import { send, type Written } from '../contribute/write.ts'

/** Pieces of evidence of one sending; of whole sets of relations `changeMany` does it (`confirm`). */
const MOST = 500

/**
 * Somebody has looked at evidence that was given before its relation was changed: it says so still.
 * @throws NOT_FOUND for what they cannot see; BAD_USER_INPUT, FORBIDDEN as `write`
 */
export async function confirmEvidence(ports: WritePorts, actor: Actor | undefined, { key, reason = '確認過憑據', evidence }: { readonly key: string; readonly reason?: string; readonly evidence: readonly Id[] }): Promise<Written> {
  if (actor === undefined) throw unauthenticated()
  if (evidence.length === 0 || evidence.length > MOST) throw badInput('evidence', `請給 1 到 ${MOST} 件憑據 (give 1 to ${MOST} pieces of evidence)`)
  return send(ports, actor, { key, reason }, async (sending) => {
    const told = { table: await ports.directory.table(), viewer: actor.viewer }
    const ids = [...new Set(evidence)]
    const heads = await ports.graph.heads(ids.filter(isId), actor.viewer)
    return sending.prepare(ids.map((id) => {
      const record = heads.get(id)?.record
      if (record?.type !== 'evidence') throw notFound(id)
      return { evidence: { id, version: toldVersion(told, record) } }
    }))
  })
}
