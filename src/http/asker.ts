import type { Actor } from '../model/actor.ts'
import type { RequestContext } from './context.ts'

/** Who is told something: with a token that is not for reading, nobody. */
export const askerOf = ({ actor }: Pick<RequestContext, 'actor'>): Actor | undefined => (actor?.scopes?.has('read') === false ? undefined : actor)
