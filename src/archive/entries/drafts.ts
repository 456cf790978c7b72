import type { AccountStore, Draft } from '../../accounts/port.ts'
import type { Actor } from '../../model/actor.ts'
import { badInput, forbidden, notFound } from '../../model/errors.ts'
import { newId, type Id } from '../../model/ids.ts'
import { demand } from '../../model/permissions.ts'
import { DAY } from '../accounts/ports.ts'

export interface DraftPorts {
  readonly accounts: Pick<AccountStore, 'saveDraft' | 'draft' | 'drafts' | 'dropDraft'>
}

/** Milliseconds after which a draft that nobody went on with is taken away. */
export const DRAFT_KEPT = 90 * DAY
/** Characters of what is in a form, and drafts of one account. */
const [LONGEST, MANY] = [60_000, 50]

export interface Saving {
  readonly key: string
  readonly title: string
  /** JSON. */
  readonly body: string
  /** What this device last saved or read; absent: it is new. */
  readonly version?: string | null
}

/**
 * Keeps what somebody is typing, for themselves: on whatever device they go on. Two devices do not write over one
 * another: the second is told, and has both.
 * @returns its version
 * @throws CONFLICT with `current`: the draft as it stands, or null where it was sent or dropped meanwhile; BAD_USER_INPUT
 */
export async function saveDraft({ accounts }: DraftPorts, actor: Actor | undefined, { key, title, body, version }: Saving, now = Date.now()): Promise<Omit<Draft, 'body'>> {
  const account = authorOf(actor)
  checkKey(key)
  if (title.length > 1_000) throw badInput('title', '標題最多 1,000 字 (at most 1,000 characters)')
  if (body.length > LONGEST) throw badInput('body', `草稿最多 ${LONGEST} 字元，再長的請先送出，或分成幾篇 (at most ${LONGEST} characters)`)
  if (!isJson(body)) throw badInput('body', '草稿的內容要是 JSON (a draft is JSON)')
  if (version == null && (await accounts.drafts(account)).length >= MANY) throw badInput('key', `最多 ${MANY} 份草稿，請先送出或刪去一些 (at most ${MANY} drafts)`)
  const draft = { account, key, title, version: newId(), savedAt: now, purgeAt: now + DRAFT_KEPT }
  await accounts.saveDraft({ ...draft, body }, version ?? null)
  return draft
}

/** @throws NOT_FOUND */
export async function readDraft({ accounts }: DraftPorts, actor: Actor | undefined, key: string): Promise<Draft> {
  const found = await accounts.draft(readerOf(actor), key)
  if (found === undefined) throw notFound(key)
  return found
}

/** The newest first. */
export const myDrafts = async ({ accounts }: DraftPorts, actor: Actor | undefined): Promise<Omit<Draft, 'body'>[]> => accounts.drafts(readerOf(actor))

/** @returns whether there was one */
export const dropDraft = async ({ accounts }: DraftPorts, actor: Actor | undefined, key: string): Promise<boolean> => accounts.dropDraft(authorOf(actor), key)

/** @throws BAD_USER_INPUT where they have no such draft: it was sent or taken away meanwhile */
export async function demandDraft({ accounts }: DraftPorts, actor: Actor | undefined, key: string): Promise<void> {
  if (await accounts.draft(authorOf(actor), key) === undefined) throw badInput('draft', `沒有草稿「${key}」，可能已經送出或刪去了；不寫草稿代號也能送出 (there is no such draft: it was sent or taken away; send without it)`)
}

function authorOf(actor: Actor | undefined): Id {
  demand(actor, 'propose')
  if (actor.account === 'maintenance') throw badInput('key', '草稿屬於帳號 (drafts belong to an account)')
  return actor.account
}

/** A token that does not read learns nothing of what its account typed elsewhere. */
function readerOf(actor: Actor | undefined): Id {
  const account = authorOf(actor)
  if (actor?.scopes?.has('read') === false) throw forbidden('這個權杖沒有「read」的範圍 (the token lacks the scope read)')
  return account
}

function checkKey(key: string): void {
  if (!/^[\w.:-]{1,100}$/.test(key)) throw badInput('key', '請給草稿一個代號，1 到 100 個字母或數字 (a key of 1 to 100 letters or digits)')
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
