import type { Questions, ShelfPorts, Shelves } from '../archive/collections/ports.ts'
import { collected, putIn } from '../questions/collected.ts'
import type { RequestContext } from './context.ts'
import { writer, writingPorts } from './writing.ts'

/** Run as whoever reads, and as whoever freezes. */
const questions = ({ asking }: RequestContext): Questions => ({ putIn, collected: (put, most) => collected(asking, put, most) })

/** What reading collections needs, as a request has it. */
export function shelves(context: RequestContext): Shelves {
  const actor = writer(context)
  return { graph: context.asking.graph, directory: context.people().directory, viewer: context.asking.viewer, questions: questions(context), ...(actor === undefined ? {} : { actor }) }
}

/** What writing them needs. */
export const shelving = (context: RequestContext): ShelfPorts => ({ ...writingPorts(context), graph: context.asking.graph, questions: questions(context) })
