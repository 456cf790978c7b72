import { hash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'

/** SQLITE_BUSY: another process has the lock. */
const BUSY = 5
/** Milliseconds between two looks. */
const PAUSE = 100

const held = new Map<string, Promise<DatabaseSync>>()

/**
 * Waits until no other test file uses this server, and keeps it until this process ends: Community has one database,
 * and each file empties it. The lock is one of SQLite's on a file, which goes with its process, however that ends.
 */
export async function alone(uri: string): Promise<void> {
  const lock = held.get(uri) ?? locked(uri)
  held.set(uri, lock)
  await lock
}

async function locked(uri: string): Promise<DatabaseSync> {
  const lock = new DatabaseSync(join(tmpdir(), `fangzhi-${hash('sha256', uri, 'hex').slice(0, 12)}.lock`), { timeout: 0 })
  for (;;) {
    try {
      lock.exec('BEGIN EXCLUSIVE')
      return lock
    } catch (error) {
      if ((error as { errcode?: number }).errcode !== BUSY) throw error
      await wait(PAUSE)
    }
  }
}
