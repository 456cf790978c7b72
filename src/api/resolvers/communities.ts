import { keepersNamed, type Keeper } from '../../archive/access/announced.ts'
import { audienceOf, type AudienceInput } from '../../archive/access/audiences.ts'
import { changeCommunity, communities as allCommunities, community, foundCommunity, type CommunityFields, type CommunityView } from '../../archive/access/communities.ts'
import { membersFor, removeMember, setMember, stewards, type Member } from '../../archive/access/members.ts'
import type { AccessPorts } from '../../archive/access/ports.ts'
import { changeProtocol, consent, coverageOf, endProtocol, makeProtocol, protocol, protocols, refuse, type ProtocolChange, type ProtocolFields, type ProtocolView } from '../../archive/access/protocols.ts'
import { isListed, roleIn } from '../../archive/access/viewer.ts'
import { whoCanSee } from '../../archive/access/who-can-see.ts'
import type { RelationView } from '../../graph/port.ts'
import { keptText } from '../../graph/wording.ts'
import { unauthenticated } from '../../model/errors.ts'
import type { Id } from '../../model/ids.ts'
import { askerOf } from '../../http/asker.ts'
import type { RequestContext } from '../../http/context.ts'

type Given<T> = { readonly [K in keyof T]?: T[K] | null }

interface Named { readonly name: string; readonly english: string }

const portsOf = ({ asking: { graph }, people }: RequestContext): AccessPorts => ({ graph, ...people() })

/** Absent stays, empty is taken away. */
const text = (value: string | null | undefined): string | null | undefined => (value == null ? undefined : value.trim() === '' ? null : value)

/** What is not given is no field at all. */
const present = <T extends object>(fields: T): T => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T

/** Of something new, what is empty is absent too. */
const filled = <T extends object>(fields: T): { readonly [K in keyof T]: Exclude<T[K], null> } => Object.fromEntries(Object.entries(fields).filter(([, value]) => value != null)) as never

type Label = CommunityFields['label']

const newLabel = ({ name, english }: { readonly name: string } & Given<Named>): Label => ({ 'zh-Hant': name, ...filled({ en: text(english) }) })

/** Its parts as they are to be; absent where neither changes. */
function labelOf(before: Label, { name, english }: Given<Named>): Label | undefined {
  if (name == null && english == null) return undefined
  return { ...newLabel({ name: name ?? before['zh-Hant'], english: english ?? before.en ?? null }) }
}

/** The fields of a protocol that are not text. */
const settings = ({ owners, kind, signedIn, shown, members: who }: Given<ProtocolFields>): ProtocolChange =>
  present({ owners: owners ?? undefined, kind: kind ?? undefined, signedIn: signedIn ?? undefined, shown: shown ?? undefined, members: who ?? undefined }) as ProtocolChange

const memberOf = ({ since, ...member }: Member): object => ({ ...member, since: new Date(since).toISOString() })

const communitiesOf = (ids: readonly Id[], context: RequestContext): Promise<CommunityView[]> => allCommunities(portsOf(context), askerOf(context), ids)

