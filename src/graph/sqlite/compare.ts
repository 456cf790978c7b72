import type { ProjectionReport } from '../port.ts'
import { Connection, type Value } from './connection.ts'
import { HEAD_TABLES } from './codes.ts'
import { PROJECTED, type Column, type Table } from './projected.ts'

/** More sentences help nobody. */
const MOST = 100

/** What the projection of `mine` has otherwise than that of `right`, two archives with the same log. */
export function compare(mine: string, right: string): ProjectionReport {
  const connection = new Connection(mine, { readOnly: true })
  try {
    connection.attach(right, 'beside')
    const differences: string[] = []
    for (const table of PROJECTED) {
      if (differences.length >= MOST) break
      for (const row of connection.rows<Value[]>(differing(table), MOST - differences.length)) differences.push(sentence(table, row))
    }
    const [records] = connection.row<[number]>(`SELECT ${HEAD_TABLES.map((table) => `(SELECT count(*) FROM ${table})`).join(' + ')}`)!
    return { records, differences }
  } finally {
    connection.close()
  }
}

const compared = ({ columns }: Table): Column[] => columns.filter((column) => column.when !== true)

/** What a column says: a number that stands for a word, as that word. */
function said(schema: string, row: string, { name, words, only, bytes }: Column): string {
  if (bytes) return `hex(${row}.${name})`
  if (words === undefined) return `${row}.${name}`
  const word = `(SELECT ${words === 'clearance' ? 'key' : 'code'} FROM ${schema}.${words} AS words WHERE words.number = ${row}.${name})`
  return only === undefined ? word : `CASE WHEN ${row}.${only} THEN ${word} ELSE ${row}.${name} END`
}

/** Rows of both sides next to each other, where they are not the same; each table by its key. */
function differing(table: Table): string {
  const columns = compared(table)
  const mine = columns.map((column) => said('main', 'mine', column))
  const theirs = columns.map((column) => said('beside', 'theirs', column))
  const pairs = columns.map((_, i) => `${mine[i]}, ${theirs[i]}`).join(', ')
  const isKey = columns.map(({ name }) => table.key.includes(name))
  const same = columns.flatMap((_, i) => (isKey[i] ? `${mine[i]} IS ${theirs[i]}` : [])).join(' AND ')
  const unequal = columns.flatMap((_, i) => (isKey[i] ? [] : `${mine[i]} IS NOT ${theirs[i]}`))
  const absent = `${theirs[isKey.indexOf(true)]} IS NULL`
  return `SELECT ${pairs} FROM main.${table.name} AS mine LEFT JOIN beside.${table.name} AS theirs ON ${same} WHERE ${[...unequal, absent].join(' OR ')}
    UNION ALL SELECT ${columns.map((_, i) => `NULL, ${theirs[i]}`).join(', ')} FROM beside.${table.name} AS theirs
    WHERE NOT EXISTS (SELECT 1 FROM main.${table.name} AS mine WHERE ${same}) LIMIT ?`
}

function sentence(table: Table, row: readonly Value[]): string {
  const columns = compared(table)
  const mine = (name: string): Value => row[2 * columns.findIndex((column) => column.name === name)]!
  const theirs = (name: string): Value => row[2 * columns.findIndex((column) => column.name === name) + 1]!
  const keyOf = (side: (name: string) => Value): string => table.key.map((name) => String(side(name))).join(' ')
  if (table.key.every((name) => mine(name) === null)) return `${table.name} ${keyOf(theirs)}: missing`
  if (table.key.every((name) => theirs(name) === null)) return `${table.name} ${keyOf(mine)}: does not follow from the log`
  const wrong = columns.filter(({ name }) => mine(name) !== theirs(name)).map(({ name }) => `${name} is ${mine(name)}, the log says ${theirs(name)}`)
  const id = columns.some(({ name }) => name === 'id') ? ` (${theirs('id')})` : ''
  return `${table.name} ${keyOf(theirs)}${id}: ${wrong.join('; ')}`
}
