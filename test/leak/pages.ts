import { patiently } from '../patient.ts'
import type { Subjects } from './subjects.ts'
import type { Surface } from './surfaces.ts'

/** Headers that say something of the archive. */
const HEADERS = ['content-type', 'location', 'link', 'vary', 'cache-control']

/** A page for people at an address, and where it leads. @param accept default: as browsers */
const page = (name: string, at: (subjects: Subjects) => string, accept = 'text/html'): Surface => ({
  name: `page.${name}`,
  put: (subjects) => {
    const url = at(subjects)
    return async (app) => {
      const { statusCode, headers, body } = await patiently(app, { method: 'GET', url, headers: { accept } })
      return { url, statusCode, headers: Object.fromEntries(HEADERS.map((name) => [name, headers[name]])), body: body.replace(/編號 [0-9a-f-]{36}/g, '編號 …'), wrong: statusCode >= 500 ? '"code":"INTERNAL' : undefined }
    }
  },
})

/** What pages tell of entities, relations and texts. */
export const PAGES: readonly Surface[] = [
  page('entity', ({ id }) => `/entities/${id()}`),
  page('entity.en', ({ bearer }) => `/en/entities/${bearer()}`),
  page('entity.merged', ({ merged }) => `/entities/${merged()}`),
  page('entity.shelved', ({ shelved }) => `/entities/${shelved()}`),
  page('entity.waits', ({ waits }) => `/entities/${waits()}`),
  page('entity.asOf', ({ id, random }) => `/entities/${id()}?asOf=${2_000 + random.below(25)}`),
  page('entity.type', ({ id, random }) => `/entities/${id()}?type=${random.pick(['REGISTERED_WITH', 'FUNDS', 'PART_OF', 'MENTIONS'])}`),
  page('entity.linked', ({ id }) => `/entities/${id()}`, 'application/ld+json'),
  page('entity.history', ({ changed }) => `/entities/${changed('entity')}/history`),
  page('text', ({ bearer }) => `/entities/${bearer()}/text`),
  page('text.hits', ({ bearer, words }) => `/entities/${bearer()}/text?q=${encodeURIComponent(words())}`),
  page('relation', ({ of }) => `/relations/${of('relation')}`),
  page('relation.history', ({ changed }) => `/relations/${changed('relation')}/history`),
  page('sitemap', () => '/sitemap'),
  page('sitemap.part', () => '/sitemap/first.xml'),
]
