import { parentPort, workerData } from 'node:worker_threads'
import { Graph } from './graph.ts'
import { failureOf, type CatchUp, type CaughtUp, type KeeperData } from './messages.ts'
import type { LoaderModule } from './types.ts'

/** The thread that keeps the graph in step with the store. */
const { loader: url, path } = workerData as KeeperData
const { open } = (await import(url)) as LoaderModule
let graph: Graph | undefined

function catchUp({ anew, inPlace, grounds }: CatchUp): CaughtUp {
  try {
    const loader = open(path)
    try {
      // a sequence that went back: another file, restored or copied, stands in its place
      if (graph === undefined || anew || loader.sequence() < graph.sequence) graph = new Graph(loader)
      else if (loader.sequence() > graph.sequence) graph.follow(loader, inPlace)
      if (grounds) graph.ground(loader)
    } finally {
      loader.close()
    }
    return { snapshot: graph.snapshot() }
  } catch (error) {
    // it may be half changed
    graph = undefined
    return { failure: failureOf(error) }
  }
}

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origins
parentPort!.on('message', (message: CatchUp) => parentPort!.postMessage(catchUp(message)))
