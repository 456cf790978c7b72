import { readdirSync, readFileSync } from 'node:fs'

const folder = new URL('../../schema/', import.meta.url)

/** The SDL of all areas, one file each, joined. */
export function readSchema(): string {
  return readdirSync(folder).filter((file) => file.endsWith('.graphql')).sort()
    .map((file) => readFileSync(new URL(file, folder), 'utf8')).join('\n')
}
