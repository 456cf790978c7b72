/** The ways in which the queue is read: along which index, in which order. */
export interface Way {
  /** Its place begins with a rank. */
  readonly ranked: boolean
  /** So many rows (?10) are looked at, and of those that pass at most so many (?11) are given; ?12 the key, from ?13 the place. */
  readonly page: string
  /** The last of so many rows. ?1 the state, ?2 the key, from ?3 the place, then how many less one. */
  readonly end: string
}

const SEEN = '(SELECT value FROM json_each(?2))'
const led = (end: 'from' | 'to'): string => `EXISTS (SELECT 1 FROM entity AS e JOIN relation AS n ON n.${end}_node = e.canonical
    WHERE e.node = found.item / 4 AND n.${end}_recorded = e.node AND n.state = found.state AND n.reading IN ${SEEN})`
/** Not decided with another: with a relation that leads to it, or as a content of an entity. */
const APART = `CASE WHEN found.state NOT IN (1, 2) THEN 1 WHEN found.type = 0 THEN NOT ${led('from')} AND NOT ${led('to')}
  WHEN found.type = 3 THEN NOT EXISTS (SELECT 1 FROM content AS c JOIN entity AS e ON e.node = c.entity_recorded WHERE c.key = found.item / 4 AND e.state = found.state) ELSE 1 END`
/** Of what is decided with a relation nearly all is passed over so, from the index alone. */
const NOT_LED = `(found.led IS NULL OR found.led NOT IN ${SEEN}) AND`
/** ?1 state, ?2 clearances seen, ?3 types, ?4 words with their types, ?5 and ?6 since and until, ?7 author, ?8 source, ?9 rank. */
const PASSES = `found.reading IN ${SEEN} AND (?3 IS NULL OR found.type IN (SELECT value FROM json_each(?3)))
  AND (?4 IS NULL OR found.type * 65536 + found.word IN (SELECT value FROM json_each(?4)))
  AND found.at >= ?5 AND found.at < ?6 AND (?7 IS NULL OR found.author = ?7)
  AND ((?8 IS NULL AND ?9 IS NULL) OR EXISTS (SELECT 1 FROM waiting AS p WHERE p.item = found.item AND p.reading IN ${SEEN}
    AND (?8 IS NULL OR p.source = ?8) AND (?9 IS NULL OR p.rank <= ?9)))`
/** Of the rows of one item the one that says how sure it is. */
const BEST = `NOT EXISTS (SELECT 1 FROM waiting AS p WHERE p.item = found.item AND p.rank < found.rank AND p.reading IN ${SEEN})`

const COLUMNS = 'item, state, at, bytes, reading, type, word, author'

/**
 * @param by what the index begins with; '' for the state alone
 * @param only the condition of a partial index
 */
function way(index: string, by: string, only: string, order: 'oldest' | 'newest' | 'confidence'): Way {
  const [isNewest, ranked] = [order === 'newest', order === 'confidence']
  const skips = by === 'type' || (by === 'reading' && !ranked)
  const columns = ranked ? 'rank, at, bytes' : 'at, bytes'
  const sorted = isNewest ? 'at DESC, bytes DESC' : columns
  const rows = (key: string, first: number): string => {
    const place = Array.from({ length: ranked ? 3 : 2 }, (_, i) => `?${first + i}`).join(', ')
    return `FROM waiting INDEXED BY ${index} WHERE ${only}${by === '' ? `${key} IS NULL` : `${by} = ${key}`} AND state = ?1 AND (${columns}) ${isNewest ? '<' : '>'} (${place})`
  }
  return {
    ranked,
    page: `SELECT found.item, found.bytes, found.at, found.type, ${ranked ? 'found.rank' : '0'}, (SELECT min(p.rank) FROM waiting AS p WHERE p.item = found.item AND p.reading IN ${SEEN})
      FROM (SELECT ${COLUMNS}${ranked ? ', rank' : ''}${skips ? ', led' : ''} ${rows('?12', 13)} ORDER BY ${sorted} LIMIT ?10) AS found
      WHERE ${skips ? NOT_LED : ''} ${PASSES} ${ranked ? `AND ${BEST}` : ''} AND ${APART} LIMIT ?11`,
    end: `SELECT ${ranked ? 'rank' : '0'}, at, bytes ${rows('?2', 3)} ORDER BY ${sorted} LIMIT 1 OFFSET ?${ranked ? 6 : 5}`,
  }
}

/** By order and by what is looked up. */
export const WAYS: Readonly<Record<string, Way>> = {
  ...Object.fromEntries((['oldest', 'newest'] as const).flatMap((order) => [
    [`${order} type`, way('waiting_type', 'type', 'piece = 0 AND ', order)],
    [`${order} reading`, way('waiting_reading', 'reading', 'piece = 0 AND ', order)],
    [`${order} author`, way('waiting_author', 'author', 'piece = 0 AND author IS NOT NULL AND ', order)],
    [`${order} source`, way('waiting_source', 'source', 'source IS NOT NULL AND ', order)],
  ])),
  'confidence ': way('waiting_rank', '', '', 'confidence'),
  'confidence reading': way('waiting_reading_rank', 'reading', '', 'confidence'),
}
