import type { ASTVisitor, DocumentNode, FieldNode, FragmentDefinitionNode, GraphQLError as GraphQLErrorType, SelectionSetNode, ValidationContext } from 'graphql'
import { ArchiveError } from '../model/errors.ts'
import { FAMILY } from '../questions/family.ts'
import { GraphQLError, Kind } from './graphql-js.ts'

/** The standing introspection query has depth 15; what people ask of entities stays well below. */
const MOST_DEPTH = 16
/**
 * Fields of one operation and the fragments it spreads, as often as it spreads them: a wide query of
 * aliases is stopped here, and fragments that spread each other twice (2^n spreads, no field at all).
 */
const MOST_SELECTIONS = 600
/** Cost of one operation, in rows that may have to be read; see `costOf`. */
const MOST_COST = 50_000
/** Tokens of one document. */
export const MOST_TOKENS = 4_000

/** What a list field reads when `first` is not given; `parent.field` where the place matters: the rows of a question are counted at the question. */
const DEFAULT_ROWS: Record<string, number> = {
  ...Object.fromEntries([...FAMILY.keys(), 'ask'].flatMap((name) => [[name, 20], [`${name}.rows`, 1]])),
  connectors: 20, 'connectors.connectors': 1, paths: 10, 'paths.paths': 1, resolve: 10, entities: 20, duplicates: 20, identifierClashes: 20, relations: 20,
  history: 20, merged: 5, search: 20, 'search.hits': 1, 'search.facets': 5, 'hits.passages': 3, suggest: 10, contents: 1, 'items.passages': 200, 'rows.passages': 1, 'ask.passages': 3, 'ask.nearest': 3, 'ask.readings': 2, corrections: 5,
  communityPages: 50, protocols: 50, owners: 1, stewards: 3, members: 100, list: 100, consents: 1, awaits: 1, readers: 1, keptBy: 1, covers: 20,
  distinctions: 20, examples: 10, along: 3, later: 3, obstacles: 10,
  annotations: 20, replies: 10, collections: 20, collectionsOf: 20, 'collection.members': 20, 'items.members': 20, 'collection.blocks': 50, 'items.blocks': 50, 'blocks.items': 20, 'names.candidates': 3, 'from.candidates': 3, 'to.candidates': 3, 'suggestRelations.relations': 10, 'suggestRelations.names': 30,
  evidence: 2, routes: 3, steps: 3, 'steps.relations': 2, answer: 20, 'answer.rows': 1, savedQuestions: 20, 'savedRun.answer': 20, gained: 10, reports: 20, changed: 10, lost: 10,
  quality: 20, qualityCounts: 8, differences: 20, refusals: 20, changes: 3, conflicting: 20,
  watches: 50, whatIsNew: 20, 'items.entities': 3, 'gained.entities': 2, 'changed.entities': 2, 'lost.entities': 2, webhooks: 5, results: 20,
}
/** A question walks the graph, the queue of duplicates compares names, a search looks through texts, whatever they return. */
const WALKS: Record<string, number> = {
  ...Object.fromEntries([...FAMILY.keys(), 'ask'].map((name) => [name, 5_000])),
  annotate: 10_000, changeAnnotation: 10_000, withdrawAnnotation: 10_000, relateFromPassage: 10_000, suggestRelations: 5_000, annotations: 1_000,
  collection: 5_000, collections: 10_000, collectionsOf: 2_000, createCollection: 10_000, changeCollection: 10_000, freezeCollection: 15_000, unfreezeCollection: 10_000, withdrawCollection: 10_000,
  write: 10_000, blurPlace: 20_000, report: 10_000, redact: 20_000, reports: 5_000, signIn: 10_000, acceptInvitation: 10_000, register: 10_000, recover: 10_000, changePassword: 10_000, updateMe: 10_000, deleteMe: 20_000,
  whoCanSee: 500,
  undoPreview: 20_000, revert: 20_000, restore: 10_000, mergePreview: 5_000, unmergePreview: 2_000, merge: 10_000, unmerge: 10_000, distinguish: 10_000, undistinguish: 10_000,
  enter: 10_000, namesIn: 2_000, cleaned: 2_000, saveDraft: 5_000, capture: 10_000, makeWorkshop: 20_000, contribute: 10_000, workshops: 2_000, contributors: 2_000,
  quality: 10_000, qualityCounts: 30_000, bulkPreview: 20_000, bulk: 30_000, sheet: 20_000, sheetPreview: 20_000, importSheet: 30_000, confirmEvidence: 10_000,
  watch: 7_000, whatIsNew: 2_000, testWebhook: 10_000, addWebhook: 2_000,
  among: 10_000, brokerage: 20_000, communities: 20_000, duplicates: 10_000, identifierClashes: 10_000, search: 2_000, answer: 5_000, savedQuestions: 2_000, savedRun: 7_000,
}

