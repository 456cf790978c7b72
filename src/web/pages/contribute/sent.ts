import { newId } from '../../../model/ids.ts'
import { displayName } from '../../../model/records.ts'
import type { Call } from '../../call.ts'
import type { Answers } from './answers.ts'
import type { Wrong } from './wrong.ts'

/** Whether an entry that was sent before under the same key says something else than these answers: then they are not saved by being sent again. */
export async function sentOtherwise({ asking: { graph, viewer } }: Pick<Call, 'asking'>, entry: string, { title, story, files }: Answers): Promise<boolean> {
  const head = (await graph.heads([entry as never], viewer)).get(entry as never)
  if (head?.record?.type !== 'entity') return false
  const { items } = await graph.contents(entry as never, viewer, { first: 5 })
  const words = items.flatMap(({ passages }) => passages.map(({ text }) => text)).join('').replace(/\s/g, '')
  const pictures = items.reduce((total, content) => total + (content.files?.length ?? 0), 0)
  return displayName(head.record.names) !== title.trim() || words !== (story ?? '').replace(/\s/g, '') || pictures !== (files?.length ?? 0)
}

/** The form once more, to be sent as another: it says why, and comes under another key. */
export function asAnother(form: URLSearchParams, wrong: Wrong, why: string): void {
  form.set('key', newId())
  wrong.status = 409
  wrong.add('', why)
}
