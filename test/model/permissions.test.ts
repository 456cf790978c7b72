import t from 'tap'
import { ROLES, SCOPES, type AccountRole, type Actor, type MemberRole, type Scope } from '../../src/model/actor.ts'
import { PUBLIC } from '../../src/model/audience.ts'
import { allowed, demand, PERMISSIONS, type Action, type Concern } from '../../src/model/permissions.ts'

/** In words of its own: from which role on; whether what a community guards is its stewards' affair; what a token must be for. */
const TABLE: Readonly<Record<Action, readonly [from: AccountRole, stewards: boolean, scope: Scope]>> = {
  propose: ['contributor', false, 'contribute'],
  amendOwn: ['contributor', false, 'contribute'],
  annotate: ['contributor', false, 'contribute'],
  upload: ['contributor', false, 'contribute'],
  report: ['reader', false, 'contribute'],
  import: ['librarian', false, 'contribute'],
  publish: ['librarian', true, 'contribute'],
  settle: ['librarian', true, 'review'],
  merge: ['librarian', true, 'review'],
  revert: ['librarian', true, 'review'],
  redact: ['administrator', true, 'manage'],
  vocabulary: ['librarian', false, 'manage'],
  foundCommunity: ['librarian', false, 'manage'],
  runCommunity: ['administrator', true, 'manage'],
  invite: ['administrator', true, 'manage'],
  manageAccounts: ['administrator', false, 'manage'],
  seeOperations: ['administrator', false, 'manage'],
  ownAccount: ['reader', false, 'manage'],
  seeNews: ['reader', false, 'read'],
  watch: ['reader', false, 'manage'],
}
const AT_LEAST: Readonly<Record<AccountRole, readonly AccountRole[]>> = {
  reader: ['reader', 'contributor', 'librarian', 'administrator'],
  contributor: ['contributor', 'librarian', 'administrator'],
  librarian: ['librarian', 'administrator'],
  administrator: ['administrator'],
}

/** What it concerns, and of which groups one must be a steward for it. */
const CONCERNS: readonly { readonly concern: Concern | undefined; readonly suffices: (stewardOf: readonly string[]) => boolean | undefined }[] = [
  { concern: undefined, suffices: () => undefined },
  { concern: { mode: 'all', groups: [] }, suffices: () => undefined },
  { concern: { mode: 'all', groups: ['elders'] }, suffices: (of) => of.includes('elders') },
  { concern: { mode: 'all', groups: ['elders', 'river'] }, suffices: (of) => of.includes('elders') && of.includes('river') },
  { concern: { mode: 'any', groups: ['elders', 'river'] }, suffices: (of) => of.includes('elders') || of.includes('river') },
]

const actor = (role: AccountRole, more: Partial<Actor> = {}): Actor => ({ account: 'somebody', name: '', role, memberships: new Map(), viewer: { ...PUBLIC, signedIn: true }, ...more })

/** Stewardship by a membership, or by what the viewer was made of. */
const STANDINGS: readonly { readonly of: readonly string[]; readonly as: Partial<Actor> }[] = [
  { of: [], as: {} },
  ...(['member', 'contributor'] satisfies MemberRole[]).map((role) => ({ of: [], as: { memberships: new Map([['elders', role], ['river', role]]) } })),
  { of: ['elders'], as: { memberships: new Map([['elders', 'steward']]) } },
  { of: ['river'], as: { viewer: { ...PUBLIC, stewards: new Set(['river']) } } },
  { of: ['elders', 'river'], as: { memberships: new Map([['elders', 'steward']]), viewer: { ...PUBLIC, stewards: new Set(['river']) } } },
  { of: ['other'], as: { memberships: new Map([['other', 'steward']]), viewer: { ...PUBLIC, stewards: new Set(['other']) } } },
]

t.test('the table of who may do what, walked whole', async (t) => {
  t.same(Object.keys(PERMISSIONS).sort(), Object.keys(TABLE).sort(), 'every action is in the test')
  let walked = 0
  for (const [action, [from, stewards, scope]] of Object.entries(TABLE) as [Action, (typeof TABLE)[Action]][]) {
    for (const role of ROLES) {
      for (const { of, as } of STANDINGS) {
        for (const { concern, suffices } of CONCERNS) {
          for (const scopes of [undefined, ...SCOPES.map((one) => [one]), [...SCOPES], []]) {
            const who = actor(role, { ...as, ...(scopes === undefined ? {} : { scopes: new Set(scopes) }) })
            const byRole = AT_LEAST[from].includes(role)
            const expected = (scopes === undefined || (scopes as readonly string[]).includes(scope)) && ((stewards ? suffices(of) : undefined) ?? byRole)
            walked++
            if (allowed(who, action, concern) !== expected) t.fail(`${action} by ${role}, steward of ${of.join(' ') || 'nothing'}, of ${JSON.stringify(concern)} with ${scopes?.join(' ') ?? 'a session'}: should be ${expected}`)
          }
        }
      }
    }
  }
  t.equal(walked, Object.keys(TABLE).length * 4 * 7 * 5 * 7)
})

t.test('whoever is refused is told why, and whoever is not signed in, that', async (t) => {
  t.throws(() => demand(undefined, 'propose'), { code: 'UNAUTHENTICATED' })
  t.throws(() => demand(actor('reader'), 'propose'), { code: 'FORBIDDEN' })
  t.throws(() => demand(actor('librarian', { scopes: new Set(['read'] as const) }), 'propose'), { code: 'FORBIDDEN', message: /contribute/ })
  t.doesNotThrow(() => demand(actor('contributor'), 'propose'))
})

t.test('maintenance may everything', async (t) => {
  for (const action of Object.keys(PERMISSIONS) as Action[]) t.ok(allowed(actor('administrator', { account: 'maintenance' }), action, { mode: 'all', groups: ['elders'] }), action)
})
