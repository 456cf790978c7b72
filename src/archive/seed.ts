import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { GraphStore } from '../graph/port.ts'
import type { Vocabulary } from '../model/vocabulary.ts'
import { loadFacts } from './facts.ts'
import { importTable } from './import.ts'
import { loadMapping, type Mapping } from './mapping.ts'
import type { ImportReport, Progress } from './report.ts'

export interface SeedOptions {
  /** Holds `facts/*.yaml` and `registers/*.yaml`; default: `seed/` of this program. */
  readonly folder?: string
  readonly actor?: string
  readonly onProgress?: (step: SeedStep) => void
}

export interface SeedStep {
  readonly title: string
  /** Counts from 1. */
  readonly step: number
  readonly steps: number
  readonly progress?: Progress
  /** Once the step is done. */
  readonly report?: ImportReport
}

const FOLDER = fileURLToPath(new URL('../../seed', import.meta.url))

/**
 * Fills an archive with what comes with the program: the facts of the founding book, the units of the
 * city, the registers. Doing it again changes nothing; cut short, it goes on.
 */
export async function seed(ports: { graph: GraphStore; vocabulary: Vocabulary }, options: SeedOptions = {}): Promise<ImportReport[]> {
  const folder = options.folder ?? FOLDER
  const facts = await yamls(join(folder, 'facts'))
  const mappings = await Promise.all((await yamls(join(folder, 'registers'))).map(async (path) => ({ path, mapping: await loadMapping(path, ports.vocabulary) })))
  // lists of units before the registers that name units: then a unit that no list has can be told
  mappings.sort((a, b) => Number(listsUnits(b.mapping)) - Number(listsUnits(a.mapping)))
  const steps = facts.length + mappings.length
  const common = { origin: 'seed' as const, actor: options.actor ?? 'seed' }
  const reports: ImportReport[] = []
  const done = (report: ImportReport): void => {
    reports.push(report)
    options.onProgress?.({ title: report.dataset.title, step: reports.length, steps, report })
  }
  for (const file of facts) done(await loadFacts(ports, { ...common, file }))
  for (const { path, mapping } of mappings) {
    const step = reports.length + 1
    done(await importTable(ports, {
      ...common, mapping, file: tableOf(path, mapping), onProgress: (progress) => options.onProgress?.({ title: mapping.dataset.title, step, steps, progress }),
    }))
  }
  return reports
}

/** The table a mapping names, beside it. */
export const tableOf = (path: string, mapping: Mapping): string => join(path, '..', mapping.table.file ?? '')

const listsUnits = ({ entities }: Mapping): boolean => Object.values(entities).some(({ unit }) => unit?.lists === true)

async function yamls(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => [])
  return names.filter((name) => name.endsWith('.yaml')).sort().map((name) => join(folder, name))
}
