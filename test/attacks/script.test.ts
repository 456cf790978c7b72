import { parse as parseCsv } from 'csv-parse/sync'
import { XMLValidator } from 'fast-xml-parser'
import type { FastifyInstance } from 'fastify'
import MarkdownIt from 'markdown-it'
import { parse, type DefaultTreeAdapterTypes as Tree } from 'parse5'
import pino from 'pino'
import t from 'tap'
import { buildServer } from '../../src/api/server.ts'
import { FORMATS } from '../../src/exchange/answers/index.ts'
import { emptyStore, Scribe, vocabulary } from '../fixture.ts'
import { patiently } from '../patient.ts'

/**
 * Whoever may write a name, the words of a source or its address may write what a browser would run, what a
 * spreadsheet would calculate, and what turns the direction of a line. Nothing of it works in what readers take away.
 */
const HOSTILE = [
  '<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "' onmouseover='alert(1)", '</style><script>alert(1)</script>', '--><script>alert(1)</script><!--', ']]><script>alert(1)</script>',
  '</title><svg onload=alert(1)>', '[按我](javascript:alert(1))', '![x](javascript:alert(1))', '<javascript:alert(1)>', '<https://evil.example>', '`a` **b** | c', '=HYPERLINK("https://evil.example";"看")', '+1+cmd|\' /C calc\'!A0', '-2+3', '@SUM(1)',
  '\t=1+1', '\r=1+1', '＝1+1', '名\u202Egpj.exe', '\u2066名\u2069', '${alert(1)} {{7*7}} <%= 7 %>', '\\input{/etc/passwd} %', '&lt;script&gt;', '&#x3C;script>', 'a\nTY  - BOOK\nER  - ', '@misc{x, title={y}}\n}',
]
const ADDRESS = 'javascript:alert(document.domain)'

async function served(t: Parameters<typeof emptyStore>[0]): Promise<{ app: FastifyInstance; center: string }> {
  const graph = await emptyStore(t)
  const scribe = new Scribe(graph)
  const center = scribe.entity('Organization', `局${HOSTILE[0]!}`)
  HOSTILE.forEach((text, i) => {
    const body = scribe.entity('Organization', text, { names: [{ text }, { text, sort: 'short' }], fields: { description: text } })
    const work = scribe.entity('Work', `${text}書`, { fields: { workType: 'book', issued: '2012', publisher: text, place: text, url: ADDRESS } })
    const author = scribe.entity('Person', text)
    scribe.relate('AUTHORED', author, work)
    scribe.relate('PARTNERS_WITH', body, center, { source: work, quote: text, page: text, start: i % 2 === 0 ? '2010' : '2012', qualifiers: { purpose: text } })
  })
  await scribe.commit()
  const app = await buildServer({ graph, vocabulary, logger: pino({ level: 'silent' }), trustProxy: 0, rateLimit: 10_000, address: 'https://archive.example' })
  t.teardown(() => app.close())
  return { app, center }
}

/** What in a page a browser would run or fetch. */
function dangers(page: string): string[] {
  const found: string[] = []
  const walk = (node: Tree.Node): void => {
    if ('tagName' in node) {
      if (['script', 'iframe', 'object', 'embed', 'img', 'form', 'base', 'foreignobject', 'foreignObject', 'image', 'use'].includes(node.tagName)) found.push(`<${node.tagName}>`)
      for (const { name, value } of node.attrs) {
        if (/^on/i.test(name)) found.push(`${node.tagName} ${name}`)
        // an address in the words may be followed, by whoever presses it; nothing else leads away
        if (/^(?:href|src|xlink:href|action|formaction)$/i.test(name) && !(node.tagName === 'a' ? /^(?:https?:\/\/|#)/ : /^https:\/\/archive\.example\//).test(value)) found.push(`${name}=${value}`)
        if (name === 'style' && /url\s*\(/i.test(value)) found.push(`style ${value}`)
      }
    }
    if ('childNodes' in node) node.childNodes.forEach(walk)
  }
  walk(parse(page))
  return found
}

const answered = async (app: FastifyInstance, center: string, format: string, kind = 'related', first = 100): Promise<{ body: string; headers: Record<string, unknown> }> => {
  const { statusCode, body, headers } = await patiently(app, `/answers/${kind}?of=${center}&first=${first}&format=${format}`)
  t.equal(statusCode, 200, `${kind} as ${format}`)
  return { body, headers }
}

t.test('pages and pictures run nothing and fetch nothing', async (t) => {
  const { app, center } = await served(t)
  for (const format of ['html', 'svg']) {
    for (const kind of ['related', 'timeline']) {
      const { body, headers } = await answered(app, center, format, kind)
      t.same(dangers(body), [], `${kind} as ${format}`)
      t.match(body, /onerror=alert\(1\)/, 'the words are there, as words')
      t.match(headers['content-security-policy'], /script-src 'self'/)
      t.equal(headers['x-content-type-options'], 'nosniff')
    }
  }
})

t.test('Markdown stays what it says, also where raw HTML is let through', async (t) => {
  const { app, center } = await served(t)
  const page = new MarkdownIt({ html: true, linkify: false }).render((await answered(app, center, 'md')).body)
  t.same(dangers(page), [])
})

t.test('no cell of a table begins a formula', async (t) => {
  const { app, center } = await served(t)
  for (const format of ['csv', 'evidence']) {
    const rows: string[][] = parseCsv((await answered(app, center, format)).body, { bom: true, relax_column_count: true })
    t.ok(rows.length > HOSTILE.length / 2)
    t.same(rows.flat().filter((cell) => /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/.test(cell)), [], format)
  }
})

t.test('graphs and data stay well formed, and citations keep to their fields', async (t) => {
  const { app, center } = await served(t)
  for (const format of ['gexf', 'graphml', 'svg']) t.equal(XMLValidator.validate((await answered(app, center, format)).body), true, format)
  for (const format of ['json', 'jsonld', 'csl']) {
    const { body } = await answered(app, center, format)
    t.doesNotThrow(() => { JSON.parse(body) }, format)
  }
  const ris = (await answered(app, center, 'ris')).body
  t.same(ris.split(/\r?\n/).filter((line) => line !== '' && !/^[A-Z][A-Z0-9] {2}- /.test(line)), [], 'no line of its own')
  t.equal([...ris.matchAll(/^TY {2}- /gm)].length, [...ris.matchAll(/^ER {2}- /gm)].length)
  t.equal(new Set([...ris.matchAll(/^TI {2}- (.*)$/gm)].map(([, title]) => title)).size, [...ris.matchAll(/^TY {2}- /gm)].length, 'one entry for each work')
  t.equal(FORMATS.size, 12, 'a new form needs a line here')
})
