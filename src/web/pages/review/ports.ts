import type { MergePorts } from '../../../archive/merge/ports.ts'
import type { Call } from '../../call.ts'

export const portsOf = ({ asking: { graph, vocabulary }, context }: Pick<Call, 'asking' | 'context'>): MergePorts => ({ graph, vocabulary, directory: context.people().directory })
