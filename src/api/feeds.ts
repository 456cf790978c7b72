import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { namesOf } from '../archive/accounts/names.ts'
import { feedOf } from '../archive/watching/feed.ts'
import { ATOM, atom } from '../exchange/atom.ts'
import { notFound } from '../model/errors.ts'
import type { Ports } from '../http/context.ts'
import { patience } from '../http/patience.ts'
import type { People } from '../http/people.ts'
import { linkTo } from '../questions/permalink.ts'
import { WHAT_LABELS } from '../archive/watching/wording.ts'

/** `GET /feeds/SECRET.atom`: what is new of what somebody watches. Whoever has the address reads what its owner may read. */
export async function feeds(app: FastifyInstance, ports: Ports & { readonly people: People }): Promise<void> {
  app.get('/feeds/:secret', async (request: FastifyRequest<{ Params: { secret: string } }>, reply) => {
    const [, secret] = /^([\w-]{43})\.atom$/.exec(request.params.secret) ?? []
    if (secret === undefined) throw notFound('訂閱的網址 (feed)')
    const { accounts, directory } = ports.people
    const { owner, news } = await feedOf({ graph: ports.graph, vocabulary: ports.vocabulary, accounts, directory }, secret, patience(reply, ports.timeLimit))
    const authors = await namesOf(accounts, news.map(({ actor }) => actor ?? ''))
    const feed = atom({
      // of the account, not of the secret: a new address is the same feed
      id: `urn:uuid:${owner.account}`, title: `方志：${owner.name}關注的`, self: `${ports.address}/feeds/${secret}.atom`, author: '方志',
      updated: new Date(news[0]?.at ?? 0),
      entries: news.map(({ id, at, text, what, reason, actor, entities }, i) => ({
        id: `urn:uuid:${id}`, title: text, updated: new Date(at), category: { term: what, label: WHAT_LABELS[what] },
        ...(actor === undefined ? {} : { author: authors[i]! }), ...(reason === undefined || reason === '' ? {} : { summary: reason }),
        ...(entities[0] === undefined ? {} : { link: linkTo(ports.address)(entities[0].id) }),
      })),
    })
    const tag = `"${createHash('sha256').update(feed).digest('base64url').slice(0, 27)}"`
    // the address is the key: it is not to be passed on, or found
    reply.headers({ etag: tag, 'cache-control': 'private, no-cache', 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex' })
    if (request.headers['if-none-match']?.split(/\s*,\s*/).some((one) => one.replace(/^W\//, '') === tag)) return reply.code(304).send()
    return reply.type(ATOM).send(feed)
  })
}
