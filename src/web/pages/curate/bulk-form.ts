import type { BulkChange, Citing } from '../../../archive/bulk/change.ts'
import { RELATION_QUEUES, type BulkChoice, type EntityChoice, type RelationChoice } from '../../../archive/bulk/choice.ts'
import { demandQueue } from '../../../archive/quality/queues.ts'
import { ArchiveError, badInput } from '../../../model/errors.ts'
import type { Id } from '../../../model/ids.ts'
import { KINDS } from '../../../model/records.ts'
import type { Asking } from '../../../questions/context.ts'
import { entityNamed } from '../../../questions/resolve.ts'
import type { Call } from '../../call.ts'

/** What is chosen, and what is done to it, as the form of `/bulk` says it. */

/** What can be done to many: of entities, of relations. */
export const ACTS = {
  entities: ['field', 'addValues', 'removeValues', 'relate', 'readers', 'withdraw'],
  relations: ['cite', 'confirm', 'dates', 'field', 'readers', 'withdraw'],
} as const
export type Of = keyof typeof ACTS
export type Act = (typeof ACTS)[Of][number]

export type Said = (name: string) => string

/** What was sent with the form, else what the address says. */
export const saidIn = ({ form, query }: Pick<Call, 'form' | 'query'>): Said => (name) => (form.has('of') ? form.get(name) ?? '' : query.get(name) ?? '').trim()

export const ofIn = (said: Said): Of => (said('of') === 'relations' ? 'relations' : 'entities')

/** Undefined: not chosen yet. */
export const actIn = (said: Said): Act | undefined => (ACTS[ofIn(said)] as readonly Act[]).find((one) => one === said('what'))

export const linesIn = (text: string): string[] => text.split(/[\n\r]+/).map((line) => line.trim()).filter((line) => line !== '')

/** One that is not there is a mistake in its field, like one that is ambiguous. */
async function idOf(asking: Asking, name: string, field: string): Promise<Id> {
  try {
    return (await entityNamed(asking, name, field)).id
  } catch (error) {
    throw error instanceof ArchiveError && error.code === 'NOT_FOUND' ? badInput(field, error.message) : error
  }
}

/** @throws BAD_USER_INPUT, AMBIGUOUS_NAME, NOT_FOUND on the field of the form */
export async function choiceIn({ asking, actor }: Pick<Call, 'asking' | 'actor'>, said: Said): Promise<BulkChoice> {
  const ids = linesIn(said('ids')).flatMap((line) => line.split(/[\s,，、]+/)).map((one) => one.replace(/^.*\//, ''))
  const given = <T extends object>(parts: T): T => Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined && value !== '')) as T
  if (ofIn(said) === 'relations') {
    const queue = RELATION_QUEUES.find((one) => one === said('queue'))
    if (queue !== undefined) demandQueue(actor, queue)
    return { relations: given<RelationChoice>({
      ...(ids.length === 0 ? {} : { ids }), ...(said('types') === '' ? {} : { types: [said('types')] }), ...(queue === undefined ? {} : { queue }),
      ...(said('ends') === '' ? {} : { of: await Promise.all(linesIn(said('ends')).map((name) => idOf(asking, name, 'ends'))) }),
      ...(said('source') === '' ? {} : { source: await idOf(asking, said('source'), 'source') }),
    }) }
  }
  const kind = KINDS.find((one) => one === said('kind'))
  return { entities: given<EntityChoice>({
    ...(ids.length === 0 ? {} : { ids }), search: said('search'), name: said('name'), ...(kind === undefined ? {} : { kinds: [kind] }),
    ...(said('collection') === '' ? {} : { collection: await idOf(asking, said('collection'), 'collection') }),
    ...(said('field') === '' ? {} : { field: { code: said('field'), ...(said('blank') === 'yes' ? {} : { value: said('value') }) } }),
  }) }
}

/** @throws as `choiceIn` */
export async function changeIn({ asking }: Pick<Call, 'asking'>, said: Said): Promise<BulkChange> {
  const fields = (): { code: string; values: string[] }[] => {
    if (said('set') === '') throw badInput('set', '請選要改哪一項 (choose what is to change)')
    return [{ code: said('set'), values: linesIn(said('values')) }]
  }
  switch (actIn(said)) {
    case undefined: throw badInput('what', '請說要改什麼 (say what is to change)')
    case 'field': return { fields: fields() }
    case 'addValues': return { addValues: fields() }
    case 'removeValues': return { removeValues: fields() }
    case 'readers': return { audience: { protocols: [said('readers') || 'everyone'] } }
    case 'withdraw': return { withdraw: said('why') }
    case 'confirm': return { confirm: true }
    case 'dates': return { ...(said('start') === '' ? {} : { start: said('start') }), ...(said('end') === '' ? {} : { end: said('end') }) }
    case 'cite': return { cite: await citing(asking, said) }
    case 'relate': {
      const [, type = '', way] = /^([A-Z][A-Z0-9_]*)([<>])$/.exec(said('relation')) ?? []
      if (type === '') throw badInput('relation', '請選哪一種關係 (choose the relation)')
      if (said('other') === '') throw badInput('other', '請寫和誰 (say with whom)')
      return { relate: { ...await citing(asking, said), type, direction: way === '<' ? 'in' : 'out', other: await idOf(asking, said('other'), 'other'), ...(said('start') === '' ? {} : { start: said('start') }), ...(said('end') === '' ? {} : { end: said('end') }) } }
    }
  }
}

async function citing(asking: Asking, said: Said): Promise<Citing> {
  if (said('cited') === '') throw badInput('cited', '請寫出處：著作或名冊的名稱 (give the source: the title of a work)')
  return { source: await idOf(asking, said('cited'), 'cited'), ...(said('page') === '' ? {} : { locator: { page: said('page') } }), ...(said('quote') === '' ? {} : { quote: said('quote') }) }
}

/** Where an error of the use case belongs in the form. */
export const PLACES: Readonly<Record<string, string>> = {
  choice: '', 'choice.search': 'search', 'choice.field.code': 'field', 'choice.types': 'types', 'change.withdraw': 'why', 'change.relate.source': 'cited', 'change.cite.source': 'cited', 'change.relate.other': 'other', change: 'what',
}
