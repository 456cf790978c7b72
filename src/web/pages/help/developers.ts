import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { markup as html } from '../../../exchange/markup.ts'
import { notFound } from '../../../model/errors.ts'
import type { Handler } from '../../route.ts'

/** For who writes programs: where things are, and a place to try queries. */
export const developers: Handler = async ({ t, href, context }) => ({
  title: t('給程式', 'For programs'),
  main: html`<h1>${t('給程式', 'For programs')}</h1>
<ul>
<li><a href="/developers/graphiql">GraphiQL</a>：${t('在瀏覽器裡試查詢，左邊打字，按執行。', 'try queries in the browser.')}</li>
<li><code>POST ${context.address}/graphql</code>：${t('所有讀和寫；需要權限的，帶上權杖。', 'all reading and writing; with a token where rights are needed.')} <a href="${href('/me/tokens')}">${t('發權杖', 'Make a token')}</a></li>
<li><code>GET ${context.address}/answers/connectors?a=…&amp;b=…&amp;format=csv</code>：${t('每個問題都有網址，格式有 CSV、JSON、JSON-LD、GraphML、GEXF、RIS、BibTeX…', 'every question has an address, in twelve forms.')}</li>
<li><code>GET ${context.address}/entities/…</code>，<code>Accept: application/ld+json</code>：${t('每一頁也是 JSON-LD。', 'every page is JSON-LD, too.')}</li>
<li><a href="/vocabulary.ttl">${t('詞彙（SKOS）', 'The vocabulary (SKOS)')}</a></li>
</ul>
<h2>${t('一個例子', 'An example')}</h2>
<pre tabindex="0"><code>curl -s ${context.address}/graphql -H 'content-type: application/json' \\
  -d '{"query":"{ connectors(a: \\"社會局\\", b: \\"文化局\\") { total connectors { entity { name } } } }"}'</code></pre>`,
})

/** Its scripts and styles as the packages hold them: nothing is fetched from elsewhere. */
const FILES: Readonly<Record<string, readonly [module: string, type: string]>> = {
  'react.js': ['react/umd/react.production.min.js', 'text/javascript'], 'react-dom.js': ['react-dom/umd/react-dom.production.min.js', 'text/javascript'],
  'graphiql.js': ['graphiql/graphiql.min.js', 'text/javascript'], 'graphiql.css': ['graphiql/graphiql.min.css', 'text/css'],
}
const { resolve } = createRequire(import.meta.url)

/** Where a package's file lies: its `exports` name only what programs import. */
function placeOf(file: string): string {
  const place = (resolve.paths(file) ?? []).map((folder) => join(folder, file)).find((path) => existsSync(path))
  if (place === undefined) throw notFound(file)
  return place
}

/** GraphiQL is a program of its own, with letters in its style sheet and styles that it sets itself. */
const CSP = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src data:; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

export const graphiql: Handler = async ({ archive, language }) => ({
  type: 'text/html; charset=utf-8', headers: { 'content-security-policy': CSP, 'cache-control': 'private, no-cache' },
  body: html`<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>GraphiQL－${archive}</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/developers/graphiql/graphiql.css">
<link rel="stylesheet" href="/developers/graphiql/page.css">
<script src="/developers/graphiql/react.js"></script>
<script src="/developers/graphiql/react-dom.js"></script>
<script src="/developers/graphiql/graphiql.js"></script>
<script src="/developers/graphiql/page.js" defer></script>
</head>
<body>
<main id="graphiql"></main>
<noscript>GraphiQL needs JavaScript. ${archive}: POST /graphql</noscript>
</body>
</html>
`.text,
})

/** Starts it, with a question that has an answer. */
const PAGE = `const root = document.getElementById('graphiql')
const query = '{\\n  connectors(a: "社會局", b: "文化局") {\\n    total\\n    connectors {\\n      entity { id name }\\n      routes { steps { from { name } to { name } relations { type evidence { work { name } locator quote } } } }\\n    }\\n  }\\n}\\n'
ReactDOM.createRoot(root).render(React.createElement(GraphiQL, { fetcher: GraphiQL.createFetcher({ url: '/graphql' }), defaultQuery: query }))
`
const STYLE = 'html, body, #graphiql { height: 100%; margin: 0 }\n'

export const graphiqlFile: Handler = async ({ params, path }) => {
  const name = params['file'] ?? ''
  const headers = { 'cache-control': 'public, max-age=3600' }
  if (name === 'page.js') return { body: PAGE, type: 'text/javascript; charset=utf-8', headers }
  if (name === 'page.css') return { body: STYLE, type: 'text/css; charset=utf-8', headers }
  const file = Object.hasOwn(FILES, name) ? FILES[name] : undefined
  if (file === undefined) throw notFound(path)
  return { body: await readFile(placeOf(file[0])), type: `${file[1]}; charset=utf-8`, headers }
}
