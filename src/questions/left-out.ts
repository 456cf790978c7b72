import { z } from 'zod'
import type { EntityRef } from '../graph/port.ts'
import type { Id } from '../model/ids.ts'
import type { Asking } from './context.ts'
import * as shapes from './shapes.ts'
import { entitiesNamed } from './walk.ts'
import { wanted } from './ways.ts'

/** Arguments of questions that list entities: some of them are not wanted. */
export const LEFT_OUT = {
  except: z.array(shapes.name).nullish().describe('不列出這些 (entities that are not listed)'),
  notNamed: shapes.named.describe('不列出名稱結尾是這些字的 (without those whose names end so)'),
} as const

interface Given { readonly except?: readonly string[] | null | undefined; readonly notNamed?: readonly string[] | null | undefined }

export interface LeftOut {
  /** What `except` names, for the question as it can be put again. */
  readonly except: readonly Id[] | undefined
  readonly fits: (entity: EntityRef) => boolean
  /** 「除了某某以外，」 before the question. */
  readonly text: string
}

/** @throws AMBIGUOUS_NAME, NOT_FOUND for what `except` names */
export async function leftOut(asking: Asking, { except, notNamed }: Given): Promise<LeftOut> {
  const entities = except?.length ? await entitiesNamed(asking, except, 'except') : []
  const ids = new Set(entities.map(({ id }) => id))
  const isNamed = notNamed?.length ? wanted([], notNamed) : () => false
  return { except: except?.length ? [...ids] : undefined, fits: (entity) => !ids.has(entity.id) && !isNamed(entity), text: leftOutText(entities.map(({ name }) => name), notNamed) }
}

/** @param names of those that `except` names */
export function leftOutText(names: readonly string[], notNamed: readonly string[] | null | undefined): string {
  const all = [...names.map((name) => `「${name}」`), ...notNamed ?? []]
  return all.length === 0 ? '' : `除了${all.join('、')}以外，`
}
