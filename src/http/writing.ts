import type { BlurPorts } from '../archive/contribute/blur.ts'
import type { WritePorts } from '../archive/contribute/ports.ts'
import type { Actor } from '../model/actor.ts'
import type { RequestContext } from './context.ts'

/** What writing needs, of a request. */
export const writingPorts = ({ asking, people, receipts }: RequestContext): WritePorts & Pick<BlurPorts, 'graph'> =>
  ({ graph: asking.graph, vocabulary: asking.vocabulary, directory: people().directory, ...(receipts === undefined ? {} : { receipts }) })

/** With a token that does not read, somebody knows of what they wrote themselves and of what everybody reads. */
export function writer({ actor, asking: { viewer } }: RequestContext): Actor | undefined {
  return actor?.scopes?.has('read') === false && actor.account !== 'maintenance' ? { ...actor, viewer: { ...viewer, account: actor.account } } : actor
}
