import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { readConfig } from '../src/config.ts'
import { terminal } from './cli/terminal.ts'
import { folder } from './fixture.ts'
import { root, start } from './service.ts'

t.test('the first start loads the demonstration, answers its question, and what the README says works', async (t) => {
  const data = join(await folder(t), 'data')
  const service = start(data)
  t.teardown(() => service.process.kill('SIGKILL'))
  const said = await service.until(/curl/)
  t.match(said, /13\/13/)
  t.match(said, /哪些組織連結社會局與文化局？ → \d+ 個：/)
  const address = /(http:\/\/127\.0\.0\.1:\d+)\/graphql/.exec(said)![1]!

  const readme = await readFile(join(root, 'README.md'), 'utf8')
  // the command as it stands, line breaks and all: what a shell sends is not what a template mends
  const curl = /^curl -s (http:\S+) -H '([\w-]+): ([^']+)' -d '([^']+)'$/m.exec(readme)!
  const response = await fetch(`${address}/graphql`, { method: 'POST', headers: { [curl[2]!]: curl[3]! }, body: curl[4]! })
  const answer = await response.json() as any
  t.equal(answer.errors, undefined)
  t.ok(answer.data.connectors.connectors[0].routes[0].steps[0].relations[0].evidence[0].quote)
  const commands = [...readme.matchAll(/^npx fangzhi ((?:ask|connect|paths|among|show|resolve|history|duplicates)\b[^#\n]*)/gm)].map((found) => found[1]!.trim().split(/\s+/))
  t.ok(commands.length >= 5)
  for (const words of commands) {
    const asked = spawn(join(root, 'bin/fangzhi'), words, { env: { ...process.env, DATA_DIR: data, NEO4J_URI: '' }, stdio: 'ignore' })
    t.same(await once(asked, 'exit'), [0, null], words.join(' '))
  }

  const { out: history } = await terminal(data)('history', '臺北市立圖書館')
  const [, merged] = /合併進來的有 \d+ 筆[^]*?fangzhi history (\S+)/.exec(history)!
  t.match((await terminal(data)('history', merged!)).out, /^併入 /m, 'where records were joined, the history says where to read when and why')

  service.process.kill('SIGTERM')
  t.same(await service.exited, [0, null], 'it stops when told to')
  const again = start(data)
  t.teardown(() => again.process.kill('SIGKILL'))
  t.notMatch(await again.until(/curl/), /第一次啟動/, 'the second start loads nothing')
  const port = /127\.0\.0\.1:(\d+)/.exec(await again.until(/graphql/))![1]!
  const taken = start(join(data, 'other'), { PORT: port, SEED: 'none' })
  t.match(await taken.until(/PORT=/), new RegExp(port), 'a port that is taken is named')
  t.same(await taken.exited, [2, null])
})

t.test('a first start that was cut short goes on at the next', async (t) => {
  const data = join(await folder(t), 'data')
  const first = start(data)
  await first.until(/3\/13/)
  first.process.kill('SIGKILL')
  await first.exited
  t.ok(existsSync(join(data, 'seeding')))
  const second = start(data)
  t.teardown(() => second.process.kill('SIGKILL'))
  t.match(await second.until(/curl/), /13\/13/)
  t.equal(existsSync(join(data, 'seeding')), false)
})

t.test('SEED=none starts empty and says how to begin, and how to become the administrator', async (t) => {
  const data = join(await folder(t), 'data')
  const service = start(data, { SEED: 'none' })
  t.teardown(() => service.process.kill('SIGKILL'))
  t.match(await service.until(/import/), /實體 0/)
  const [, secret] = /npx fangzhi user join (\S+) --login/.exec(await service.until(/user join/))!
  const joined = await terminal(data, '錫口渡船頭的那棵大樹下')('user', 'join', secret!, '--login', 'amei', '--name', '林美', '--json')
  t.match(JSON.parse(joined.out), { role: 'administrator' })
  service.process.kill('SIGTERM')
  await service.exited
  const again = start(data, { SEED: 'none' })
  t.teardown(() => again.process.kill('SIGKILL'))
  await again.until(/import/)
  again.process.kill('SIGTERM')
  await again.exited
  t.notMatch(await again.until(/import/), /user join/, 'there is one now')
})

t.test('settings that need each other are refused alone', async (t) => {
  for (const [given, missing] of [[{ SMTP_URL: 'smtp://127.0.0.1' }, 'MAIL_FROM'], [{ OIDC_ISSUER: 'https://accounts.example.tw', OIDC_CLIENT_ID: 'x' }, 'OIDC_CLIENT_SECRET'], [{ OIDC_ISSUER: 'http://accounts.example.tw' }, 'OIDC_ISSUER']] as const) {
    t.throws(() => readConfig({ ...given }), { code: 'BAD_USER_INPUT', details: { field: missing } })
  }
  t.match(readConfig({ OIDC_ISSUER: 'http://localhost:8080', OIDC_CLIENT_ID: 'x', OIDC_CLIENT_SECRET: 'y', MAIL_FROM: '' }), { OIDC_NAME: 'OpenID Connect', OIDC_REGISTRATION: 'off' })
})

t.test('a wrong setting is refused by name', async (t) => {
  const service = start(join(await folder(t), 'data'), { PORT: 'many' })
  t.match(await service.until(/PORT/), /PORT/)
})
