/** What is being written, kept on this device: it outlives a reload and a dead battery. */
export interface Kept {
  readonly key: string
  /** Whose; told by a mark that says nothing else. */
  readonly account: string
  /** Of a workshop; else empty. */
  readonly code: string
  readonly title: string
  /** The version of the draft on the service that this goes on from; else empty. */
  readonly version: string
  readonly fields: readonly (readonly [name: string, value: string])[]
  readonly savedAt: number
  /** Somebody has pressed send. */
  readonly sending: boolean
}

/** A file that was chosen. */
export interface KeptFile {
  readonly id: string
  /** Of the draft. */
  readonly key: string
  /** Its place among the files of the form. */
  readonly place: number
  readonly name: string
  readonly blob: Blob
}

/** Both stores; every method does nothing where the device keeps nothing (private windows). */
export class Device {
  readonly #database: Promise<IDBDatabase | undefined> = new Promise((resolve) => {
    try {
      const opening = indexedDB.open('fangzhi-writing', 1)
      opening.addEventListener('upgradeneeded', () => {
        opening.result.createObjectStore('drafts', { keyPath: 'key' })
        opening.result.createObjectStore('files', { keyPath: 'id' }).createIndex('key', 'key')
      })
      opening.addEventListener('success', () => { resolve(opening.result) })
      for (const failure of ['error', 'blocked']) opening.addEventListener(failure, () => { resolve(undefined) })
    } catch {
      resolve(undefined)
    }
  })

  async #do<T>(stores: readonly string[], mode: IDBTransactionMode, act: (transaction: IDBTransaction) => IDBRequest<T> | undefined): Promise<T | undefined> {
    const database = await this.#database
    if (database === undefined) return undefined
    return new Promise((resolve) => {
      const transaction = database.transaction(stores, mode)
      const request = act(transaction)
      transaction.addEventListener('complete', () => { resolve(request?.result) })
      for (const failure of ['error', 'abort']) transaction.addEventListener(failure, () => { resolve(undefined) })
    })
  }

  draft(key: string): Promise<Kept | undefined> {
    return this.#do(['drafts'], 'readonly', (transaction) => transaction.objectStore('drafts').get(key) as IDBRequest<Kept | undefined>)
  }

  async drafts(account: string, code: string): Promise<Kept[]> {
    const all = await this.#do(['drafts'], 'readonly', (transaction) => transaction.objectStore('drafts').getAll() as IDBRequest<Kept[]>) ?? []
    return all.filter((one) => one.account === account && one.code === code).sort((x, y) => y.savedAt - x.savedAt)
  }

  async keep(draft: Kept): Promise<boolean> {
    return (await this.#do(['drafts'], 'readwrite', (transaction) => transaction.objectStore('drafts').put(draft))) !== undefined
  }

  async files(key: string): Promise<KeptFile[]> {
    const found = await this.#do(['files'], 'readonly', (transaction) => transaction.objectStore('files').index('key').getAll(key) as IDBRequest<KeptFile[]>) ?? []
    return found.sort((x, y) => x.place - y.place)
  }

  async keepFile(file: KeptFile): Promise<void> {
    await this.#do(['files'], 'readwrite', (transaction) => transaction.objectStore('files').put(file))
  }

  async dropFile(id: string): Promise<void> {
    await this.#do(['files'], 'readwrite', (transaction) => { transaction.objectStore('files').delete(id); return undefined })
  }

  /** The draft with its files. */
  async drop(key: string): Promise<void> {
    const files = await this.files(key)
    await this.#do(['drafts', 'files'], 'readwrite', (transaction) => {
      transaction.objectStore('drafts').delete(key)
      for (const { id } of files) transaction.objectStore('files').delete(id)
      return undefined
    })
  }
}
