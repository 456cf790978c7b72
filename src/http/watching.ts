import type { AskAnew, WatchPorts } from '../archive/watching/ports.ts'
import { askWatched } from '../questions/watched.ts'
import type { RequestContext } from './context.ts'

/** What watching needs, as a request has it. */
export const watchPorts = ({ asking, people }: RequestContext): WatchPorts => ({ graph: asking.graph, vocabulary: asking.vocabulary, accounts: people().accounts, directory: people().directory })

export const askAnew = ({ asking }: RequestContext): AskAnew => (viewer, asks, before) => askWatched({ ...asking, viewer }, asks, before)
