import type { AddressInfo } from 'node:net'
import pino from 'pino'
import t from 'tap'
import { buildServer } from '../../src/api/server.ts'
import { emptyStore, vocabulary } from '../fixture.ts'

/** Does nothing else for so many milliseconds. */
function hold(ms: number): void {
  const until = performance.now() + ms
  while (performance.now() < until);
}

t.test('what held the loop before the service listened turns nobody away; what holds it afterwards does', async (t) => {
  const app = await buildServer({ graph: await emptyStore(t), vocabulary, logger: pino({ level: 'silent' }), trustProxy: 0, rateLimit: 100_000, busyAfter: 100 })
  t.teardown(() => app.close())
  hold(1_500)
  // the plugin looks at what has been measured
  await new Promise((resolve) => { setTimeout(resolve, 50) })
  await app.listen({ host: '127.0.0.1', port: 0 })
  const ask = async (): Promise<Response> => fetch(`http://127.0.0.1:${(app.server.address() as AddressInfo).port}/readyz`)
  t.equal((await ask()).status, 200)

  const holding = setInterval(() => { hold(300) }, 310)
  t.teardown(() => { clearInterval(holding) })
  let got = await ask()
  while (got.status === 200) got = await ask()
  t.equal(got.status, 503)
  t.equal(got.headers.get('retry-after'), '5')
  t.match(await got.json(), { errors: [{ extensions: { code: 'UNAVAILABLE' } }] })
})
