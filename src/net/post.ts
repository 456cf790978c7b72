import { fetchOutside } from './outside.ts'
import { INTERNET, type Network } from './network.ts'

/** Of an answer nothing but its status is wanted. */
const [MOST_BYTES, PATIENCE] = [256_000, 10_000]

/** Sends to an address of the public internet. @param network for tests @throws as `fetchOutside` */
export const postOutside = (network: Network = INTERNET) =>
  async (address: string, { headers, body, signal }: { readonly headers: Readonly<Record<string, string>>; readonly body: string; readonly signal?: AbortSignal }): Promise<{ readonly status: number }> =>
    fetchOutside(address, { method: 'POST', headers, body, mostBytes: MOST_BYTES, mostMilliseconds: PATIENCE, ...(signal === undefined ? {} : { signal }) }, network)
