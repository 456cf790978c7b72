import { z } from 'zod'

/**
 * What the archive keeps about itself so that rights can be stated: communities and their protocols, as records of
 * the log (SEMANTICS 1). Who is a member is no record: it lives with the accounts (`accounts/port.ts`).
 */

const short = z.string().trim().min(1).max(1_000)
const text = z.string().trim().min(1).max(20_000)
const id = z.string().min(1).max(64)

/** Labels by language: at least the one in Traditional Chinese. */
const labels = z.strictObject({ 'zh-Hant': short, en: short.optional() })

export const communityFields = {
  label: labels,
  description: text.optional(),
  /** How to reach it, as it may be shown to whoever meets something of its that is announced. */
  contact: short.optional(),
}

export const protocolFields = {
  label: labels,
  description: text.optional(),
  /** Communities that own it, one or several: a joint one changes only with the consent of each. */
  owners: z.array(id).min(1).max(20).readonly(),
  /** open: anyone reads; strict: its members. */
  kind: z.enum(['open', 'strict']),
  /** Of an open one: only readers with an account. */
  signedIn: z.boolean().default(false),
  /** Of a strict one: whether what it guards shows as a title and a contact, or not at all. */
  shown: z.enum(['announced', 'silent']).default('silent'),
  /** Of a strict one. community: every member of an owner; listed: those who are entered as its members. */
  members: z.enum(['community', 'listed']).default('community'),
  /** What is shown with something announced; default: the contact of the first owner. */
  contact: short.optional(),
  /** A change that waits for the consent of owners: the fields it would set, who asked, and who has agreed. */
  pending: z.strictObject({
    change: z.record(z.string(), z.unknown()),
    by: id,
    consents: z.array(id).max(20).readonly(),
  }).optional(),
}
