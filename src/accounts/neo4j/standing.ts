import type { Neo4jPlace } from '../../stores/neo4j.ts'
import type { AccountStore } from '../port.ts'
import { NOTICE_KEPT, SHOWN_EXPIRED } from '../rows.ts'
import { counted, locked } from './locks.ts'

const ENDED = ['sweep-sessions', 'sweep-links', 'sweep-attempts', 'sweep-uploads', 'sweep-drafts', 'sweep-contributors', 'sweep-reports', 'sweep-contacts']

export function standing(place: Neo4jPlace): Pick<AccountStore, 'revision' | 'sweep' | 'health' | 'close'> {
  const revision = async (): Promise<number> => (await place.row<{ revision: number }>('revision'))?.revision ?? 0
  return {
    revision,
    sweep: (now) => locked(place, async (transaction) => {
      let rows = await counted(transaction, 'sweep-tokens', { by: now - SHOWN_EXPIRED })
      rows += await counted(transaction, 'sweep-notices', { by: now - NOTICE_KEPT })
      for (const name of ENDED) rows += await counted(transaction, name, { by: now })
      return rows
    }),
    health: async () => void (await revision()),
    close: () => place.close(),
  }
}
