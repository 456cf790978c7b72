import type { AccessPorts } from '../../../archive/access/ports.ts'
import type { Actor } from '../../../model/actor.ts'
import type { Id } from '../../../model/ids.ts'
import type { Call } from '../../call.ts'

export const portsOf = ({ asking: { graph }, context }: Pick<Call, 'asking' | 'context'>): AccessPorts => ({ graph, ...context.people(), origin: 'web' })

export const isSteward = (actor: Actor | undefined, groups: readonly Id[]): boolean => actor !== undefined && groups.some((group) => actor.memberships.get(group) === 'steward')

/** A label in Chinese and perhaps English, as a form gives it. */
export function labelOf(form: URLSearchParams): { readonly 'zh-Hant': string; readonly en?: string } {
  const english = (form.get('english') ?? '').trim()
  return { 'zh-Hant': (form.get('name') ?? '').trim(), ...(english === '' ? {} : { en: english }) }
}

/** What is empty is taken away. */
export const textOf = (form: URLSearchParams, name: string): string | null => {
  const text = (form.get(name) ?? '').trim()
  return text === '' ? null : text
}
