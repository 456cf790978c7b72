import { blurPlace, type Blurring } from '../../archive/contribute/blur.ts'
import type { Writing } from '../../archive/contribute/input.ts'
import { storedRecord } from '../../archive/contribute/record.ts'
import { write } from '../../archive/contribute/write.ts'
import type { Id } from '../../model/ids.ts'
import type { Labels } from '../../model/vocabulary.ts'
import type { RequestContext } from '../../http/context.ts'
import { writer, writingPorts } from '../../http/writing.ts'

export const contribute = {
  Query: {
    record: (_: unknown, { id }: { id: Id }, { asking, people }: RequestContext) => storedRecord({ graph: asking.graph, directory: people().directory }, asking.viewer, id),
    labels: (_: unknown, __: unknown, { asking }: RequestContext) => [...asking.vocabulary.labels.values()].map(inTwo),
    licences: (_: unknown, __: unknown, { asking }: RequestContext) => [...asking.vocabulary.licences.values()].map(inTwo),
  },
  Mutation: {
    write: (_: unknown, writing: Writing, context: RequestContext) => write(writingPorts(context), writer(context), writing),
    blurPlace: (_: unknown, blurring: Blurring, context: RequestContext) => blurPlace({ ...writingPorts(context), note: context.takedown().note }, writer(context), blurring),
  },
}

const inTwo = <T extends { readonly label: Labels }>({ label, ...rest }: T): object => ({ ...rest, label: label['zh-Hant'], english: label.en })
