import { patiently } from '../patient.ts'
import type { Subjects } from './subjects.ts'
import type { Surface } from './surfaces.ts'

/** Headers that say something of the archive. */
const HEADERS = ['content-type', 'location', 'link', 'vary', 'cache-control']

/** A page for people at an address, and where it leads. @param accept default: as browsers @param form what is sent; default: it is only read */
const page = (name: string, at: (subjects: Subjects) => string, accept = 'text/html', form?: (subjects: Subjects) => Readonly<Record<string, string>>): Surface => ({
  name: `page.${name}`,
  put: (subjects) => {
    const url = at(subjects)
    const sent = form?.(subjects)
    const asked = sent === undefined ? { method: 'GET' as const, url, headers: { accept } } : { method: 'POST' as const, url, headers: { accept, 'content-type': 'application/x-www-form-urlencoded' }, payload: new URLSearchParams(sent).toString() }
    return async (app) => {
      const { statusCode, headers, body } = await patiently(app, asked)
      return { url, statusCode, headers: Object.fromEntries(HEADERS.map((name) => [name, headers[name]])), body: body.replace(/編號 [0-9a-f-]{36}/g, '編號 …').replace(/name="key" value="[0-9a-f-]{36}"/g, 'name="key"'), wrong: statusCode >= 500 ? '"code":"INTERNAL' : undefined }
    }
  },
})

const words = (text: string): string => encodeURIComponent(text)

/** What pages tell. */
export const PAGES: readonly Surface[] = [
  page('entity', ({ id }) => `/entities/${id()}`),
  page('entity.en', ({ bearer }) => `/en/entities/${bearer()}`),
  page('entity.card', ({ id }) => `/cards/entities/${id()}/1200x630-0000000000000000.png`),
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
  page('search', (subjects) => `/search?q=${words(subjects.words())}`),
  page('search.narrow', (subjects) => `/search?q=${words(subjects.words())}&kind=${subjects.random.pick(['Organization', 'Person', 'Work'])}&sort=${subjects.random.pick(['name', 'date'])}`),
  page('search.kind', ({ random }) => `/search?kind=${random.pick(['Organization', 'Person', 'Collection'])}`),
  page('search.ways', () => '/search'),
  page('explore', (subjects) => `/explore?from=${words(subjects.name())}&proposed=1`),
  page('explore.kept', () => '/explore'),
  page('explore.layout', ({ of }) => `/explore?layout=${of('collection')}`),
  page('explore.neighbours', ({ id }) => `/explore/neighbours?of=${id()}&proposed=1&first=3`),
  page('explore.between', () => '/explore/between', 'application/json', (subjects) => ({ ids: Array.from({ length: 12 }, () => subjects.id()).join(' '), proposed: '1' })),
  page('collections', () => '/collections'),
  page('collection', ({ of }) => `/collections/${of('collection')}`),
  page('collection.card', ({ of }) => `/cards/collections/${of('collection')}/1200x630-0000000000000000.png`),
  page('collection.shelved', ({ shelved }) => `/collections/${shelved()}`),
  page('collection.edit', ({ of }) => `/collections/${of('collection')}/edit`),
  page('collection.add', ({ id }) => `/collections/add?item=${id()}`),
  page('sitemap', () => '/sitemap'),
  page('sitemap.part', () => '/sitemap/first.xml'),
]
