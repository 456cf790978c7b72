import { Meilisearch } from 'meilisearch'

/** Deletes the indexes of a test. */
export async function wipe(url: string, key: string, base: string): Promise<void> {
  const client = new Meilisearch({ host: url, apiKey: key })
  for (const { uid } of (await client.getRawIndexes({ limit: 1_000 })).results) {
    if (uid.startsWith(`${base}-`)) await client.deleteIndex(uid).waitTask({ timeout: 60_000 })
  }
}
