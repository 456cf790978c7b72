import { z } from 'zod'
import type { Actor } from '../../model/actor.ts'
import { canRead, WHOLE, type Audience } from '../../model/audience.ts'
import type { Head, Operation } from '../../model/changeset.ts'
import { badInput, forbidden, notFound, unauthenticated } from '../../model/errors.ts'
import { isId, newId, type Id } from '../../model/ids.ts'
import { demand } from '../../model/permissions.ts'
import { checkRecord, type AnnotationRecord, type RecordInput, type RecordType } from '../../model/records.ts'
import type { AudienceInput } from '../access/audiences.ts'
import { authorOf } from '../access/commit.ts'
import { concernOf } from '../access/concern.ts'
import { chosenAudience } from '../contribute/chosen.ts'
import { inField } from '../contribute/places.ts'
import { numberOf, versionAt } from '../contribute/seen.ts'
import { changedMeanwhile, versionsOf, type Told } from '../contribute/versions.ts'
import { send, type Written } from '../contribute/write.ts'
import type { NotePorts } from './ports.ts'
import { quotationOf, regionOf, type QuotationInput, type Region } from './selector.ts'
import { checkWidth } from './width.ts'

/** What is said; what is not given stays, what is empty is taken away. */
export interface Words {
  readonly purpose?: string | null
  readonly text?: string | null
  /** Another record of the archive, or an address. */
  readonly link?: string | null
  /** None: oneself alone. */
  readonly audience?: AudienceInput | null
}

export interface Annotating extends Words {
  /** Chosen by the sender, for this sending alone. */
  readonly key: string
  readonly target: Id
  /** Of the target, as the sender saw it; default: as it stands. */
  readonly version?: string | null
  readonly quotation?: QuotationInput | null
  readonly region?: Region | null
  /** Another annotation of the same target. */
  readonly answers?: Id | null
}

/** What can be spoken of. Communities and protocols have pages of their own. */
const SPOKEN_OF: ReadonlySet<RecordType> = new Set(['entity', 'relation', 'evidence', 'content', 'collection', 'proposal'])

/**
 * Says something of a record as somebody saw it, of words in a text, or of a part of a picture. It is its author's
 * alone unless they choose readers; then it is there for these at once, and its stewards or the librarians may take
 * it back.
 * @throws NOT_FOUND for what the author cannot see; BAD_USER_INPUT, UNAUTHENTICATED, FORBIDDEN
 */
export async function annotate(ports: NotePorts, actor: Actor | undefined, { key, target, version, quotation, region, answers, ...words }: Annotating): Promise<Written> {
  demand(actor, 'annotate')
  const { graph } = ports
  return send(ports, actor, { key, reason: answers == null ? '加註' : '回覆註記' }, async () => {
    const told = { table: await ports.directory.table(), viewer: actor.viewer }
    const about = isId(target) ? (await graph.heads([target], actor.viewer)).get(target) : undefined
    if (about === undefined || about.record === null || !SPOKEN_OF.has(about.type) || about.state === 'withdrawn') throw notFound(target)
    const number = await numberOf(graph, told, about, version, 'version')
    const seen = number === about.version ? about.record : (await versionAt(graph, actor.viewer, about.id, number))!.record
    const answered = answers == null ? undefined : await answeredBy(ports, actor, answers, target)
    const audience = await audienceOf(ports, actor, told, undefined, words.audience, [about, ...(answered === undefined ? [] : [answered])])
    const record = await annotationOf(ports, actor, {
      id: newId(), type: 'annotation', ...authorOf(actor), ...stateOf(audience), target, version: number,
      ...(quotation == null ? {} : { quotation: quotationOf(seen, quotation, 'quotation') }),
      ...(region == null ? {} : { region: regionOf(seen, region, 'region') }),
      ...(answered === undefined ? {} : { answers: answered.id }),
    }, words)
    return [{ op: 'put', base: null, record }]
  })
}

export interface Rewording extends Words {
  readonly key: string
  readonly id: Id
  /** As its author saw it. */
  readonly version: string
}

/** Its author changes what it says, or who reads it. @throws as `annotate`, and CONFLICT */
export async function changeAnnotation(ports: NotePorts, actor: Actor | undefined, { key, id, version, ...words }: Rewording): Promise<Written> {
  demand(actor, 'annotate')
  return send(ports, actor, { key, reason: '修改註記' }, async () => {
    const { told, head, before } = await existing(ports, actor, id, version)
    if (before.by === undefined || before.by !== actor.account) throw forbidden('只有寫的人可以改自己的註記 (an annotation is changed by its author alone)')
    const about = [...(await ports.graph.heads([before.target, ...(before.answers === undefined ? [] : [before.answers])], actor.viewer)).values()]
    const audience = await audienceOf(ports, actor, told, head, words.audience, about)
    return [{ op: 'put', base: head.version, record: await annotationOf(ports, actor, { ...before, ...stateOf(audience) }, words) }]
  })
}