export const communities = {
  Query: {
    communityPages: (_: unknown, __: unknown, context: RequestContext) => allCommunities(portsOf(context), askerOf(context)),
    community: (_: unknown, { id }: { id: Id }, context: RequestContext) => community(portsOf(context), askerOf(context), id),
    protocols: (_: unknown, args: { community?: Id | null }, context: RequestContext) => protocols(portsOf(context), askerOf(context), args.community ?? undefined),
    protocol: (_: unknown, { id }: { id: Id }, context: RequestContext) => protocol(portsOf(context), askerOf(context), id),
    whoCanSee: async (_: unknown, { audience, readers }: { audience: AudienceInput; readers?: string[] | null }, context: RequestContext) => {
      const asker = askerOf(context)
      if (asker === undefined) throw unauthenticated()
      const table = await context.people().directory.table()
      return whoCanSee(portsOf(context), asker, audienceOf(table, asker.viewer, audience), readers ?? [])
    },
  },
  Mutation: {
    foundCommunity: (_: unknown, args: { name: string } & Given<Named & CommunityFields>, context: RequestContext) =>
      foundCommunity(portsOf(context), context.actor, { label: newLabel(args), ...filled({ description: text(args.description), contact: text(args.contact) }) }),
    changeCommunity: async (_: unknown, { id, version, ...args }: { id: Id; version: string } & Given<Named & CommunityFields>, context: RequestContext) => {
      const { label } = await community(portsOf(context), context.actor, id)
      const change = present({ label: labelOf(label, args), description: text(args.description), contact: text(args.contact) })
      return changeCommunity(portsOf(context), context.actor, id, change as Given<CommunityFields>, version)
    },
    setMember: async (_: unknown, { group, who, role }: { group: Id; who: string; role: string }, context: RequestContext) => memberOf(await setMember(portsOf(context), context.actor, group, who, role)),
    removeMember: async (_: unknown, { group, who }: { group: Id; who: string }, context: RequestContext) => {
      await removeMember(portsOf(context), context.actor, group, who)
      return true
    },
    leave: async (_: unknown, { group }: { group: Id }, context: RequestContext) => {
      if (context.actor === undefined) throw unauthenticated()
      await removeMember(portsOf(context), context.actor, group, context.actor.account)
      return true
    },
    makeProtocol: (_: unknown, { protocol: made }: { protocol: { name: string } & Given<Named & ProtocolFields> & Pick<ProtocolFields, 'owners' | 'kind'> }, context: RequestContext) =>
      makeProtocol(portsOf(context), context.actor, {
        label: newLabel(made), owners: made.owners, kind: made.kind, signedIn: made.signedIn ?? false, shown: made.shown ?? 'silent', members: made.members ?? 'community',
        ...filled({ description: text(made.description), contact: text(made.contact) }),
      }),
    changeProtocol: async (_: unknown, { id, version, change }: { id: Id; version: string; change: Given<Named & ProtocolFields> }, context: RequestContext) => {
      const { label } = await protocol(portsOf(context), context.actor, id)
      const fields = present({ ...settings(change), label: labelOf(label, change), description: text(change.description), contact: text(change.contact) })
      return changeProtocol(portsOf(context), context.actor, id, fields as ProtocolChange, version)
    },
    consent: (_: unknown, { id, version }: { id: Id; version: string }, context: RequestContext) => consent(portsOf(context), context.actor, id, version),
    refuse: (_: unknown, { id, reason }: { id: Id; reason: string }, context: RequestContext) => refuse(portsOf(context), context.actor, id, reason),
    endProtocol: (_: unknown, { id, reason }: { id: Id; reason: string }, context: RequestContext) => endProtocol(portsOf(context), context.actor, id, reason),
  },
  Community: {
    name: ({ label }: CommunityView) => label['zh-Hant'],
    english: ({ label }: CommunityView) => label.en,
    role: ({ id }: CommunityView, _: unknown, context: RequestContext) => askerOf(context)?.memberships.get(id),
    stewards: ({ id }: CommunityView, _: unknown, context: RequestContext) => stewards(portsOf(context), askerOf(context), id),
    members: async ({ id }: CommunityView, _: unknown, context: RequestContext) => (await membersFor(portsOf(context), askerOf(context), id))?.map(memberOf),
    protocols: ({ id }: CommunityView, _: unknown, context: RequestContext) => protocols(portsOf(context), askerOf(context), id),
  },
  Protocol: {
    name: ({ label }: ProtocolView) => label['zh-Hant'],
    english: ({ label }: ProtocolView) => label.en,
    ended: ({ ended }: ProtocolView) => ended === true,
    owners: ({ owners }: ProtocolView, _: unknown, context: RequestContext) => communitiesOf(owners, context),
    role: (view: ProtocolView, _: unknown, context: RequestContext) => {
      const asker = askerOf(context)
      return asker === undefined || !view.inForce ? undefined : roleIn(view, asker.memberships)
    },
    list: async (view: ProtocolView, _: unknown, context: RequestContext) => (isListed(view) && view.inForce ? (await membersFor(portsOf(context), askerOf(context), view.id))?.map(memberOf) : undefined),
    covers: ({ id }: ProtocolView, _: unknown, context: RequestContext) => coverageOf(portsOf(context), askerOf(context), id),
    pending: ({ pending }: ProtocolView, _: unknown, context: RequestContext) => pending && {
      change: JSON.stringify(pending.change), ends: pending.ends, consents: () => communitiesOf(pending.consents, context), awaits: () => communitiesOf(pending.awaits, context),
    },
  },
  Relation: {
    keptBy: async ({ keptBy }: RelationView, _: unknown, { people }: RequestContext): Promise<(Keeper & { text: string })[]> =>
      (keptBy.length === 0 ? [] : keepersNamed(await people().directory.table(), keptBy).map((keeper) => ({ ...keeper, text: keptText(keeper.label) }))),
  },
}
