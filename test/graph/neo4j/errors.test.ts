import { Neo4jError } from 'neo4j-driver'
import t from 'tap'
import { mapped } from '../../../src/graph/neo4j/errors.ts'
import { conflict } from '../../../src/model/errors.ts'

const thrown = (message: string, code: string): Neo4jError => new Neo4jError(message, code as never, '50N42', 'as the server describes it')

const codes: Readonly<Record<string, string>> = {
  ServiceUnavailable: 'UNAVAILABLE',
  SessionExpired: 'UNAVAILABLE',
  'Neo.TransientError.General.DatabaseUnavailable': 'UNAVAILABLE',
  'Neo.TransientError.Transaction.DeadlockDetected': 'UNAVAILABLE',
  'Neo.ClientError.Transaction.LockAcquisitionTimeout': 'UNAVAILABLE',
  'Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration': 'TOO_EXPENSIVE',
  'Neo.TransientError.General.MemoryPoolOutOfMemoryError': 'TOO_EXPENSIVE',
  'Neo.ClientError.Statement.SyntaxError': 'INTERNAL',
  'Neo.ClientError.Schema.ConstraintValidationFailed': 'INTERNAL',
  'Neo.ClientError.Security.Unauthorized': 'INTERNAL',
}

t.test('what the driver throws becomes ours, by its code', async (t) => {
  for (const [code, ours] of Object.entries(codes)) {
    const error = thrown('a secret of the server', code)
    t.match(mapped(error), { code: ours, cause: error }, code)
    t.notMatch((mapped(error) as Error).message, /secret/, 'its words stay in the cause')
  }
  t.match(mapped(thrown('Connection acquisition timed out in 2500 ms.', 'N/A')), { code: 'UNAVAILABLE', details: { retryAfter: 5 } })
})

t.test('errors that are not the driver’s go through', async (t) => {
  for (const error of [conflict('x', {}), new TypeError('x')]) t.equal(mapped(error), error)
})
