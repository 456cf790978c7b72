import { checkAudience, type Audience } from '../model/audience.ts'

/**
 * `everyone`, `elders`, `elders+temple` (members of both) or `elders|temple` (of either).
 * @throws BAD_USER_INPUT
 */
export function readAudience(text: string): Audience {
  const any = text.includes('|')
  const audience: Audience = { mode: any ? 'any' : 'all', protocols: text.split(any ? '|' : '+').map((name) => name.trim()).filter((name) => name !== '') }
  checkAudience(audience)
  return audience
}
