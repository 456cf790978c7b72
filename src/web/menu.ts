import { allowed } from '../model/permissions.ts'
import type { Call } from './call.ts'

/** The few things one comes for; what somebody may not do is not offered. */
export function menuOf({ t, actor }: Pick<Call, 't' | 'actor'>): { readonly to: string; readonly label: string }[] {
  return [
    { to: '/search', label: t('找資料', 'Search') },
    { to: '/collections', label: t('專題', 'Collections') },
    { to: '/contribute', label: t('寫下一段', 'Contribute') },
    ...(actor !== undefined && (allowed(actor, 'settle') || actor.viewer.stewards !== undefined && actor.viewer.stewards.size > 0) ? [{ to: '/review', label: t('審查', 'Review') }] : []),
    ...(actor !== undefined && allowed(actor, 'seeOperations') ? [{ to: '/admin', label: t('管理', 'Administration') }] : []),
    actor === undefined ? { to: '/sign-in', label: t('登入', 'Sign in') } : { to: '/me', label: t('我的', 'Mine') },
  ]
}
