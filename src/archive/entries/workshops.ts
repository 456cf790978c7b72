import { randomInt } from 'node:crypto'
import type { AccountStore, Contributor, Workshop } from '../../accounts/port.ts'
import { hashOf, newSecret } from '../../accounts/secret.ts'
import type { Actor } from '../../model/actor.ts'
import type { Audience } from '../../model/audience.ts'
import { badInput, notFound, unauthenticated } from '../../model/errors.ts'
import { newId, type Id } from '../../model/ids.ts'
import { allowed, demand } from '../../model/permissions.ts'
import { audienceOf, audienceText, type AudienceInput } from '../access/audiences.ts'
import { concernOf } from '../access/concern.ts'
import type { Directory } from '../access/directory.ts'
import { checkName } from '../accounts/links.ts'
import { DAY, type From } from '../accounts/ports.ts'
import { attempt, keyOf, refuseAfter } from '../accounts/throttle.ts'
import type { WritePorts } from '../contribute/ports.ts'
import { enter, type Entered } from './enter.ts'
import type { EntryInput } from './input.ts'

/**
 * A workshop: people without an account write down what they know, with a code from the board. All of it is proposed, as
 * by one account that nobody signs in as, and settled like other proposals. How to reach somebody is kept apart, outside
 * the log, until a day.
 */
export interface WorkshopPorts {
  readonly accounts: AccountStore
  readonly directory: Directory
}

export interface NewWorkshop {
  readonly title: string
  /** Who will read what is accepted. */
  readonly audience: AudienceInput
  /** How long the code is good; default 1, at most 31. */
  readonly days?: number | null
  /** How long it is known how to reach somebody; default 90, at most 366. */
  readonly keepDays?: number | null
}

const [MOST_DAYS, MOST_KEPT] = [31, 366]
/** Without what is taken for another letter or figure. */
const LETTERS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
/** Letters of a code: some 50 bits, for a few days and against what slows down who guesses. */
const LENGTH = 10
/** Of one place and of one workshop within a quarter of an hour, before a pause: a class sits behind one address. */
const [FREE_HERE, FREE_ALL] = [120, 300]
/** Codes that are none, from one place within a quarter of an hour; then none is looked at. A class mistypes. */
const MOST_GUESSES = 60
const LONGEST_CONTACT = 300

export interface Made {
  readonly workshop: ShownWorkshop
  /** Shown once and kept nowhere: `ABCDE-FGHJK`. */
  readonly code: string
}

export interface ShownWorkshop extends Omit<Workshop, 'hash' | 'audience'> {
  readonly title: string
  readonly audience: Audience
}

/** @throws FORBIDDEN for who could not settle what is contributed; BAD_USER_INPUT */
export async function makeWorkshop({ accounts, directory }: WorkshopPorts, actor: Actor | undefined, { title, audience: wanted, days, keepDays }: NewWorkshop, now = Date.now()): Promise<Made> {
  if (actor === undefined) throw unauthenticated()
  const name = checkName(title)
  const [lasts, keeps] = [whole('days', days ?? 1, MOST_DAYS), whole('keepDays', keepDays ?? 90, MOST_KEPT)]
  // whoever contributes is told who will read it: nothing that must not be known of
  const audience = audienceOf(await directory.table(), await directory.everyone(), wanted)
  if (audience.protocols.length === 0) throw badInput('audience', '請選誰看得到 (choose who can see it)')
  demand(actor, 'settle', concernOf(audience))
  const account = newId()
  await accounts.createAccount({ id: account, login: `workshop-${newSecret().replace(/[^a-zA-Z0-9]/g, '').slice(0, 12)}`, name, role: 'contributor', createdAt: now })
  const letters = Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]!).join('')
  const workshop: Workshop = { account, hash: hashOf(letters), ...(actor.account === 'maintenance' ? {} : { by: actor.account }), audience: JSON.stringify(audience), createdAt: now, expiresAt: now + lasts * DAY, keeps: keeps * DAY }
  await accounts.createWorkshop(workshop)
  return { workshop: shown(workshop, name), code: `${letters.slice(0, 5)}-${letters.slice(5)}` }
}

/** Those whose contributions somebody may settle. The newest first. */
export async function workshops({ accounts }: Pick<WorkshopPorts, 'accounts'>, actor: Actor | undefined): Promise<ShownWorkshop[]> {
  if (actor === undefined) throw unauthenticated()
  const mine = (await accounts.workshops()).filter((one) => settles(actor, one))
  const names = await accounts.accountsById(mine.map(({ account }) => account))
  return mine.map((one) => shown(one, names.get(one.account)?.name ?? ''))
}

/** The code is good no longer. @throws NOT_FOUND for one that is not theirs, or over */
export async function endWorkshop({ accounts }: Pick<WorkshopPorts, 'accounts'>, actor: Actor | undefined, account: Id, now = Date.now()): Promise<void> {
  await theirs(accounts, actor, account)
  if (!(await accounts.endWorkshop(account, now))) throw notFound(account)
}

