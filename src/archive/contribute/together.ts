import { isNoNarrower, type Audience } from '../../model/audience.ts'
import { badInput } from '../../model/errors.ts'
import type { Id } from '../../model/ids.ts'
import { displayName, type ArchiveRecord } from '../../model/records.ts'
import { references } from '../../model/references.ts'
import { isPrivatePlace } from './personal.ts'

/** What a sending leaves a record as. */
export interface Left {
  readonly field: string
  readonly record: ArchiveRecord
  readonly publicPersonal: boolean
}

/**
 * What is submitted does not hang on a draft, which nobody else sees; where somebody lives is as private as a field that
 * says it.
 * @param now a record as it will stand
 * @throws BAD_USER_INPUT
 */
export function checkTogether({ field, record, publicPersonal }: Left, now: (id: Id) => ArchiveRecord | undefined, isPublic: (audience: Audience) => boolean): void {
  if (record.state !== 'draft') {
    const draft = references(record).map(now).find((other) => other?.state === 'draft')
    if (draft !== undefined) throw badInput(`${field}.state`, `請先送出${draft.type === 'entity' ? `「${displayName(draft.names)}」` : '它所說的關係'}，它還是草稿 (submit what it hangs on first: that is a draft yet)`)
  }
  checkWidth(field, record, now)
  if (record.type !== 'content' || record.place === undefined || publicPersonal) return
  const bearer = now(record.entity)
  if (bearer?.type === 'entity' && isPrivatePlace(bearer) && isPublic(record.audience) && isPublic(bearer.audience)) {
    throw badInput(`${field}.place`, '在世的人住在哪裡不公開：請選只給社群看；本人同意公開的，請加 publicPersonal (where a living person lives is not made public: choose fewer readers, or say publicPersonal where they agree)')
  }
}

/** Content is for no more readers than its entity, evidence than its relation: or nobody could settle it who sees both. */
function checkWidth(field: string, { state, audience, ...record }: ArchiveRecord, now: (id: Id) => ArchiveRecord | undefined): void {
  const bearer = state === 'draft' ? undefined : record.type === 'content' ? now(record.entity) : record.type === 'evidence' ? now(record.relation) : undefined
  if (bearer === undefined || isNoNarrower(bearer.audience, audience)) return
  throw badInput(`${field}.audience`, '不能讓比它所屬的更多人看到：請選同樣的人，或更少的人 (it cannot be for more readers than what it belongs to: choose the same, or fewer)')
}
