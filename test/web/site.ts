import { join } from 'node:path'
import { HtmlValidate } from 'html-validate'
import { IMPORT, importer } from '../../src/archive/imports/job.ts'
import { follow } from '../../src/archive/indexing.ts'
import { openReceipts } from '../../src/archive/files/receipt.ts'
import { openDerived } from '../../src/blobs/derived.ts'
import { openDirectory } from '../../src/blobs/directory/index.ts'
import type { GraphStore } from '../../src/graph/port.ts'
import { openSqliteJobs } from '../../src/jobs/sqlite/index.ts'
import { openAbout } from '../../src/kept/directory/about.ts'
import { openKeptDirectory } from '../../src/kept/directory/index.ts'
import { openKeptImports } from '../../src/kept/directory/imports.ts'
import { openSqliteSearch } from '../../src/search/sqlite/index.ts'
import type { SearchStore } from '../../src/search/port.ts'
import { web } from '../../src/web/index.ts'
import { served, type Served } from '../api/people.ts'
import { emptyStore, folder } from '../fixture.ts'

type Test = Parameters<typeof emptyStore>[0]

/** The whole service with its pages, on an archive of the embedded store. */
export interface Site extends Served {
  /** Brings the index of the full text in step with the log. */
  readonly indexed: () => Promise<unknown>
  readonly get: (path: string, options?: { readonly cookie?: string; readonly headers?: Record<string, string> }) => Promise<Got>
  /** Sends a form as a browser does. */
  readonly post: (path: string, form: Readonly<Record<string, string | readonly string[]>>, options?: { readonly cookie?: string }) => Promise<Got>
  /** Sends a form with files, as a browser does. */
  readonly send: (path: string, form: FormData, options?: { readonly cookie?: string }) => Promise<Got>
  /** Does the imports that wait, as the service does beside. */
  readonly jobsDone: (stopping?: AbortSignal) => Promise<void>
  /** Listens for browsers. @returns its address */
  readonly listen: () => Promise<string>
}

export interface Got {
  readonly status: number
  readonly text: string
  readonly headers: Readonly<Record<string, unknown>>
  /** Where a form led. */
  readonly to: string
}

/** @param graph default: an empty one */
export async function site(t: Test, { graph, address, search: given }: { readonly graph?: GraphStore; readonly address?: string; /** Default: an index of its own. */ readonly search?: SearchStore } = {}): Promise<Site> {
  const data = await folder(t)
  const store = graph ?? await emptyStore(t)
  const [search, jobs] = [given ?? await openSqliteSearch({ path: join(data, 'search.sqlite') }), await openSqliteJobs({ path: join(data, 'jobs.sqlite') })]
  t.teardown(async () => {
    await search.close()
    await jobs.close()
  })
  const files = { blobs: openDirectory(join(data, 'blobs')), derived: openDerived(join(data, 'derived')), jobs, receipts: await openReceipts(join(data, 'key')) }
  const imports = openKeptImports(join(data, 'imports'))
  const takedown = { blobs: files.blobs, derived: files.derived, note: async () => {}, backups: async () => [] }
  const all = await served(t, { graph: store, search, files, takedown, imports, kept: openKeptDirectory(join(data, 'answers')), pages: (scope, ports) => web(scope, { ...ports, about: openAbout(join(data, 'about.json')), embedded: true }), ...(address === undefined ? {} : { address }) })
  const sent = async (options: object): Promise<Got> => {
    const { statusCode, body, headers } = await all.app.inject(options)
    return { status: statusCode, text: body, headers, to: String(headers.location ?? '') }
  }
  return {
    ...all,
    indexed: () => follow({ graph: store, search }),
    get: (path, { cookie, headers = {} } = {}) => sent({ method: 'GET', url: path, headers: { accept: 'text/html', ...(cookie === undefined ? {} : { cookie }), ...headers } }),
    post: (path, form, { cookie } = {}) => sent({
      method: 'POST', url: path, payload: formOf(form).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html', 'sec-fetch-site': 'same-origin', ...(cookie === undefined ? {} : { cookie }) },
    }),
    send: async (path, form, { cookie } = {}) => {
      const whole = new Response(form)
      return sent({
        method: 'POST', url: path, payload: Buffer.from(await whole.arrayBuffer()),
        headers: { 'content-type': whole.headers.get('content-type')!, accept: 'text/html', 'sec-fetch-site': 'same-origin', ...(cookie === undefined ? {} : { cookie }) },
      })
    },
    jobsDone: async (stopping) => {
      const handler = importer({ graph: store, imports, directory: all.people.directory })
      for (let job; (job = await jobs.lease([IMPORT], 60_000)) !== undefined;) {
        try {
          await handler(job, stopping ?? new AbortController().signal)
          await jobs.complete(job)
        } catch (error) {
          if (stopping === undefined) throw error
          return jobs.fail(job, String(error), 0)
        }
      }
    },
    listen: () => all.app.listen({ host: '127.0.0.1', port: 0 }),
  }
}

function formOf(form: Readonly<Record<string, string | readonly string[]>>): URLSearchParams {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(form)) for (const one of [value].flat()) parameters.append(name, one as string)
  return parameters
}

const validator = new HtmlValidate({
  extends: ['html-validate:recommended', 'html-validate:document', 'html-validate:a11y'],
  // how markup is written down, not whether it is right
  rules: { 'no-trailing-whitespace': 'off', 'void-style': 'off', 'attribute-boolean-style': 'off', 'long-title': 'off', 'no-inline-style': 'error', 'prefer-native-element': 'error', 'no-implicit-button-type': 'off', 'tel-non-breaking': 'off', 'require-sri': 'off', 'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'submit', 'button'] }] },
})

/** What is wrong with a page's markup, a line each. */
export async function wrongMarkup({ text }: Got): Promise<string[]> {
  const { results } = await validator.validateString(text)
  return results.flatMap(({ messages }) => messages.map(({ ruleId, message, line }) => `${line}: ${ruleId}: ${message}: ${text.split('\n')[line - 1]?.trim().slice(0, 200)}`))
}
