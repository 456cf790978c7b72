import type { Handler } from '../../route.ts'

/** Not for crawlers: what is asked anew each time, what is somebody's own, and forms. */
const AWAY = ['/answers/', '/ask', '/search', '/explore', '/me', '/sign-in', '/join', '/recover', '/contribute', '/contributions', '/annotate', '/report', '/review', '/duplicates', '/quality', '/bulk', '/import', '/admin', '/graphql']

export const robots: Handler = async ({ context: { address } }) => ({
  body: `User-agent: *\n${AWAY.map((path) => `Disallow: ${path}\nDisallow: /en${path}\n`).join('')}\nSitemap: ${address}/sitemap.xml\n`,
  type: 'text/plain; charset=utf-8',
  headers: { 'cache-control': 'public, max-age=3600' },
})
