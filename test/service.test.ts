import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import t from 'tap'
import { testProvider } from './api/provider.ts'
import { terminal } from './cli/terminal.ts'
import { folder } from './fixture.ts'
import { openSqliteJobs } from '../src/jobs/sqlite/index.ts'
import { mailServer } from './mail/server.ts'
import { start } from './service.ts'

const CLIENT = { clientId: 'fangzhi', clientSecret: 'geheim' }

t.test('the service as its settings make it: recovery by mail, sign-in by a provider, a sweep in the queue', async (t) => {
  const data = join(await folder(t), 'data')
  const [mail, provider] = [await mailServer(t), await testProvider(t, CLIENT)]
  const add = await terminal(data, '錫口渡船頭的那棵大樹下')('user', 'add', 'amei', '--name', '林美', '--mail', 'amei@example.tw', '--password-stdin')
  t.equal(add.status, 0, add.err)
  const service = start(data, {
    SEED: 'none', SMTP_URL: mail.url, MAIL_FROM: '方志 <fangzhi@example.tw>', OIDC_ISSUER: provider.issuer, OIDC_CLIENT_ID: CLIENT.clientId, OIDC_CLIENT_SECRET: CLIENT.clientSecret, OIDC_NAME: '學校帳號',
    OIDC_REGISTRATION: 'reader', PUBLIC_URL: 'http://fangzhi.example',
  })
  t.teardown(() => service.process.kill('SIGKILL'))
  const [, address] = /(http:\/\/127\.0\.0\.1:\d+)\/graphql/.exec(await service.until(/127\.0\.0\.1:\d+\/graphql/))!
  const ask = async (query: string, headers: object = {}): Promise<any> =>
    (await fetch(`${address!}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-requested-with': 'test', ...headers }, body: JSON.stringify({ query }) })).json()

  t.same((await ask('{ waysIn { registration mail provider } }')).data.waysIn, { registration: null, mail: true, provider: '學校帳號' })
  t.equal((await ask('mutation { askRecovery(login: "amei") }')).data.askRecovery, true)
  while (mail.received.length === 0) await wait(50)
  t.match(mail.received[0]!.to, [/amei@example\.tw/])

  const begun = await fetch(`${address!}/sign-in/oidc?to=/x`, { redirect: 'manual' })
  t.equal(begun.status, 303)
  const back = await fetch(`${address!}/sign-in/oidc/callback?${provider.authorize(begun.headers.get('location')!, { sub: 'bao', preferred_username: 'bao' })}`, { redirect: 'manual', headers: { cookie: begun.headers.getSetCookie()[0]!.split(';')[0]! } })
  t.match({ status: back.status, location: back.headers.get('location') }, { status: 303, location: '/x' })
  const cookie = back.headers.getSetCookie().find((line) => line.startsWith('fangzhi='))!.split(';')[0]!
  t.match((await ask('{ me { login role } }', { cookie })).data.me, { login: 'bao', role: 'reader' })

  service.process.kill('SIGTERM')
  t.same(await service.exited, [0, null])
  const jobs = await openSqliteJobs({ path: join(data, 'jobs.sqlite') })
  t.teardown(() => jobs.close())
  t.match((await jobs.list({ kind: 'sweep' })).map(({ state }) => state), ['waiting'])
  t.same(await jobs.list({ kind: 'mail' }), [], 'what was sent is not kept')
})
