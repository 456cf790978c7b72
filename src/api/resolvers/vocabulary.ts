import { addWord, changeWord, type VocabularyPorts } from '../../archive/vocabulary/change.ts'
import { branches } from '../../archive/vocabulary/concepts.ts'
import { troubles } from '../../archive/vocabulary/integrity.ts'
import { familyOf, partsOf, type WordInput } from '../../archive/vocabulary/parts.ts'
import { termOf, word, words, type WordView } from '../../archive/vocabulary/words.ts'
import type { Page } from '../../graph/port.ts'
import type { Family } from '../../model/terms.ts'
import type { Field, Labels, RelationType } from '../../model/vocabulary.ts'
import { pageOf } from '../../questions/entity.ts'
import { history } from '../../questions/history.ts'
import { entityNamed } from '../../questions/resolve.ts'
import type { RequestContext } from '../../http/context.ts'

interface Named { readonly family: Family; readonly code: string }
interface Paging { readonly first?: number | null; readonly after?: string | null }
interface Given { readonly key: string; readonly reason: string; readonly code: string; readonly relation?: WordInput | null; readonly field?: WordInput | null }

const NOTHING: Page<never> = { items: [], hasNextPage: false }

export const vocabulary = {
  Query: {
    vocabulary: (_: unknown, __: unknown, { asking }: RequestContext) => asking.vocabulary,
    word: (_: unknown, { family, code }: Named, { asking }: RequestContext) => either(word(asking.vocabulary, family, code)),
    wordHistory: async (_: unknown, { family, code, ...page }: Named & Paging, { asking }: RequestContext) => {
      word(asking.vocabulary, family, code)
      const term = await termOf(asking.graph, family, code)
      return paged(term === undefined ? NOTHING : await history(asking, term.id, page))
    },
    conceptTree: async (_: unknown, { of, includeProposed, first, after }: Paging & { of?: string | null; includeProposed?: boolean | null }, { asking }: RequestContext) => {
      const concept = of == null ? undefined : (await entityNamed(asking, of, 'of')).id
      const found = await branches(asking, concept, { ...pageOf({ first: first ?? 50, after: after ?? null }), includeProposed: includeProposed ?? false })
      return { ...paged(found), total: found.total }
    },
    conceptTroubles: (_: unknown, __: unknown, { asking }: RequestContext) => troubles(asking),
  },
  Mutation: {
    addWord: async (_: unknown, { key, reason, code, ...given }: Given, context: RequestContext) => {
      const family = familyOf(given)
      return either(await addWord(ports(context), context.actor, { key, reason, family, code, definition: partsOf(family, given[family]!) }))
    },
    changeWord: async (_: unknown, { key, reason, code, version, ...given }: Given & { version: string }, context: RequestContext) => {
      const family = familyOf(given)
      const before = word(context.asking.vocabulary, family, code).word
      return either(await changeWord(ports(context), context.actor, { key, reason, family, code, version, change: partsOf(family, given[family]!, before) }))
    },
    retireWord: async (_: unknown, { key, reason, family, code, version, retired }: Named & { key: string; reason: string; version: string; retired?: boolean | null }, context: RequestContext) =>
      either(await changeWord(ports(context), context.actor, { key, reason, family, code, version, change: { retired: retired === false ? null : true } })),
  },
  Vocabulary: {
    kinds: (_: unknown, __: unknown, { asking }: RequestContext) => [...asking.vocabulary.kinds].map(([code, label]) => ({ code, ...inTwo(label) })),
    relations: (_: unknown, __: unknown, { asking }: RequestContext) => words(asking.vocabulary, 'relation').map(told),
    fields: (_: unknown, __: unknown, { asking }: RequestContext) => words(asking.vocabulary, 'field').map(told),
  },
}

const ports = ({ asking, people, receipts }: RequestContext): VocabularyPorts =>
  ({ graph: asking.graph, vocabulary: asking.vocabulary, directory: people().directory, ...(receipts === undefined ? {} : { receipts }) })

const inTwo = (label: Labels): { label: string; english: string } => ({ label: label['zh-Hant'], english: label.en })

function told({ family, word: one, standing, version }: WordView): object {
  const shared = { standing, version, retired: one.retired === true }
  if (family === 'field') return { ...(one as Field), personal: (one as Field).personal === true, ...inTwo((one as Field).label), ...shared }
  const { forward, backward, ...rest } = one as RelationType
  return { ...rest, forward: forward['zh-Hant'], forwardEnglish: forward.en, backward: backward['zh-Hant'], backwardEnglish: backward.en, ...shared }
}

const either = (view: WordView): object => ({ [view.family]: told(view) })

const paged = <T>({ items, endCursor, hasNextPage }: Page<T>): object => ({ items, pageInfo: { endCursor: endCursor ?? null, hasNextPage } })
