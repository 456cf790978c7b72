import type { Actor } from '../../model/actor.ts'
import { WHOLE } from '../../model/audience.ts'

/** Whoever has the terminal has the files: it may everything, and sees everything that its work needs. */
export const MAINTENANCE: Actor = { account: 'maintenance', name: '命令列', role: 'administrator', memberships: new Map(), viewer: WHOLE }
