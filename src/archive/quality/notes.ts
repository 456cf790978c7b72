import type { Head } from '../../model/changeset.ts'
import type { AnnotationRecord, ArchiveRecord } from '../../model/records.ts'
import { placeNow, seenBy } from '../annotations/place.ts'
import { many } from '../many.ts'
import type { Finding, QualityPorts, Sieve } from './finding.ts'
import type { Step } from './step.ts'

type Note = Head & { readonly record: AnnotationRecord }

/** Notes on words or a part of a picture that are gone: orphans, as whoever reads them is told (annotations/place.ts). */
export const lostAnnotations = ({ graph }: QualityPorts, sieve: Sieve): Step<Head> => ({
  source: 'annotations',
  isDear: true,
  read: (page) => graph.scan('annotation', sieve.viewer, page),
  find: async (heads) => {
    const notes = heads.filter(isPlaced)
    const targets = notes.length === 0 ? new Map<string, Head>() : await graph.heads([...new Set(notes.map(({ record }) => record.target))], sieve.viewer)
    const [lost, reading] = [new Set<string>(), { graph, viewer: sieve.viewer }]
    await many(notes, async ({ id, record }) => {
      const target = targets.get(record.target)
      if (target?.record == null || !isOf(sieve, target.record)) return
      const seen = record.region === undefined ? undefined : await seenBy(reading, record, target)
      if ((await placeNow(reading, record, target, seen)).isOrphan) lost.add(id)
    })
    return notes.filter(({ id }) => lost.has(id)).map((note) => ({ place: note.id, finding: findingOf(note) }))
  },
})

const GONE: readonly string[] = ['withdrawn', 'declined']

const isPlaced = (head: Head): head is Note => head.record?.type === 'annotation' && !GONE.includes(head.state) && (head.record.quotation !== undefined || head.record.region !== undefined)

const isOf = ({ members }: Sieve, target: ArchiveRecord): boolean => members === undefined || members.has(target.type === 'content' ? target.entity : target.id)

const findingOf = ({ id, state, record: { quotation } }: Note): Finding => ({
  id, type: 'annotation', state,
  ...(quotation === undefined ? { problems: ['所註的圖片找不到了 (the picture it is on is not there any more)'] } : { problems: ['所註的文字找不到了 (the words it is on are not there any more)'], quote: quotation.exact }),
})
