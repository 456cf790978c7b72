import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { GraphStore } from '../../src/graph/port.ts'
import { importTable, type ImportOptions } from '../../src/archive/import.ts'
import { readMapping } from '../../src/archive/mapping.ts'
import type { ImportReport } from '../../src/archive/report.ts'
import { emptyStore, folder, vocabulary } from '../fixture.ts'

/** A small register: bodies with a seat, a date and a web page, registered with a department. */
export const REGISTER = `
dataset: {key: bodies, title: 團體名冊, publisher: 某市政府, licence: 政府資料開放授權條款－第1版}
entities:
  body:
    kind: Organization
    name: {column: 名稱, clean: [spaces]}
    key: [編號]
    identifiers: {統一編號: 統編}
    fields: {foundedOn: 成立, website: 網址}
    district: 區
  department: {kind: Organization, name: {text: 社會局}, unit: {within: 某市政府}}
relations:
  - {type: REGISTERED_WITH, from: body, to: department, start: 登記, end: 註銷, qualifiers: {about: 事由}}
`
export const COLUMNS = ['編號', '名稱', '統編', '成立', '網址', '區', '登記', '註銷', '事由']

/** The same register of another key and publisher: names alone make its identities. */
export const named = (key: string): string => REGISTER.replace('key: bodies', `key: ${key}`).replace('    key: [編號]\n', '')

export interface Desk {
  readonly graph: GraphStore
  /** Imports rows; what a row leaves out is blank. */
  run(rows: readonly Readonly<Record<string, string>>[], options?: Partial<ImportOptions> & { text?: string; csv?: string }): Promise<ImportReport>
}

export async function desk(t: { teardown(fn: () => unknown): void }, graph?: GraphStore): Promise<Desk> {
  const store = graph ?? await emptyStore(t)
  const path = await folder(t)
  let files = 0
  return {
    graph: store,
    async run(rows, { text = REGISTER, csv, ...options } = {}) {
      const file = options.file ?? join(path, `${++files}.csv`)
      if (options.file === undefined) await writeFile(file, csv ?? [COLUMNS, ...rows.map((row) => COLUMNS.map((column) => row[column] ?? ''))].map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\n'))
      return importTable({ graph: store, vocabulary }, { ...options, file, mapping: readMapping(text, vocabulary) })
    },
  }
}
