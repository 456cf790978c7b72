import { existsSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Archive } from './app.ts'
import { seed } from './archive/seed.ts'
import type { Config } from './config.ts'
import { openAbout } from './kept/directory/about.ts'
import { PUBLIC } from './model/audience.ts'
import { ArchiveError } from './model/errors.ts'
import { connectors } from './questions/connectors.ts'

/** The question the demonstration is shown with. */
const QUESTION = { a: '社會局', b: '文化局' }

/**
 * Where an administrator wished it (`/admin/begin`), the archive of the embedded store is put aside under a name with
 * the time, and an empty one takes its place. Before anything is opened.
 * @returns the file in which the old one is kept
 */
export async function beginAgain(config: Config, now = new Date()): Promise<string | undefined> {
  const about = openAbout(join(config.DATA_DIR, 'about.json'))
  if (config.NEO4J_URI !== undefined || !(await about.willBeginEmpty())) return undefined
  const aside = join(config.DATA_DIR, `archive-${now.toISOString().replace(/[:.]/g, '-')}.sqlite`)
  for (const end of ['-wal', '-shm', '']) if (existsSync(`${config.archiveFile}${end}`)) await rename(`${config.archiveFile}${end}`, `${aside}${end}`)
  await rm(join(config.DATA_DIR, 'remembered'), { recursive: true, force: true })
  await about.begin()
  return aside
}

/** Loads the demonstration into an empty archive, unless the settings say `SEED=none`. Cut short, it goes on at the next start. */
export async function firstStart({ graph, vocabulary }: Archive, config: Config, say: (line: string) => void): Promise<void> {
  if (config.SEED === 'none' || (await openAbout(join(config.DATA_DIR, 'about.json')).begunEmpty())) return
  const begun = join(config.DATA_DIR, 'seeding')
  // somebody's own archive is left alone: only an empty one, or one whose filling was cut short, is filled
  if ((await graph.sequence()) > 0 && !existsSync(begun)) return
  await mkdir(config.DATA_DIR, { recursive: true })
  await writeFile(begun, '')
  const started = performance.now()
  say('第一次啟動：載入示範資料（臺北市的名冊與《學習型城市》的事實）……')
  await seed({ graph, vocabulary }, {
    onProgress: ({ step, steps, title, report }) => {
      if (report !== undefined) say(`  ${step}/${steps} ${title}：關係 ${report.relations.new}`)
    },
  })
  await rm(begun)
  say(`  ${((performance.now() - started) / 1000).toFixed(1)} 秒`)
}

/** What stands here, and a question to try, with its answer as it is now. */
export async function greet({ graph, vocabulary }: Archive, address: string, say: (line: string) => void): Promise<void> {
  const { entities, relations, evidence } = await graph.statistics(PUBLIC)
  const sum = (counts: Readonly<Record<string, number | undefined>>): number => Object.values(counts).reduce<number>((total, n) => total + (n ?? 0), 0)
  say(`實體 ${sum(entities).toLocaleString('en')}，關係 ${sum(relations).toLocaleString('en')}，憑據 ${evidence.toLocaleString('en')}`)
  try {
    const answer = await connectors({ graph, vocabulary, viewer: PUBLIC }, { ...QUESTION, first: 3 })
    const names = answer.connectors.map(({ entity }) => entity.name)
    say(`試試看：哪些組織連結${QUESTION.a}與${QUESTION.b}？ → ${answer.total} 個${names.length === 0 ? '' : `：${names.join('、')}${answer.pageInfo.hasNextPage ? ' …' : ''}`}`)
    say(`  npx fangzhi connect ${QUESTION.a} ${QUESTION.b}`)
    say(`  curl -s ${address}/graphql -H 'content-type: application/json' -d '{"query":"{ connectors(a: \\"${QUESTION.a}\\", b: \\"${QUESTION.b}\\") { total connectors { entity { name } } } }"}'`)
  } catch (error) {
    // an archive of one's own need not know these two
    if (!(error instanceof ArchiveError) || (error.code !== 'NOT_FOUND' && error.code !== 'AMBIGUOUS_NAME')) throw error
    say('匯入自己的資料：npx fangzhi import 名冊.csv --mapping 名冊.yaml（docs/import.md）')
  }
}
