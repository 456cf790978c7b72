import type { Neo4jPlace } from '../../stores/neo4j.ts'
import type { AccountStore, Draft } from '../port.ts'
import { draftMoved } from '../refusals.ts'
import { counted, lockedAccount } from './locks.ts'

export function drafts(place: Neo4jPlace): Pick<AccountStore, 'saveDraft' | 'draft' | 'drafts' | 'dropDraft'> {
  return {
    saveDraft: (draft, over) => lockedAccount(place, draft.account, async (transaction) => {
      const stands = (await transaction.row<Draft>('draft', { account: draft.account, key: draft.key }))?.version ?? null
      if (stands !== over) throw draftMoved(stands)
      await transaction.rows('save-draft', { ...draft })
    }),
    draft: (account, key) => place.row<Draft>('draft', { account, key }),
    drafts: (account) => place.rows<Omit<Draft, 'body'>>('drafts', { account }),
    dropDraft: (account, key) => place.write(async (transaction) => (await counted(transaction, 'drop-draft', { account, key })) > 0),
  }
}
