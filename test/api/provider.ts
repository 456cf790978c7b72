import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

const base64 = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

export interface TestProvider {
  readonly issuer: string
  /** Somebody signs in at the provider. @returns the query with which their browser goes back */
  readonly authorize: (address: string, person: object) => string
  /** Changes what it says from now on. */
  readonly lie: Lies
  /** Paths that it was asked for. */
  readonly asked: string[]
}

interface Lies {
  /** Over the discovery document. */
  discovery?: object
  /** Over the claims of the next ID tokens. */
  claims?: object
  /** Signs with a key that is not in its set. */
  otherKey?: boolean
  /** Answers every request so instead. */
  answer?: { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string }
}

/** A provider of OpenID Connect on this machine: discovery, keys, codes good once with PKCE, ID tokens of RS256. */
export async function testProvider(t: { teardown(fn: () => unknown): void }, { clientId, clientSecret }: { clientId: string; clientSecret: string }): Promise<TestProvider> {
  const [{ privateKey, publicKey }, other] = [generateKeyPairSync('rsa', { modulusLength: 2048 }), generateKeyPairSync('rsa', { modulusLength: 2048 })]
  const codes = new Map<string, { challenge: string; nonce: string; redirect: string; person: object }>()
  const lie: Lies = {}
  const asked: string[] = []
  let issuer = ''
  const idToken = (nonce: string, person: object): string => {
    const now = Math.floor(Date.now() / 1_000)
    const content = `${base64({ alg: 'RS256', kid: 'one' })}.${base64({ iss: issuer, aud: clientId, iat: now, exp: now + 300, nonce, ...person, ...lie.claims })}`
    return `${content}.${sign('RSA-SHA256', Buffer.from(content), lie.otherKey === true ? other.privateKey : privateKey).toString('base64url')}`
  }
  const token = async (form: URLSearchParams, authorization: string | undefined): Promise<[number, object]> => {
    if (authorization !== `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`) return [401, { error: 'invalid_client' }]
    const code = codes.get(form.get('code') ?? '')
    codes.delete(form.get('code') ?? '')
    const challenge = createHash('sha256').update(form.get('code_verifier') ?? '').digest('base64url')
    if (code === undefined || code.challenge !== challenge || code.redirect !== form.get('redirect_uri')) return [400, { error: 'invalid_grant' }]
    return [200, { access_token: randomUUID(), token_type: 'Bearer', expires_in: 60, id_token: idToken(code.nonce, code.person) }]
  }
  const server = createServer(async (request, response) => {
    const path = request.url!.split('?')[0]!
    asked.push(path)
    const body = await text(request)
    const say = (status: number, value: object): void => { response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value)) }
    if (lie.answer !== undefined) return void response.writeHead(lie.answer.status, { 'content-type': 'application/json', ...lie.answer.headers }).end(lie.answer.body)
    if (path === '/.well-known/openid-configuration') {
      return say(200, {
        issuer, authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/keys`, response_types_supported: ['code'],
        subject_types_supported: ['public'], id_token_signing_alg_values_supported: ['RS256'], ...lie.discovery,
      })
    }
    if (path === '/keys') return say(200, { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'one', use: 'sig', alg: 'RS256' }] })
    if (path === '/token') return say(...await token(new URLSearchParams(body), request.headers.authorization))
    return say(404, {})
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    issuer, lie, asked,
    authorize: (address, person) => {
      const { searchParams } = new URL(address)
      const code = randomUUID()
      codes.set(code, { challenge: searchParams.get('code_challenge')!, nonce: searchParams.get('nonce')!, redirect: searchParams.get('redirect_uri')!, person })
      return new URLSearchParams({ code, state: searchParams.get('state')! }).toString()
    },
  }
}
