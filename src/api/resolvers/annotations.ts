import { annotate, changeAnnotation, withdrawAnnotation, type Annotating, type Rewording } from '../../archive/annotations/annotate.ts'
import { relateFromPassage, type EndInput, type Relating } from '../../archive/annotations/relate.ts'
import type { SuggestedRelation } from '../../archive/annotations/suggest.ts'
import { annotation, annotations as annotationsOf, answers, type AnnotationView } from '../../archive/annotations/view.ts'
import { webAnnotation } from '../../exchange/web-annotation.ts'
import type { Page } from '../../graph/port.ts'
import type { Id } from '../../model/ids.ts'
import type { Kind } from '../../model/records.ts'
import { pageOf } from '../../questions/entity.ts'
import type { RequestContext } from '../../http/context.ts'
import { fileAddress } from '../../http/file-address.ts'
import { endNamed, notePorts, noteReading, suggested, writer } from '../../http/writing.ts'

type Paging = { readonly first?: number | null; readonly after?: string | null }
interface EndGiven { readonly name: string; readonly kind?: Kind | null }
type Given = Omit<Relating, 'from' | 'to'> & { readonly from?: EndGiven | null; readonly to?: EndGiven | null }

const paged = ({ items, endCursor, hasNextPage }: Page<AnnotationView>): object => ({ items, pageInfo: { endCursor: endCursor ?? null, hasNextPage } })

const endOf = async (given: EndGiven | null | undefined, field: string, context: RequestContext): Promise<EndInput | null> => (given == null ? null : endNamed(context, given, field))

export const annotations = {
  Query: {
    annotations: async (_: unknown, { target, ...page }: { target: Id } & Paging, context: RequestContext) => paged(await annotationsOf(noteReading(context), target, pageOf(page))),
    annotation: (_: unknown, { id }: { id: Id }, context: RequestContext) => annotation(noteReading(context), id),
    suggestRelations: (_: unknown, { content, start, end }: { content: Id; start: number; end: number }, context: RequestContext) => suggested(context, content, start, end),
  },
  Mutation: {
    annotate: (_: unknown, given: Annotating, context: RequestContext) => annotate(notePorts(context), writer(context), given),
    changeAnnotation: (_: unknown, given: Rewording, context: RequestContext) => changeAnnotation(notePorts(context), writer(context), given),
    withdrawAnnotation: (_: unknown, given: Parameters<typeof withdrawAnnotation>[2], context: RequestContext) => withdrawAnnotation(notePorts(context), writer(context), given),
    relateFromPassage: async (_: unknown, { from, to, ...given }: Given, context: RequestContext) =>
      relateFromPassage(notePorts(context), writer(context), { ...given, from: await endOf(from, 'from.name', context), to: await endOf(to, 'to.name', context) }),
  },
  Annotation: {
    by: ({ by }: AnnotationView, _: unknown, { nameOf }: RequestContext) => (by === undefined ? '' : nameOf(by)),
    at: ({ at }: AnnotationView) => new Date(at).toISOString(),
    current: ({ isCurrent }: AnnotationView) => isCurrent,
    orphan: ({ isOrphan }: AnnotationView) => isOrphan,
    quotation: ({ quotation, found }: AnnotationView) => (quotation === undefined ? null : { ...quotation, ...(found === undefined ? {} : found) }),
    region: ({ region, file, target }: AnnotationView) => (region === undefined ? null : { ...region, now: file ?? null, address: file === undefined ? null : fileAddress(target, file) }),
    replies: async ({ id }: AnnotationView, page: Paging, context: RequestContext) => paged(await answers(noteReading(context), id, pageOf(page))),
    webAnnotation: async (view: AnnotationView, _: unknown, { nameOf, address }: RequestContext) => {
      const { by, region, file, target, ...rest } = view
      return JSON.stringify(webAnnotation({
        ...rest, target, ...(by === undefined ? {} : { by: await nameOf(by) }),
        ...(region === undefined ? {} : { region: { fragment: region.fragment, address: `${address}${fileAddress(target, file ?? region.file)}` } }),
      }))
    },
  },
  RelationSuggestion: {
    label: ({ type }: SuggestedRelation, _: unknown, { asking }: RequestContext) => asking.vocabulary.relations.get(type)?.forward['zh-Hant'] ?? type,
    qualifiers: ({ qualifiers }: SuggestedRelation, _: unknown, { asking }: RequestContext) => Object.entries(qualifiers).map(([code, value]) => ({ code, label: asking.vocabulary.fields.get(code)?.label['zh-Hant'] ?? code, values: [value] })),
  },
}
