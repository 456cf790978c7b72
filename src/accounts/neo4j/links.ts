import type { Neo4jPlace } from '../../stores/neo4j.ts'
import type { AccountStore } from '../port.ts'
import { linkOf, linkRow, type LinkRow } from '../rows.ts'
import { counted, lockAccount, locked } from './locks.ts'

export function links(place: Neo4jPlace): Pick<AccountStore, 'createLink' | 'link' | 'useLink' | 'links' | 'deleteLink'> {
  return {
    createLink: (link) => locked(place, async (transaction) => {
      const row = linkRow(link)
      for (const each of [row.by, row.account]) if (each !== null) await lockAccount(transaction, each)
      await transaction.rows('create-link', { ...row })
    }),
    link: async (hash, now) => {
      const row = await place.row<LinkRow>('link', { hash, now })
      return row && linkOf(row)
    },
    useLink: (hash, now) => locked(place, async (transaction) => {
      const row = await transaction.row<LinkRow>('link', { hash, now })
      if (row === undefined) return undefined
      await transaction.rows('delete-link', { id: row.id })
      return linkOf(row)
    }),
    links: async ({ by, account, kind }, now) => (await place.rows<LinkRow>('links', { by: by ?? null, account: account ?? null, kind: kind ?? null, now })).map(linkOf),
    deleteLink: async (id) => (await locked(place, (transaction) => counted(transaction, 'delete-link', { id }))) > 0,
  }
}