/** By its author; one that others read also by the stewards of its protocols, without such by a librarian. */
export async function withdrawAnnotation(ports: NotePorts, actor: Actor | undefined, { key, id, version, reason }: { readonly key: string; readonly id: Id; readonly version: string; readonly reason: string }): Promise<Written> {
  if (actor === undefined) throw unauthenticated()
  return send(ports, actor, { key, reason }, async (): Promise<Operation[]> => {
    const { head, before } = await existing(ports, actor, id, version)
    if (before.by !== undefined && before.by === actor.account) demand(actor, 'annotate')
    else demand(actor, 'publish', concernOf(head.audience))
    return [{ op: 'withdraw', id: head.id, base: head.version, reason }]
  })
}

async function existing({ graph, directory }: NotePorts, actor: Actor, id: Id, version: string): Promise<{ told: Told; head: Head; before: AnnotationRecord }> {
  const told = { table: await directory.table(), viewer: actor.viewer }
  const head = isId(id) ? (await graph.heads([id], actor.viewer)).get(id) : undefined
  if (head?.record?.type !== 'annotation' || head.state === 'withdrawn') throw notFound(id)
  if (!versionsOf(told, head, undefined).has(version)) throw changedMeanwhile(told, head)
  // with what it names and its author cannot see any more: a save does not lose that
  const whole = (await graph.heads([id], WHOLE)).get(id)
  return { told, head, before: whole?.record?.type === 'annotation' ? whole.record : head.record }
}

async function answeredBy({ graph }: NotePorts, actor: Actor, answers: Id, target: Id): Promise<Head> {
  const head = isId(answers) ? (await graph.heads([answers], actor.viewer)).get(answers) : undefined
  if (head?.record?.type !== 'annotation' || head.state === 'withdrawn' || head.record.target !== target) throw badInput('answers', '這裡沒有這則註記可以回覆 (there is no such annotation here)')
  return head
}

/** For whom: readers that its author is one of, and none who cannot read what it is about. */
async function audienceOf({ graph }: NotePorts, actor: Actor, told: Told, head: Head | undefined, chosen: AudienceInput | null | undefined, about: readonly Head[]): Promise<Audience> {
  const audience = chosenAudience(told, head, chosen, 'audience')
  if (audience.protocols.length === 0) {
    if (actor.account === 'maintenance') throw badInput('audience', '請選誰看得到 (choose who can see it)')
    return audience
  }
  if (!canRead(audience, actor.viewer)) throw badInput('audience', '請選您自己也看得到的守則 (choose readers of whom you are one)')
  await checkWidth(graph, about, audience, 'audience')
  return audience
}

/** What nobody else reads is a draft; what others read is there at once. */
const stateOf = (audience: Audience): { audience: Audience; state: 'draft' | 'published' } => ({ audience, state: audience.protocols.length === 0 ? 'draft' : 'published' })

async function annotationOf({ graph }: NotePorts, actor: Actor, before: Omit<Extract<RecordInput, { type: 'annotation' }>, 'purpose' | 'text' | 'link'> & Partial<Pick<AnnotationRecord, 'purpose' | 'text' | 'link'>>, { purpose, text, link }: Words): Promise<AnnotationRecord> {
  const { text: textBefore, link: linkBefore, ...rest } = before
  const [saysNow, leadsNow] = [text == null ? textBefore : text.trim() === '' ? undefined : text, link == null ? linkBefore : link.trim() === '' ? undefined : link.trim()]
  if (link != null && leadsNow !== undefined && !isAddress(leadsNow) && !(isId(leadsNow) && (await graph.heads([leadsNow], actor.viewer)).has(leadsNow))) throw badInput('link', '請給這個檔案庫裡的一筆資料，或 http(s) 網址 (a record of this archive, or an address)')
  const record = inField('annotation', () => checkRecord({ ...rest, ...(purpose == null ? {} : { purpose }), ...(saysNow === undefined ? {} : { text: saysNow }), ...(leadsNow === undefined ? {} : { link: leadsNow }) })) as AnnotationRecord
  if (record.purpose === 'link' && record.link === undefined) throw badInput('link', '「連結」要有連到哪裡 (a link leads somewhere)')
  if (record.text === undefined && record.link === undefined && record.quotation === undefined && record.region === undefined) throw badInput('text', '請寫些什麼 (say something)')
  return record
}

const ADDRESS = z.url({ protocol: /^https?$/ }).max(2_000)
const isAddress = (text: string): boolean => ADDRESS.safeParse(text).success
