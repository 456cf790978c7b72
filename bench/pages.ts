import { existsSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { once } from 'node:events'
import { spawn } from 'node:child_process'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser } from 'playwright-core'
import { random } from '../test/generate/random.ts'
import { median, p95, type Bench, type Context, type Part, type Result, type Row } from './bench.ts'
import { cityArchive } from './load.ts'
import { startEmbedded } from './servers.ts'

// Question: how soon does somebody on a phone see a page, how much is sent for it, and how long does the server work
// at one? Method: (1) the service as `npm start` runs it, with the demonstration; from the start of the process to the
// first whole front page. (2) Chromium as a phone (390 px wide, 150 ms of latency, 1.6 Mbit/s down, processor ÷ 4),
// nothing kept from before, nine times each page: the largest paint, and the bytes that came over the wire. (3) Reading
// pages of the generated city asked one after another over one connection, each another page: the time to the last byte.

const TIMES = 9
const SERVED = 200
const PLACES = [process.env['CHROMIUM'] ?? '', '/usr/bin/chromium', '/usr/bin/chromium-browser']
const ROOT = fileURLToPath(new URL('../', import.meta.url))
/** The limits: milliseconds of the largest paint and of a reading page's server time, bytes over the wire and of scripts, seconds to the first page. */
const [PAINT, WIRE, SCRIPT, SERVER, FIRST] = [1_000, 30_000, 5_000, 20, 1.5]

interface Started { readonly port: number; readonly seconds: number; stop(): Promise<void> }

/** `fangzhi serve` on a folder, until its front page is whole. */
async function started(data: string, port: number): Promise<Started> {
  const begun = performance.now()
  const child = spawn(join(ROOT, 'bin/fangzhi'), ['serve'], { env: { ...process.env, DATA_DIR: data, PORT: String(port), NEO4J_URI: '', MEILI_URL: '', LOG_LEVEL: 'silent', RATE_LIMIT: '1000000' }, stdio: 'ignore' })
  const ended = once(child, 'exit')
  const agent = new Agent()
  for (;;) {
    const got = await page(port, '/', agent).catch(() => undefined)
    if (got?.status === 200) break
    if (child.exitCode !== null) throw new Error('the service ended before it answered')
    await new Promise((resolve) => { setTimeout(resolve, 10) })
  }
  const seconds = (performance.now() - begun) / 1_000
  return { port, seconds, stop: async () => { child.kill('SIGTERM'); await ended } }
}

function page(port: number, path: string, agent: Agent): Promise<{ status: number; ms: number; bytes: number; body: string }> {
  const begun = performance.now()
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, agent, headers: { accept: 'text/html', 'accept-encoding': 'identity' } }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
        const body = Buffer.concat(chunks)
        resolve({ status: response.statusCode ?? 0, ms: performance.now() - begun, bytes: body.length, body: body.toString() })
      }).on('error', reject)
    }).on('error', reject).end()
  })
}

async function ready(data: string, port: number): Promise<{ row: Row; server: Started }> {
  const seconds: number[] = []
  let server = await started(data, port)
  // the front page is there before the demonstration is
  const agent = new Agent()
  while ((await page(port, '/readyz', agent)).status !== 200) await new Promise((resolve) => { setTimeout(resolve, 100) })
  for (let i = 0; i < 5; i++) {
    await server.stop()
    server = await started(data, port)
    seconds.push(server.seconds)
  }
  return { server, row: { what: 'from the start of the process to the whole front page, the demonstration loaded before', cells: { 'median s': median(seconds), 'most s': Math.max(...seconds) }, limit: `median ≤ ${FIRST} s`, met: median(seconds) <= FIRST } }
}

async function painted(browser: Browser, port: number, path: string): Promise<{ paint: number; bytes: number; script: number }> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true, locale: 'zh-TW' })
  const tab = await context.newPage()
  const devtools = await context.newCDPSession(tab)
  await devtools.send('Network.enable')
  await devtools.send('Network.setCacheDisabled', { cacheDisabled: true })
  await devtools.send('Network.emulateNetworkConditions', { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 })
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  const [sizes, scripts] = [new Map<string, number>(), new Set<string>()]
  devtools.on('Network.responseReceived', ({ requestId, type }) => { if (type === 'Script') scripts.add(requestId) })
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => { sizes.set(requestId, encodedDataLength) })
  await tab.goto(`http://127.0.0.1:${port}${path}`, { waitUntil: 'load' })
  await tab.waitForTimeout(500)
  const paint = await tab.evaluate(() => new Promise<number>((resolve) => {
    new PerformanceObserver((list) => { resolve(list.getEntries().at(-1)!.startTime) }).observe({ type: 'largest-contentful-paint' as never, buffered: true })
  }))
  await context.close()
  const sum = (ids: Iterable<string>): number => [...ids].reduce((total, id) => total + (sizes.get(id) ?? 0), 0)
  return { paint, bytes: sum(sizes.keys()), script: sum(scripts) }
}

