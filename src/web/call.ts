import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Actor } from '../model/actor.ts'
import type { RequestContext } from '../http/context.ts'
import type { About } from '../kept/about.ts'
import type { Remembered } from '../kept/remembered.ts'
import type { Asking } from '../questions/context.ts'

/** The languages of the pages; what the archive holds stays in its own. */
export const LANGUAGES = ['zh-Hant', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

/** Where the pages of a language stand. */
export const PREFIXES: Readonly<Record<Language, string>> = { 'zh-Hant': '', en: '/en' }

/** What the front page shows that takes long to work out in a large archive. */
export type ForFront = Readonly<Record<'examples' | 'newest', Remembered>>

/** A page being asked for: by whom, in which language, with what. */
export interface Call {
  readonly language: Language
  /** The words of the language of this page. */
  readonly t: (zhHant: string, en: string) => string
  /** An address of ours in the language of this page: `/search` becomes `/en/search`. */
  readonly href: (path: string, query?: Query) => string
  /** From the root, without the prefix of the language: `/entities/…`. */
  readonly path: string
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  /** What was sent with a form; empty for a page that is only read. */
  readonly form: URLSearchParams
  readonly context: RequestContext
  readonly asking: Asking
  readonly actor: Actor | undefined
  /** How this archive is called. */
  readonly archive: string
  /** For the administrator. */
  readonly house: { readonly about: About | undefined; readonly remembered: ForFront | undefined; readonly isEmbedded: boolean }
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** Values that are absent or empty are left out; a list gives its name several times. */
export type Query = Readonly<Record<string, string | number | boolean | readonly string[] | null | undefined>>

export function queried(path: string, query: Query = {}): string {
  const [base = '', hash] = path.split('#')
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? (value as readonly string[]) : [value as string | number | boolean | null | undefined]) {
      if (one !== undefined && one !== null && one !== '' && one !== false) parameters.append(name, String(one))
    }
  }
  const joined = parameters.size === 0 ? base : `${base}${base.includes('?') ? '&' : '?'}${parameters.toString()}`
  return hash === undefined ? joined : `${joined}#${hash}`
}
