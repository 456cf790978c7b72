import { join } from 'node:path'
import { z } from 'zod'
import { isLoopback } from './model/loopback.ts'
import { badInput } from './model/errors.ts'

const settings = z.object({
  HOST: z.string().default('127.0.0.1'),
  /** Where readers reach the service, as https://fangzhi.example.tw: permalinks begin with it. */
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, '')).optional(),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  DATA_DIR: z.string().default('./data'),
  /** `demo` loads the demonstration into an empty archive, `none` starts empty. */
  SEED: z.enum(['demo', 'none']).default('demo'),
  NEO4J_URI: z.string().optional(),
  NEO4J_USER: z.string().default('neo4j'),
  NEO4J_PASSWORD: z.string().default(''),
  NEO4J_DATABASE: z.string().default('neo4j'),
  /** Full text in Meilisearch instead of the embedded index. */
  MEILI_URL: z.string().optional(),
  /** May search, and write documents, indexes and settings. */
  MEILI_KEY: z.string().default(''),
  /** Tells archives apart that share one Meilisearch. */
  MEILI_INDEX: z.string().regex(/^[a-z0-9][a-z0-9-]{0,40}$/, 'is small letters, digits and -').default('fangzhi'),
  /** May only read; searches use it when it is set. */
  MEILI_SEARCH_KEY: z.string().optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /** Hops to trust in X-Forwarded-For; 0 = none. Behind a proxy without it every client is the proxy. */
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
  /** What somebody becomes who registers without an invitation; off: nobody can. */
  REGISTRATION: z.enum(['off', 'reader', 'contributor']).default('off'),
  /** Mail is sent by it; without it links are handed over by people. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  /** Whom mail is from: `方志 <fangzhi@example.tw>`. */
  MAIL_FROM: z.string().regex(/^[^\p{Cc}]*@[^\p{Cc}]*$/u, 'is an address of mail').optional(),
  /** A provider of OpenID Connect by which one can sign in, too: HTTPS, but for one on this machine. */
  OIDC_ISSUER: z.url({ protocol: /^https?$/ }).refine((url) => url.startsWith('https:') || isLoopback(new URL(url).hostname), 'needs https').optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  /** How it is called on the page of signing in. */
  OIDC_NAME: z.string().max(60).default('OpenID Connect'),
  /** What somebody becomes who comes by it and has no account; off: they are refused. */
  OIDC_REGISTRATION: z.enum(['off', 'reader', 'contributor']).default('off'),
  /** Requests a minute from one address. */
  RATE_LIMIT: z.coerce.number().int().min(1).default(600),
  /** Whether the addresses that public records name are tried, some hundreds a day. Off: the service asks nobody unasked. */
  CHECK_LINKS: z.enum(['on', 'off']).default('off'),
  /** Megabytes that one account may upload in a day. */
  UPLOAD_QUOTA: z.coerce.number().int().min(1).default(2_000),
  /** Threads that walk the graph of the embedded store; 0 = one less than the processors, at least one. */
  WALKERS: z.coerce.number().int().min(0).max(64).default(0),
})

export type Config = Omit<z.output<typeof settings>, 'PUBLIC_URL'> & { readonly PUBLIC_URL: string; readonly archiveFile: string }

/**
 * Every setting, once, from the environment. Empty values count as absent, as docker compose passes them.
 * @throws BAD_USER_INPUT naming the variable
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = settings.safeParse(given)
  if (!parsed.success) {
    const variable = String(parsed.error.issues[0]?.path[0] ?? 'settings')
    throw badInput(variable, `the setting ${variable} is wrong:\n${z.prettifyError(parsed.error)}`)
  }
  together(parsed.data, ['SMTP_URL', 'MAIL_FROM'])
  together(parsed.data, ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'])
  return { ...parsed.data, PUBLIC_URL: parsed.data.PUBLIC_URL ?? localAddress(parsed.data), archiveFile: join(parsed.data.DATA_DIR, 'archive.sqlite') }
}

/** What is allowed and yet hardly meant, in words for whoever starts the service. */
export function cautions({ PUBLIC_URL, TRUST_PROXY }: Pick<Config, 'PUBLIC_URL' | 'TRUST_PROXY'>): string[] {
  // the service itself speaks no TLS: whoever has https has a proxy
  if (!PUBLIC_URL.startsWith('https:') || TRUST_PROXY > 0) return []
  return ['注意：PUBLIC_URL 是 https，前面應該有代理伺服器，但 TRUST_PROXY 是 0：所有讀者會被當成同一個位址，一起受流量和登入次數的限制。請設 TRUST_PROXY=1（或代理的層數） (readers all count as the one proxy: set TRUST_PROXY to the number of proxies)']
}

/** Settings that make sense only with each other. @throws BAD_USER_INPUT naming the one that is missing */
function together<T extends object>(given: T, names: readonly (keyof T & string)[]): void {
  const [there, missing] = [names.find((name) => given[name] !== undefined), names.find((name) => given[name] === undefined)]
  if (there !== undefined && missing !== undefined) throw badInput(missing, `the setting ${there} needs ${missing}`)
}

/** As a reader on this machine reaches the service; an address that stands for all of them is none to go to. */
function localAddress({ HOST, PORT }: { readonly HOST: string; readonly PORT: number }): string {
  const host = ['0.0.0.0', '::'].includes(HOST) ? '127.0.0.1' : HOST
  return `http://${host.includes(':') ? `[${host}]` : host}:${PORT}`
}
