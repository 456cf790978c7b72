import { mkdir, readFile, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { unavailable } from '../../model/errors.ts'
import type { CheckedLink, CheckedLinks } from '../links.ts'
import { writeWhole } from './whole.ts'

/** One file, read again when it is another. One process writes it at a time: whoever has the job. */
export function openCheckedLinks(path: string): CheckedLinks {
  let known: { readonly at: number; readonly links: Map<string, CheckedLink> } | undefined
  const read = async (): Promise<Map<string, CheckedLink>> => {
    try {
      const { mtimeMs } = await stat(path)
      if (known?.at !== mtimeMs) known = { at: mtimeMs, links: new Map((JSON.parse(await readFile(path, 'utf8')) as CheckedLink[]).map((link) => [link.address, link])) }
      return known.links
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Map()
      throw error
    }
  }
  const write = async (links: Iterable<CheckedLink>): Promise<void> => {
    await mkdir(dirname(path), { recursive: true })
    await writeWhole(path, [...links])
    known = undefined
  }
  return {
    found: (addresses) => guarded(async () => {
      const links = await read()
      return new Map(addresses.flatMap((address) => { const link = links.get(address); return link === undefined ? [] : [[address, link] as const] }))
    }),
    keep: (fresh) => guarded(async () => write(new Map([...await read(), ...fresh.map((link) => [link.address, link] as const)]).values())),
    only: (addresses) => guarded(async () => write([...(await read()).values()].filter(({ address }) => addresses.has(address)))),
  }
}

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw (error as NodeJS.ErrnoException).syscall === undefined ? error : unavailable('the list of checked links', error)
  }
}
