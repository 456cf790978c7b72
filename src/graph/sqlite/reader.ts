import { audienceFromKey, type Audience, type Viewer } from '../../model/audience.ts'
import type { Clearance } from '../../model/clearance.ts'
import { Connection } from './connection.ts'
import { Interned } from './interned.ts'
import { Refs } from './refs.ts'
import { Relations } from './related.ts'
import { Viewers, type Sight } from './viewers.ts'

/** The connection that answers requests. It notices by itself when any process has written. */
export class Reader {
  readonly connection: Connection
  readonly clearances: Interned
  readonly types: Interned
  /** Within a reading. */
  readonly refs: Refs
  readonly relations: Relations
  readonly #viewers: Viewers
  readonly #audiences: Audience[] = []
  readonly #keys: string[] = []
  #version = -1
  #sequence = 0
  #epoch = 0

  constructor(path: string) {
    this.connection = new Connection(path)
    this.connection.exec('PRAGMA query_only = ON; PRAGMA cache_size = -65536; PRAGMA mmap_size = 1073741824; PRAGMA temp_store = MEMORY')
    this.clearances = new Interned(this.connection, 'clearance')
    this.types = new Interned(this.connection, 'relation_type')
    this.refs = new Refs(this.connection)
    this.relations = new Relations(this.connection, this.refs)
    this.#viewers = new Viewers(this.clearances)
  }

  /** Reads in one transaction, so at one sequence, as one viewer. Not for waiting in. */
  as<T>(viewer: Viewer, work: (sight: Sight) => T): T {
    return this.connection.read(() => {
      this.#notice()
      return work(this.#viewers.sight(viewer))
    })
  }

  /** The newest sequence. */
  sequence(): number {
    // asked with every request: where nobody has written there is nothing to read
    if (this.connection.dataVersion() === this.#version) return this.#sequence
    return this.connection.read(() => {
      this.#notice()
      return this.#sequence
    })
  }

  /** Numbers (nodes, types, clearances) are valid within one epoch. */
  get epoch(): number {
    return this.#epoch
  }

  /** The audience interned under this number. */
  audience(number: number): Audience {
    return (this.#audiences[number] ??= audienceFromKey(this.audienceKey(number)))
  }

  /** Its key, as `audienceKey` writes it. */
  audienceKey(number: number): string {
    return (this.#keys[number] ??= (JSON.parse(this.clearances.word(number)) as Clearance).all[0]!)
  }

  close(): void {
    this.connection.close()
  }

  #notice(): void {
    const version = this.connection.dataVersion()
    if (version === this.#version) return
    const [sequence, epoch] = this.connection.row<[number, number]>('SELECT (SELECT coalesce(max(sequence), 0) FROM changeset), (SELECT max(number) FROM epoch)')!
    this.refs.forget()
    this.relations.forget()
    if (epoch !== this.#epoch) {
      this.clearances.forget()
      this.types.forget()
      this.#viewers.forget()
      this.#audiences.length = 0
      this.#keys.length = 0
    }
    this.#version = version
    this.#sequence = sequence
    this.#epoch = epoch
  }
}
