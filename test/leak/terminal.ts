import { FAMILY } from '../../src/questions/family.ts'
import { RECORD_TYPES } from '../../src/model/records.ts'
import { commands, exported, type Ran } from '../cli/terminal.ts'
import { vocabulary } from '../generate/vocabulary.ts'
import { QUESTIONS } from './questions.ts'
import type { Subjects } from './subjects.ts'

const types = [...vocabulary.relations.keys()].join(',')
const dashed = (field: string): string => field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
const json = (s: Subjects): string[] => (s.random.chance(0.5) ? ['--json'] : [])

/** A kind of question as the terminal takes it, asked as by GraphQL. */
const kind = (name: string) => (s: Subjects): string[] => {
  const { words } = FAMILY.get(name)!
  const given = QUESTIONS[name]!(s)
  const named = words.flatMap((field) => [given[field] ?? []].flat().map(String))
  const options = Object.entries(given).filter(([field]) => !words.includes(field)).flatMap(([field, value]) => {
    if (value === false || value === undefined) return []
    return value === true ? [`--${dashed(field)}`] : [`--${dashed(field)}`, [value].flat().join(',')]
  })
  return [...named, ...options, ...json(s)]
}

const REASON = ['--reason', '洩漏測試']
const any = (s: Subjects): string => (s.random.chance(0.5) ? s.id() : s.of(s.random.pick(RECORD_TYPES)))
const walk = (s: Subjects): string[] => [...(s.random.chance(0.6) ? ['--relations', types] : []), ...(s.random.chance(0.5) ? ['--include-proposed'] : []), ...(s.random.chance(0.2) ? ['--without-sources', s.work()] : [])]

/** What each command is asked that reads for somebody, by its name; every other is in `DONE` or `APART`, or a test fails. */
export const ASKED: Readonly<Record<string, (s: Subjects) => string[]>> = {
  ask: (s) => [String(QUESTIONS['ask']!(s)['question']), ...json(s)],
  connect: (s) => [s.name(), s.name(), ...walk(s), '--first', '3', ...json(s)],
  paths: (s) => [s.name(), s.name(), ...walk(s), '--first', '3', ...json(s)],
  show: (s) => [s.name(), ...(s.random.chance(0.5) ? ['--include-proposed'] : []), '--first', '5', ...json(s)],
  search: (s) => [s.words(), '--first', '4', ...json(s)],
  resolve: (s) => [s.words(), ...(s.random.chance(0.5) ? ['--alike'] : []), ...json(s)],
  duplicates: (s) => ['--first', '3', ...json(s)],
  saved: (s) => s.random.pick([['list', ...json(s)], ['run', `存下的問題${s.random.below(5)}`, ...json(s)]]),
  history: (s) => [any(s), '--first', '3', ...json(s)],
  review: (s) => s.random.pick([['list', ...json(s)], ['list', '--work', s.work()]]),
  quality: (s) => [...s.random.pick([[], ['unsupported', '--first', '3'], ['undated', '--first', '3']]), ...json(s)],
  sheet: (s) => ['export', ...s.random.pick([['--ids', `${s.id()},${s.id()}`], ['--kinds', 'Person,Organization'], ['--relations', '--of', s.name()], ['--relations', '--types', types]])],
  collect: (s) => s.random.pick([['list', ...json(s)], ['show', s.of('collection'), ...json(s)], ['show', s.shelved(), ...json(s)]]),
  note: (s) => [...s.random.pick([['list', s.noted()], ['list', s.name()], ['show', s.of('annotation')]]), ...json(s)],
  // what is written has an id of its own in each archive: GraphQL's changes are compared without them
  relate: (s) => [s.of('content'), '--start', '0', '--end', '12', '--suggest', ...json(s)],
  vocabulary: (s) => [...s.random.pick([['tree', '--first', '3'], ['tree', '--of', s.concept()], ['check']]), ...json(s)],
  export: () => [],
  ...Object.fromEntries([...FAMILY.keys()].filter((name) => !['connectors', 'paths'].includes(name)).map((name) => [name, kind(name)])),
}

/** What each command is asked that changes something, or acts as maintenance where nobody is named: by somebody who may do none of it. */
export const DONE: Readonly<Record<string, (s: Subjects) => string[]>> = {
  saved: (s) => ['add', '存下的問題9', `related?of=${s.name()}`],
  review: (s) => s.random.pick([['accept', any(s)], ['edit', any(s), '--from', s.name()], ['decline', any(s), ...REASON]]),
  revert: (s) => [any(s)],
  redact: (s) => [any(s), ...REASON],
  distinct: (s) => s.random.pick([['list', '--first', '3', ...json(s)], ['list', s.name(), ...json(s)], [s.name(), s.name(), ...REASON], ['undo', s.of('distinction'), ...REASON]]),
  merge: (s) => [s.name(), s.name(), ...REASON, ...(s.random.chance(0.5) ? ['--dry-run'] : [])],
  unmerge: (s) => [s.merged(), ...REASON, ...(s.random.chance(0.5) ? ['--dry-run'] : [])],
  bulk: (s) => ['--ids', `${s.id()},${s.id()}`, '--set', 'note=查過', ...REASON, '--dry-run', ...json(s)],
  // what leads nowhere is refused last: who may annotate has been asked all else by then
  note: (s) => s.random.pick([['add', any(s), '--link', '無處', '--audience', s.of('protocol')], ['add', any(s), '--link', '無處', '--answers', s.of('annotation')], ['change', s.of('annotation'), '--link', '無處']]),
  capture: (s) => s.random.pick([[s.of('evidence')], ['https://example.tw/', '--relation', s.of('relation'), '--source', s.name()]]),
  entry: (s) => s.random.pick([['drafts', ...json(s)], ['draft', 'entry:1'], ['write', '往事', '--audience', s.of('protocol'), '--story', '/dev/null', '--place', s.name()]]),
  workshop: (s) => s.random.pick([['list', ...json(s)], ['make', '工作坊', '--audience', s.of('protocol')], ['contributors', s.of('entity')], ['end', s.of('entity')]]),
  watch: (s) => s.random.pick([['list', ...json(s)], ['news', ...json(s)], ['remove', any(s)]]),
  report: (s) => s.random.pick([['list', ...json(s)], ['settle', any(s), '--note', '好']]),
  community: (s) => s.random.pick([['list'], ['show', s.of('community'), ...json(s)], ['change', s.of('community'), '--description', '改過']]),
  protocol: (s) => s.random.pick([['list', ...json(s)], ['list', '--community', s.of('community')], ['show', s.of('protocol'), ...json(s)], ['end', s.of('protocol'), ...REASON]]),
  'who-can-see': (s) => [s.random.pick(['everyone', s.of('protocol')]), ...json(s)],
}

/** What acts for nobody, or on the whole archive; takes files in; or concerns accounts alone. */
export const APART: readonly string[] = ['serve', 'import', 'ingest', 'user', 'backup', 'restore', 'copy', 'reindex', 'doctor']

/** Runs a command on the archive in a folder. @returns what it says, and what it writes into a file */
export async function told(data: string, [command, ...words]: readonly string[]): Promise<Ran> {
  const fangzhi = commands(data)
  // its remarks name the file
  return command === 'export' ? { ...await exported(fangzhi, ...words), err: '' } : fangzhi(command!, ...words)
}
