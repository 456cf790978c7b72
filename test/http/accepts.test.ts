import t from 'tap'
import { acceptedIn, prefersPage, wanted } from '../../src/http/accepts.ts'

t.test('browsers want a page, programs what they name or anything', async (t) => {
  for (const browser of ['text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8', 'text/html, application/xhtml+xml', 'text/html', 'TEXT/HTML']) t.ok(prefersPage(browser), browser)
  for (const program of [undefined, '', '*/*', 'application/json', 'text/csv, text/html;q=0.5', 'application/ld+json;q=0.9, text/html;q=0.8', 'text/html;q=0', 'image/avif,image/webp,*/*']) t.notOk(prefersPage(program), String(program))
})

t.test('what is said of types is read in their order', async (t) => {
  t.same(acceptedIn('text/csv;q=0.4, application/ld+json; charset=utf-8'), [{ type: 'text/csv', quality: 0.4 }, { type: 'application/ld+json', quality: 1 }])
  t.same(acceptedIn(undefined), [])
})

t.test('a form that is named is for taking away, whoever asks', async (t) => {
  const at = (url: string, accept = 'text/html'): string | undefined => wanted.deriveConstraint({ url, headers: { accept } })
  t.equal(at('/answers/paths?from=a.b'), 'page')
  for (const url of ['/answers/paths.csv?from=a', '/answers/paths?from=a&format=html', '/search?q=x', '/']) t.equal(at(url), undefined, url)
  t.equal(at('/answers/paths', 'application/json'), undefined)
})
