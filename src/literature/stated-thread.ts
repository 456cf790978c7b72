import { parentPort, workerData } from 'node:worker_threads'
import type { Vocabulary } from '../model/vocabulary.ts'
import type { Read, Reading } from './stated-messages.ts'
import { knownNames, loadPatterns, readStatements, rulesOf } from './statements/index.ts'

/** The thread of `stated-in.ts`: the expressions are made once, when it begins. */
const vocabulary = workerData as Vocabulary
const rules = rulesOf(loadPatterns(vocabulary), vocabulary)

parentPort!.on('message', ({ number, passage, names }: Reading) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origins
  const say = (read: Read): void => parentPort!.postMessage(read)
  try {
    say({ number, statements: readStatements([passage], knownNames(names), rules, vocabulary).statements })
  } catch (error) {
    say({ number, error })
  }
})