/** An answer with some twelve entities in its picture, and an entity with some two hundred statements on its page. */
async function phone(context: Context, server: Started): Promise<Part> {
  const place = PLACES.find((path) => path !== '' && existsSync(path))
  if (place === undefined) return { name: 'phone', title: 'On a phone', lacks: 'there is no Chromium on this machine', rows: [] }
  const agent = new Agent()
  const asked = async (query: string): Promise<any> => (await (await fetch(`http://127.0.0.1:${server.port}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query }) })).json() as { data: any }).data
  const { resolve: [culture] } = await asked('{ resolve(name: "文化局", first: 1) { entity { id } } }')
  const answer = (await page(server.port, `/ask?q=${encodeURIComponent('哪些組織連結社會局與教育局？')}`, agent)).status === 200 ? `/ask?q=${encodeURIComponent('哪些組織連結社會局與教育局？')}` : '/'
  const pages: [string, string][] = [['the front page', '/'], ['an answer with its picture', answer], ['an entity with 200 statements of one type', `/entities/${culture.entity.id}?type=REGISTERED_WITH`], ['the entity page of a hub', `/entities/${culture.entity.id}`], ['a search', `/search?q=${encodeURIComponent('學習型城市')}`]]
  const browser = await chromium.launch({ executablePath: place, args: ['--no-sandbox'] })
  const rows: Row[] = []
  try {
    for (const [what, path] of pages) {
      context.say(`  ${what}`)
      const seen: Awaited<ReturnType<typeof painted>>[] = []
      for (let i = 0; i < TIMES; i++) seen.push(await painted(browser, server.port, path))
      const [paint, bytes, script] = [median(seen.map((one) => one.paint)), Math.max(...seen.map((one) => one.bytes)), Math.max(...seen.map((one) => one.script))]
      const met = paint <= PAINT && bytes <= WIRE && script <= SCRIPT
      rows.push({ what, cells: { 'largest paint, median ms': paint, 'bytes over the wire': bytes, 'of them script': script }, limit: `≤ ${PAINT} ms, ≤ ${WIRE} bytes, ≤ ${SCRIPT} of script`, met })
    }
  } finally {
    await browser.close()
  }
  return { name: 'phone', title: 'On a phone (390 px, 150 ms, 1.6 Mbit/s, processor ÷ 4), nothing kept from before', rows, versions: { Chromium: browser.version() } }
}

async function worked(context: Context): Promise<Part> {
  const { path, town } = await cityArchive(context, context.scale)
  const server = await startEmbedded(path, join(context.cache, 'pages', 'accounts.sqlite'))
  const chance = random(11)
  const department = (): string => town.idOf(chance.below(town.departments))
  const organization = (): string => town.idOf(town.departments + chance.below(town.organizations))
  const kinds: [string, () => string][] = [
    ['the front page', () => '/'], ['an organization', () => `/entities/${organization()}`], ['a department (thousands of relations)', () => `/entities/${department()}`],
    ['the relations of a type of a department', () => `/entities/${department()}?type=REGISTERED_WITH`], ['the history of an entity', () => `/entities/${organization()}/history`], ['an explorer’s first page', () => `/explore?from=${organization()}`],
    ['collections', () => '/collections'], ['help', () => '/help'],
  ]
  const rows: Row[] = []
  try {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    for (const [what, address] of kinds) {
      context.say(`  ${what}`)
      for (let i = 0; i < 20; i++) await page(server.port, address(), agent)
      const times: number[] = []
      for (let i = 0; i < SERVED; i++) {
        const got = await page(server.port, address(), agent)
        if (got.status !== 200) throw new Error(`${what}: ${got.status}`)
        times.push(got.ms)
      }
      rows.push({ what, cells: { 'median ms': median(times), 'p95 ms': p95(times) }, limit: `p95 ≤ ${SERVER} ms`, met: p95(times) <= SERVER })
    }
    agent.destroy()
  } finally {
    await server.stop()
  }
  return { name: 'server', title: 'What the server works at a reading page: the generated city, embedded', rows }
}

export default {
  name: 'pages',
  title: 'Pages',
  question: 'How soon does somebody on a phone see a page, how much is sent for it, and how long does the server work at one?',
  method: 'The service with the demonstration, from the start of its process; Chromium as a phone, nine times each page with nothing kept from before; reading pages of the generated city one after another over one connection, 200 of each kind.',
  async run(context: Context): Promise<Result> {
    const data = join(context.cache, 'pages')
    await rm(data, { recursive: true, force: true })
    await mkdir(data, { recursive: true })
    context.say('  starts')
    const { row, server } = await ready(data, 7_791)
    try {
      return { parts: [{ name: 'start', title: 'To the first page', rows: [row] }, await phone(context, server), await worked(context)] }
    } finally {
      await server.stop()
    }
  },
} satisfies Bench
