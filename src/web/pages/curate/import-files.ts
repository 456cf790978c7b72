import { readFile } from 'node:fs/promises'
import { importOf, isUnderWay } from '../../../archive/imports/desk.ts'
import { notFound } from '../../../model/errors.ts'
import type { Call } from '../../call.ts'
import type { Handler } from '../../route.ts'
import { percentOf, progressText } from './import-run.ts'
import { titleOf } from './import.ts'

const found = ({ context, actor, params }: Call): ReturnType<typeof importOf> => importOf({ imports: context.imports() }, actor, params['id']!)

const attached = (name: string, extension: string): Record<string, string> => ({ 'content-disposition': `attachment; filename="import.${extension}"; filename*=UTF-8''${encodeURIComponent(`${name}.${extension}`).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)}`, 'cache-control': 'private, no-store' })

/** How far it is, for the script of the page. */
export const progressFile: { readonly get: Handler } = {
  get: async (call) => {
    const { said, run } = await found(call)
    return { body: JSON.stringify(run === undefined ? { underWay: false } : { underWay: isUnderWay(run), percent: percentOf(run), text: progressText(call, said, run) }), type: 'application/json; charset=utf-8', headers: { 'cache-control': 'no-store' } }
  },
}

/** The mapping, as it is. */
export const mappingFile: { readonly get: Handler } = {
  get: async (call) => {
    const { said } = await found(call)
    if (said.mapping === undefined) throw notFound('mapping')
    return { body: said.mapping, type: 'application/yaml; charset=utf-8', headers: attached(titleOf(said), 'yaml') }
  },
}

/** The rows that did not go in, with the reasons. */
export const rejectsFile: { readonly get: Handler } = {
  get: async (call) => {
    const { said, run } = await found(call)
    if ((run?.told?.rejected.count ?? 0) === 0) throw notFound('rejects')
    const body = await readFile(call.context.imports().rejectsOf(said.id)).catch(() => { throw notFound('rejects') })
    return { body, type: 'text/csv; charset=utf-8', headers: attached(`${titleOf(said)}－${call.t('沒有進去的列', 'rejected rows')}`, 'csv') }
  },
}