/** How to reach whoever contributed. @throws NOT_FOUND for a workshop that is not theirs */
export async function contributors({ accounts }: Pick<WorkshopPorts, 'accounts'>, actor: Actor | undefined, account: Id): Promise<Contributor[]> {
  await theirs(accounts, actor, account)
  return accounts.contributors(account)
}

export interface Contribution {
  readonly code: string
  readonly key: string
  /** Its audience is the workshop's, and it is proposed. */
  readonly entry: Omit<EntryInput, 'audience' | 'state'>
  readonly contact?: string | null
}

/**
 * Proposes an entry without an account.
 * @throws NOT_FOUND for a code that is none, or over; RATE_LIMITED; BAD_USER_INPUT as `enter`
 */
export async function contribute(ports: WorkshopPorts & Omit<WritePorts, 'directory'>, { code, key, entry, contact }: Contribution, from: From, now = Date.now()): Promise<Entered> {
  if (contact != null && contact.length > LONGEST_CONTACT) throw badInput('contact', `聯絡方式最多 ${LONGEST_CONTACT} 字 (at most ${LONGEST_CONTACT} characters)`)
  const { actor, workshop } = await workshopOf(ports, code, from, now)
  await attempt(ports.accounts, [{ key: keyOf('contribute', from.address), free: FREE_HERE }, { key: keyOf('contribute', 'workshop', workshop.account), free: FREE_ALL }], now)
  const audience = JSON.parse(workshop.audience) as Audience
  const { parts, where, ...rest } = entry
  // what they answer is for these readers: no part of it for others, whom they may not choose
  const answers: EntryInput = {
    ...rest, audience, state: 'proposed',
    ...(parts == null ? {} : { parts: parts.map((part) => ({ ...part, audience })) }),
    ...(where == null ? {} : { where: { ...where, audience: null } }),
  }
  const entered = await enter(ports, actor, key, answers)
  if (contact != null && contact.trim() !== '') await ports.accounts.addContributor({ record: entered.entry, workshop: workshop.account, contact: contact.trim(), createdAt: now, purgeAt: now + workshop.keeps })
  return entered
}

/**
 * What whoever comes with a code is told before they write: how the workshop is called, and who will read them.
 * @throws NOT_FOUND, RATE_LIMITED
 */
export async function workshopByCode(ports: WorkshopPorts, code: string, from: From, now = Date.now()): Promise<ShownWorkshop & { readonly readers: string }> {
  const { actor, workshop } = await workshopOf(ports, code, from, now)
  const one = shown(workshop, actor.name)
  return { ...one, readers: audienceText(await ports.directory.table(), actor.viewer, one.audience) }
}

/** Whoever sends a file with the code of a workshop. @throws NOT_FOUND, RATE_LIMITED */
export async function uploaderOf(ports: WorkshopPorts, code: string, from: From, now = Date.now()): Promise<Actor> {
  const { actor, workshop } = await workshopOf(ports, code, from, now)
  await attempt(ports.accounts, [{ key: keyOf('workshop file', from.address), free: FREE_HERE }, { key: keyOf('workshop file', 'workshop', workshop.account), free: FREE_ALL }], now)
  return actor
}

/**
 * Whoever comes with the code of a workshop: reads what everybody reads, and what it is handed back of its own.
 * @throws NOT_FOUND, RATE_LIMITED
 */
async function workshopOf({ accounts, directory }: WorkshopPorts, code: string, from: From, now = Date.now()): Promise<{ readonly actor: Actor; readonly workshop: Workshop }> {
  const guessing = keyOf('workshop', from.address)
  await refuseAfter(accounts, guessing, MOST_GUESSES, now)
  const letters = code.length > 40 ? '' : code.toUpperCase().replace(/[\s-]/g, '')
  const workshop = await accounts.workshop(hashOf(letters), now)
  const actor = workshop === undefined ? undefined : await directory.actor(workshop.account, ['contribute'])
  if (workshop === undefined || actor === undefined) {
    await attempt(accounts, [{ key: guessing, free: MOST_GUESSES }], now)
    throw notFound('這個代碼的工作坊 (workshop of this code)')
  }
  return { workshop, actor: { ...actor, viewer: { ...await directory.everyone(), account: actor.account as Id } } }
}

const settles = (actor: Actor, { audience }: Workshop): boolean => allowed(actor, 'settle', concernOf(JSON.parse(audience) as Audience))

async function theirs(accounts: AccountStore, actor: Actor | undefined, account: Id): Promise<void> {
  if (actor === undefined) throw unauthenticated()
  const [workshop] = await accounts.workshops({ account })
  if (workshop === undefined || !settles(actor, workshop)) throw notFound(account)
}

const shown = ({ hash: _, audience, ...workshop }: Workshop, title: string): ShownWorkshop => ({ ...workshop, title, audience: JSON.parse(audience) as Audience })

function whole(field: string, value: number, most: number): number {
  if (!Number.isInteger(value) || value < 1 || value > most) throw badInput(field, `從 1 到 ${most} 天 (from 1 to ${most} days)`)
  return value
}
