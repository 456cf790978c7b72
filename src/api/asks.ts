import type { GraphQLResolveInfo, SelectionSetNode } from 'graphql'
import { Kind } from './graphql-js.ts'

/** Whether anything below this field asks for one of these fields, at any depth, fragments included. */
export function asks(info: GraphQLResolveInfo, fields: readonly string[]): boolean {
  const seen = new Set<string>()
  const within = (set: SelectionSetNode | undefined): boolean => set?.selections.some((node) => {
    if (node.kind === Kind.FIELD) return fields.includes(node.name.value) || within(node.selectionSet)
    if (node.kind === Kind.INLINE_FRAGMENT) return within(node.selectionSet)
    if (seen.has(node.name.value)) return false
    seen.add(node.name.value)
    return within(info.fragments[node.name.value]?.selectionSet)
  }) ?? false
  return info.fieldNodes.some((node) => within(node.selectionSet))
}
