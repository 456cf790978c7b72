import t from 'tap'
import { cautions, readConfig } from '../src/config.ts'

t.test('behind https there is a proxy: where none is trusted, whoever starts the service is warned', async (t) => {
  const said = (env: NodeJS.ProcessEnv): string[] => cautions(readConfig(env))
  t.match(said({ PUBLIC_URL: 'https://fangzhi.example.tw' }), [/TRUST_PROXY/])
  t.same(said({ PUBLIC_URL: 'https://fangzhi.example.tw', TRUST_PROXY: '1' }), [])
  t.same(said({ PUBLIC_URL: 'http://fangzhi.example.tw' }), [])
  t.same(said({}), [])
})

t.test('a setting that is wrong is refused by name', async (t) => {
  for (const [name, value] of [['UPLOAD_QUOTA', '0'], ['UPLOAD_QUOTA', 'much'], ['TRUST_PROXY', '-1'], ['PUBLIC_URL', 'ftp://x']] as const) {
    t.throws(() => readConfig({ [name]: value }), { code: 'BAD_USER_INPUT', details: { field: name } })
  }
  t.equal(readConfig({ UPLOAD_QUOTA: '' }).UPLOAD_QUOTA, 2_000)
})
