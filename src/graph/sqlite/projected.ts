/** The tables that follow from the log, for comparing and replacing them. */
export interface Table {
  readonly name: string
  /** Columns that name a row. */
  readonly key: readonly string[]
  /** In the order of the table. */
  readonly columns: readonly Column[]
}

export interface Column {
  readonly name: string
  /** A number that stands for a word: archives may number their words differently. */
  readonly words?: 'clearance' | 'relation_type'
  /** In rows of which it does: a condition on the row. */
  readonly only?: string
  /** Bytes, told in hexadecimal. */
  readonly bytes?: true
  /** Says when, not what: not compared. */
  readonly when?: true
}

const plain = (names: string): Column[] => names.split(' ').map((name) => ({ name }))
const clearance = (name: string): Column => ({ name, words: 'clearance' })
const bytes: Column = { name: 'bytes', bytes: true }
const changed: Column = { name: 'changed', when: true }

export const PROJECTED: readonly Table[] = [
  {
    name: 'entity', key: ['node'],
    columns: [...plain('node version state'), clearance('audience'), ...plain('payload merged_into kind canonical'), clearance('clearance'), ...plain('level'), changed, ...plain('id'), bytes, ...plain('name merge_rule'), clearance('reading')],
  },
  { name: 'name', key: ['key', 'node'], columns: plain('key node') },
  { name: 'identifier', key: ['value', 'scheme', 'node'], columns: plain('value scheme node') },
  {
    name: 'relation', key: ['key'],
    columns: [
      ...plain('key version state'), clearance('audience'), ...plain('payload'), { name: 'type', words: 'relation_type' },
      ...plain('from_recorded to_recorded from_node to_node level deprecated'), clearance('clearance'), clearance('reading'),
      ...plain('start_earliest start_latest end_earliest end_latest'), changed, ...plain('id'), bytes,
    ],
  },
  {
    name: 'evidence', key: ['key'],
    columns: [...plain('key version state'), clearance('audience'), ...plain('payload relation source_recorded source shown'), clearance('clearance'), clearance('reading'), ...plain('id'), bytes],
  },
  {
    name: 'content', key: ['key'],
    columns: [...plain('key version state'), clearance('audience'), ...plain('payload entity_recorded entity position level'), clearance('clearance'), ...plain('id'), bytes],
  },
  { name: 'standalone', key: ['key'], columns: [...plain('key type version state'), clearance('audience'), clearance('reading'), ...plain('payload id'), bytes] },
  { name: 'naming', key: ['subject', 'key'], columns: [{ name: 'subject', bytes: true }, ...plain('key')] },
  {
    name: 'waiting', key: ['item', 'piece'],
    columns: [...plain('item piece state at'), bytes, clearance('reading'), ...plain('type'), { name: 'word', words: 'relation_type', only: 'type = 1' }, ...plain('author source rank'), { name: 'leader', when: true }, { ...clearance('led'), when: true }],
  },
  { name: 'missing', key: ['id', 'record'], columns: plain('id record') },
  { name: 'tally', key: ['what', 'word', 'clearance'], columns: [...plain('what'), { name: 'word', words: 'relation_type', only: 'what = 1' }, clearance('clearance'), ...plain('count')] },
]
