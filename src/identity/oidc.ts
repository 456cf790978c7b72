import * as client from 'openid-client'
import { ArchiveError, unauthenticated } from '../model/errors.ts'
import { isLoopback } from '../model/loopback.ts'
import { checkAddress, guarded } from './guarded.ts'

export interface OidcSettings {
  /** As the provider writes it: `https://accounts.example.tw`. HTTPS, but for a provider on this machine. */
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** Where the provider sends people back to. */
  readonly redirect: string
}

/** What must come back from the provider, and what proves that it was us who asked. */
export interface Asked {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
}

/** Somebody as the provider knows them. */
export interface Known {
  readonly issuer: string
  readonly subject: string
  readonly name?: string
  readonly login?: string
  /** Only an address that the provider has proved. */
  readonly mail?: string
}

export interface Provider {
  /** Where the browser goes, and what is to be kept until it comes back. @throws UNAVAILABLE, FORBIDDEN */
  begin(): Promise<{ readonly address: string; readonly asked: Asked }>
  /** @param query of the address it came back to @throws UNAUTHENTICATED, UNAVAILABLE, FORBIDDEN */
  finish(query: string, asked: Asked): Promise<Known>
}

/** Milliseconds that a discovery document is believed. */
const GOOD_FOR = 3_600_000

/** OpenID Connect by code, with PKCE, state and nonce; the signature of the ID token is checked, too. */
export function oidc({ issuer, clientId, clientSecret, redirect }: OidcSettings): Provider {
  const home = new URL(issuer)
  const isHere = home.protocol === 'http:' && isLoopback(home.hostname)
  let known: { readonly at: number; readonly configuration: Promise<client.Configuration> } | undefined
  const discover = async (): Promise<client.Configuration> => {
    const configuration = await client.discovery(home, clientId, {}, authentication(clientSecret), {
      [client.customFetch]: guarded(home) as client.CustomFetch, timeout: 10,
      execute: [client.enableNonRepudiationChecks, ...(isHere ? [client.allowInsecureRequests] : [])],
    }).catch((error: unknown) => { throw toldOf(error) })
    const { authorization_endpoint: authorization, token_endpoint: token, jwks_uri: keys } = configuration.serverMetadata()
    for (const address of [authorization, token, keys]) if (address !== undefined) checkAddress(new URL(address), home)
    return configuration
  }
  const configured = async (): Promise<client.Configuration> => {
    if (known === undefined || Date.now() - known.at > GOOD_FOR) {
      const found = { at: Date.now(), configuration: discover() }
      known = found
      found.configuration.catch(() => { if (known === found) known = undefined })
    }
    return known.configuration
  }
  return {
    begin: async () => {
      const configuration = await configured()
      const asked = { state: client.randomState(), nonce: client.randomNonce(), verifier: client.randomPKCECodeVerifier() }
      const address = client.buildAuthorizationUrl(configuration, {
        redirect_uri: redirect, scope: 'openid profile email', state: asked.state, nonce: asked.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(asked.verifier), code_challenge_method: 'S256',
      })
      return { address: address.href, asked }
    },
    finish: async (query, { state, nonce, verifier }) => {
      const configuration = await configured()
      const tokens = await client.authorizationCodeGrant(configuration, new URL(`${redirect}?${query}`), { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true })
        .catch((error: unknown) => { throw toldOf(error) })
      return knownOf(tokens.claims()!)
    },
  }
}

/** By the header, as OAuth has it, unless the provider takes the form alone. */
const authentication = (secret: string): client.ClientAuth => (server, ...rest) => {
  const methods = server.token_endpoint_auth_methods_supported
  const byForm = methods !== undefined && !methods.includes('client_secret_basic') && methods.includes('client_secret_post')
  ;(byForm ? client.ClientSecretPost(secret) : client.ClientSecretBasic(secret))(server, ...rest)
}

function knownOf({ iss, sub, name, preferred_username: login, email, email_verified: isProved }: client.IDToken): Known {
  const text = (value: unknown): string | undefined => (typeof value === 'string' && value.trim() !== '' ? value : undefined)
  const [called, as, mail] = [text(name), text(login), isProved === true ? text(email) : undefined]
  return { issuer: iss, subject: sub, ...(called === undefined ? {} : { name: called }), ...(as === undefined ? {} : { login: as }), ...(mail === undefined ? {} : { mail }) }
}

/** What is ours stays; of the rest only that it did not work: its words are for the log. */
function toldOf(error: unknown): ArchiveError {
  for (let cause = error; cause instanceof Error; cause = cause.cause) if (cause instanceof ArchiveError) return cause
  const { error: said } = error as { error?: unknown }
  const { message } = said === 'access_denied' ? unauthenticated('登入取消了 (signing in was given up)') : unauthenticated('登入沒有成功，請再試一次 (signing in did not work; try again)')
  return new ArchiveError('UNAUTHENTICATED', message, {}, error)
}
