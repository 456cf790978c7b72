import type { Audience } from '../../model/audience.ts'
import type { Head } from '../../model/changeset.ts'
import { badInput } from '../../model/errors.ts'
import { audienceOf, savedAudience, shownAudience, type AudienceInput } from '../access/audiences.ts'
import { inOrder, sameReaders, type ReadersAsked } from '../review/readers.ts'
import type { Told } from './versions.ts'

/**
 * Who is to read something: what somebody chooses, over what stands and they cannot see. Nothing chosen: as it was; of
 * something new its author alone.
 * @throws BAD_USER_INPUT, AMBIGUOUS_NAME on the field
 */
export function chosenAudience({ table, viewer }: Told, head: Pick<Head, 'audience'> | undefined, audience: AudienceInput | null | undefined, field: string): Audience {
  if (audience == null) return head?.audience ?? { mode: 'all', protocols: [] }
  const chosen = audienceOf(table, viewer, audience, field)
  return head === undefined ? chosen : savedAudience(table, viewer, head.audience, chosen, field)
}

/**
 * Other readers that a proposal asks for, of protocols that whoever proposes them knows; undefined where these are to be
 * the same.
 * @throws BAD_USER_INPUT naming the field
 */
export function readersAsked({ table, viewer }: Told, head: Head, audience: AudienceInput | null | undefined, field: string): ReadersAsked | undefined {
  if (audience == null) return undefined
  const [was, asked] = [inOrder(shownAudience(table, viewer, head.audience)), inOrder(audienceOf(table, viewer, audience, field))]
  if (asked.protocols.length === 0) throw badInput(field, '請選誰看得到；要收回請提議撤下 (choose who can see it; to take it away propose a withdrawal)')
  return sameReaders(was, asked) ? undefined : { ...asked, was }
}
