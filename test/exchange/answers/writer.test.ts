import t from 'tap'
import { FORMATS } from '../../../src/exchange/answers/index.ts'
import { openWriter } from '../../../src/exchange/answers/writer.ts'
import { town } from './town.ts'

const { cited } = await town(t)

t.test('the thread writes what is written without it, whoever asks at the same time', async (t) => {
  const writer = openWriter()
  t.teardown(() => writer.close())
  const names = [...FORMATS.keys()]
  const texts = await Promise.all(names.map((name) => writer.write(name, cited)))
  for (const [i, name] of names.entries()) t.equal(texts[i], await FORMATS.get(name)!.write(cited), name)
})

t.test('what cannot be written fails alone; too many are told to come back', async (t) => {
  const writer = openWriter()
  t.teardown(() => writer.close())
  await t.rejects(writer.write('md', { ...cited, vocabulary: null } as never), 'in the thread')
  await t.rejects(writer.write('md', { ...cited, vocabulary: () => {} } as never), 'on the way to it')
  t.equal(await writer.write('csl', cited), await FORMATS.get('csl')!.write(cited))
  const many = await Promise.allSettled(Array.from({ length: 40 }, () => writer.write('csl', cited)))
  t.match(many.at(-1), { status: 'rejected', reason: { code: 'UNAVAILABLE' } })
  t.match(many[0], { status: 'fulfilled' })
})

t.test('closing while something is written fails what waits', async (t) => {
  const writer = openWriter()
  const waiting = writer.write('svg', cited)
  const failed = t.rejects(waiting)
  await writer.close()
  await failed
})

t.test('what nobody waits for any more is not written: alone, among others, and where it had not begun', async (t) => {
  const writer = openWriter()
  t.teardown(() => writer.close())
  const reason = new Error('gone')
  await t.rejects(writer.write('csl', cited, AbortSignal.abort(reason)), reason)
  const [alone, among] = [new AbortController(), new AbortController()]
  const dropped = writer.write('svg', cited, alone.signal)
  alone.abort(reason)
  await t.rejects(dropped, reason)
  const [other, one] = [writer.write('md', cited), writer.write('svg', cited, among.signal)]
  among.abort(reason)
  await t.rejects(one, reason)
  t.equal(await other, await FORMATS.get('md')!.write(cited), 'others get theirs')
  t.equal(await writer.write('csl', cited, new AbortController().signal), await FORMATS.get('csl')!.write(cited), 'and so do those who come after')
})
