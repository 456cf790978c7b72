import { join } from 'node:path'
import { openSqliteAccounts } from '../../../src/accounts/sqlite/index.ts'
import type { AccountStore } from '../../../src/accounts/port.ts'
import { foundCommunity } from '../../../src/archive/access/communities.ts'
import { Directory } from '../../../src/archive/access/directory.ts'
import { makeProtocol, type ProtocolFields } from '../../../src/archive/access/protocols.ts'
import type { WriteInput } from '../../../src/archive/contribute/input.ts'
import { storedRecord, type StoredRecord } from '../../../src/archive/contribute/record.ts'
import type { WritePorts } from '../../../src/archive/contribute/ports.ts'
import { write, type Written } from '../../../src/archive/contribute/write.ts'
import { Receipts } from '../../../src/archive/files/receipt.ts'
import type { GraphStore } from '../../../src/graph/port.ts'
import type { AccountRole, Actor, MemberRole } from '../../../src/model/actor.ts'
import type { ArchiveError } from '../../../src/model/errors.ts'
import { newId, type Id } from '../../../src/model/ids.ts'
import { emptyStore, folder, vocabulary } from '../../fixture.ts'

type Test = Parameters<typeof emptyStore>[0]
type Community = { readonly id: Id; readonly steward: Id }

/** People with accounts and communities of their own around an archive. */
export class Town {
  readonly ports: WritePorts & { readonly graph: GraphStore; readonly directory: Directory; readonly accounts: AccountStore; readonly receipts: Receipts }
  #count = 0

  constructor(graph: GraphStore, accounts: AccountStore) {
    this.ports = { graph, accounts, directory: new Directory({ graph, accounts }), vocabulary, receipts: new Receipts(Buffer.alloc(32, 7)) }
  }

  async someone(role: AccountRole = 'contributor'): Promise<Id> {
    const login = `someone${++this.#count}`
    return (await this.ports.accounts.createAccount({ id: newId(), login, name: `${login}的名字`, role, createdAt: 0 })).id
  }

  /** With the rights of this moment. */
  async as(account: Id): Promise<Actor> {
    return (await this.ports.directory.actor(account))!
  }

  async community(label: string): Promise<Community> {
    const founder = await this.someone('librarian')
    const { id } = await foundCommunity(this.ports, await this.as(founder), { label: { 'zh-Hant': label }, contact: `${label}辦公室` })
    // to run it is all that counts within it
    await this.ports.accounts.updateAccount(founder, { role: 'contributor' })
    return { id, steward: founder }
  }

  async member(role: MemberRole, ...communities: readonly Community[]): Promise<Id> {
    const account = await this.someone()
    for (const { id } of communities) await this.ports.accounts.join({ group: id, account, role, since: 0 })
    return account
  }

  async protocol({ id, steward }: Community, label: string, more: Partial<ProtocolFields> = {}): Promise<Id> {
    return (await makeProtocol(this.ports, await this.as(steward), { label: { 'zh-Hant': label }, owners: [id], kind: 'strict', signedIn: false, shown: 'silent', members: 'community', ...more })).id
  }

  async write(account: Id | undefined, operations: readonly WriteInput[], key = `key:${newId()}`): Promise<Written> {
    return write(this.ports, account === undefined ? undefined : await this.as(account), { key, reason: '測試', operations })
  }

  /** As somebody sees it. */
  async record(account: Id | undefined, id: Id): Promise<StoredRecord | undefined> {
    return storedRecord(this.ports, account === undefined ? await this.ports.directory.everyone() : (await this.as(account)).viewer, id)
  }

  async version(account: Id, id: Id): Promise<string> {
    return (await this.record(account, id))!.version!
  }

  /** The words of a record. */
  async words(account: Id | undefined, id: Id): Promise<any> {
    const record = await this.record(account, id)
    return record?.record == null ? undefined : JSON.parse(record.record)
  }
}

export async function town(t: Test, graph?: GraphStore): Promise<Town> {
  const accounts = await openSqliteAccounts({ path: join(await folder(t), 'accounts.sqlite') })
  t.teardown(() => accounts.close())
  return new Town(graph ?? await emptyStore(t), accounts)
}

/** What was refused, without the words for people. */
export async function refusal(promise: Promise<unknown>): Promise<{ code: string; field?: string; current?: unknown } | undefined> {
  try {
    await promise
    return undefined
  } catch (error) {
    const { code, details } = error as ArchiveError
    if (code === undefined || details === undefined) throw error
    return { code, ...(details.field === undefined ? {} : { field: details.field }), ...(details.current === undefined ? {} : { current: details.current }) }
  }
}

export const EVERYBODY = { protocols: ['everyone'] }
/** An organization as somebody writes one. */
export const organization = (name: string, more: object = {}): WriteInput => ({ entity: { kind: 'Organization', names: [{ text: name }], audience: EVERYBODY, ...more } })