/** Fields without a selection that take work all the same: a text is written, once however many rows it has. */
const WRITTEN: Record<string, number> = { export: 2_000, xlsx: 10_000 }

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>

const fragmentsOf = (document: DocumentNode): Fragments =>
  new Map(document.definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [])))

/** How many more selections may be looked at. */
interface Budget { left: number }

/**
 * Walks fields with fragments spread out; a fragment inside itself (refused by another rule) is not entered again.
 * @throws TOO_EXPENSIVE when the budget is used up
 */
function* fieldsOf(set: SelectionSetNode, fragments: Fragments, budget: Budget, entered: readonly string[] = []): Generator<FieldNode> {
  for (const node of set.selections) {
    if (--budget.left < 0) throw tooExpensive(`a query may ask for at most ${MOST_SELECTIONS} fields, fragments counted as often as they are spread`)
    if (node.kind === Kind.FIELD) yield node
    else if (node.kind === Kind.INLINE_FRAGMENT) yield* fieldsOf(node.selectionSet, fragments, budget, entered)
    else {
      const fragment = fragments.get(node.name.value)
      if (fragment !== undefined && !entered.includes(node.name.value)) yield* fieldsOf(fragment.selectionSet, fragments, budget, [...entered, node.name.value])
    }
  }
}

/** Refuses documents that are too deep or too wide, fragments counted where they are spread. */
export function depthAndWidth(context: ValidationContext): ASTVisitor {
  const fragments = fragmentsOf(context.getDocument())
  const budget = { left: MOST_SELECTIONS }
  const measure = (set: SelectionSetNode, depth: number): void => {
    if (depth > MOST_DEPTH) throw tooExpensive(`a query may be at most ${MOST_DEPTH} levels deep`)
    for (const field of fieldsOf(set, fragments, budget)) {
      if (field.selectionSet) measure(field.selectionSet, depth + 1)
    }
  }
  return {
    OperationDefinition: (node) => {
      try {
        measure(node.selectionSet, 1)
      } catch (error) {
        context.reportError(error as GraphQLErrorType)
      }
    },
  }
}

const tooExpensive = (message: string): GraphQLErrorType => new GraphQLError(message, { extensions: { code: 'TOO_EXPENSIVE' } })

/**
 * The rows an operation may have to read: every list multiplies what is asked below it by `first`,
 * from the query or its variables.
 * @throws TOO_EXPENSIVE
 */
export function checkCost(document: DocumentNode, variables: Readonly<Record<string, unknown>>): void {
  const fragments = fragmentsOf(document)
  const budget = { left: 2 * MOST_SELECTIONS }
  const defaults = new Map(document.definitions.flatMap((node) => (node.kind === Kind.OPERATION_DEFINITION ? node.variableDefinitions ?? [] : []))
    .map(({ variable, defaultValue }) => [variable.name.value, defaultValue?.kind === Kind.INT ? Number(defaultValue.value) : undefined]))
  const rowsOf = (field: FieldNode, parent: FieldNode | undefined): number => {
    const given = field.arguments?.find((argument) => argument.name.value === 'first')?.value
    const first = given?.kind === Kind.INT ? Number(given.value) : given?.kind === Kind.VARIABLE ? variables[given.name.value] ?? defaults.get(given.name.value) : undefined
    if (typeof first === 'number' && first > 0) return first
    return DEFAULT_ROWS[`${parent?.name.value}.${field.name.value}`] ?? DEFAULT_ROWS[field.name.value] ?? 1
  }
  let written = 0
  const costOf = (set: SelectionSetNode, parent?: FieldNode): number => {
    let cost = 0
    for (const field of fieldsOf(set, fragments, budget)) {
      // scalars come with their row; a page's `items` costs what its list does
      if (field.selectionSet) cost += rowsOf(field, parent) * (1 + costOf(field.selectionSet, field))
      written += WRITTEN[field.name.value] ?? 0
      if (parent === undefined) cost += WALKS[field.name.value] ?? 0
      if (cost > MOST_COST) return cost
    }
    return cost
  }
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION || [...fieldsOf(definition.selectionSet, fragments, budget)].every((field) => field.name.value.startsWith('__'))) continue
    written = 0
    if (costOf(definition.selectionSet) + written > MOST_COST) {
      throw new ArchiveError('TOO_EXPENSIVE', `this query may have to read more than ${MOST_COST} rows; ask for fewer (first) or less deep`)
    }
  }
}
