import type { Audience } from '../../model/audience.ts'
import type { Head } from '../../model/changeset.ts'
import { audienceOf, savedAudience, type AudienceInput } from '../access/audiences.ts'
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
