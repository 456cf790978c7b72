import type { NotePorts, NoteReading } from '../archive/annotations/ports.ts'
import { suggestRelations, type Suggestions } from '../archive/annotations/suggest.ts'
import type { EndInput } from '../archive/annotations/relate.ts'
import type { BlurPorts } from '../archive/contribute/blur.ts'
import type { WritePorts } from '../archive/contribute/ports.ts'
import type { MergePorts } from '../archive/merge/ports.ts'
import { statedIn } from '../literature/stated-in.ts'
import type { Actor } from '../model/actor.ts'
import type { Id } from '../model/ids.ts'
import type { Kind } from '../model/records.ts'
import { namesIn } from '../questions/resolve-sentence.ts'
import { entityNamed } from '../questions/resolve.ts'
import type { RequestContext } from './context.ts'

/** What writing needs, of a request. */
export const writingPorts = ({ asking, people, receipts }: RequestContext): WritePorts & Pick<BlurPorts, 'graph'> =>
  ({ graph: asking.graph, vocabulary: asking.vocabulary, directory: people().directory, ...(receipts === undefined ? {} : { receipts }) })

/** With a token that does not read, somebody knows of what they wrote themselves and of what everybody reads. */
export function writer({ actor, asking: { viewer } }: RequestContext): Actor | undefined {
  return actor?.scopes?.has('read') === false && actor.account !== 'maintenance' ? { ...actor, viewer: { ...viewer, account: actor.account } } : actor
}

/** What merging and parting need. */
export const mergePorts = (context: RequestContext): MergePorts => ({ ...writingPorts(context), graph: context.asking.graph })

/** What writing annotations, and relations from a passage, needs. */
export const notePorts = (context: RequestContext): NotePorts => ({ ...writingPorts(context), graph: context.asking.graph })

/** What reading annotations needs. */
export const noteReading = ({ asking, people }: RequestContext): NoteReading =>
  ({ graph: asking.graph, viewer: asking.viewer, directory: people().directory, ...(asking.signal === undefined ? {} : { signal: asking.signal }) })

/** What is known is named as everywhere; with a kind something new is meant. @throws as `entityNamed`, on `field` */
export async function endNamed({ asking }: Pick<RequestContext, 'asking'>, { name, kind }: { readonly name: string; readonly kind?: Kind | null }, field: string): Promise<EndInput> {
  return kind == null ? { id: (await entityNamed(asking, name, field)).id } : { kind, name }
}

/** The names in a stretch of a text, and what relations it states. */
export const suggested = ({ asking }: Pick<RequestContext, 'asking'>, content: Id, start: number, end: number): Promise<Suggestions> => suggestRelations({
  graph: asking.graph, viewer: asking.viewer, names: (text) => namesIn(asking, text), read: (passage, known) => statedIn(passage, known, asking.vocabulary, asking.signal),
}, content, start, end)
