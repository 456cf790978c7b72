import type { Neo4jPlace } from '../../stores/neo4j.ts'
import type { AccountStore, Contributor } from '../port.ts'
import { noAccount, workshopTaken } from '../refusals.ts'
import { workshopOf, workshopRow, type WorkshopRow } from '../rows.ts'
import { counted, lockAccount, locked } from './locks.ts'

export function workshops(place: Neo4jPlace): Pick<AccountStore, 'createWorkshop' | 'workshop' | 'workshops' | 'endWorkshop' | 'addContributor' | 'contributors'> {
  return {
    createWorkshop: (workshop) => locked(place, async (transaction) => {
      const row = workshopRow(workshop)
      for (const each of [row.account, row.by]) if (each !== null) await lockAccount(transaction, each)
      if ((await transaction.row('workshops', { account: row.account })) !== undefined) throw workshopTaken()
      await transaction.rows('create-workshop', { ...row })
    }),
    workshop: async (hash, now) => {
      const row = await place.row<WorkshopRow>('workshop', { hash, now })
      return row && workshopOf(row)
    },
    workshops: async ({ account } = {}) => (await (account === undefined ? place.rows<WorkshopRow>('all-workshops') : place.rows<WorkshopRow>('workshops', { account }))).map(workshopOf),
    endWorkshop: async (account, now) => (await locked(place, (transaction) => counted(transaction, 'end-workshop', { account, now }))) > 0,
    addContributor: (contributor) => locked(place, async (transaction) => {
      if ((await transaction.row('workshops', { account: contributor.workshop })) === undefined) throw noAccount(contributor.workshop)
      await transaction.rows('add-contributor', { ...contributor })
    }),
    contributors: (workshop) => place.rows<Contributor>('contributors', { workshop }),
  }
}
