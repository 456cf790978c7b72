import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { folder } from '../fixture.ts'
import { commands } from './terminal.ts'

const PAPER = (word: string): string => `# 渡口的記憶

林水生

國立安平大學歷史學系教授

## 一、前言

臺南市政府文化局委託安平文史學會辦理水道普查，留下三百張${word}。

## 二、渡口

渡口是唯一的往來之處（王渡，1998：45）。渡口的老船夫說，夏天的潮水會漲到廟前的石階。

## 參考文獻

王渡（1998）。渡口誌。臺南：水岸書局。
`

t.test('a paper goes in, is found, reviewed, corrected, and taken back', async (t) => {
  const dir = await folder(t)
  const fangzhi = commands(join(dir, 'data'))
  const file = join(dir, 'paper.md')
  await writeFile(file, PAPER('照片'))
  t.match(await fangzhi('ingest', file, '--dry-run'), { status: 0, out: /試算[^]*渡口的記憶/ })
  const taken = await fangzhi('ingest', file, '--json')
  t.equal(taken.status, 0)
  const [report] = JSON.parse(taken.out)
  t.match(report, { dataset: { title: '渡口的記憶' }, proposals: { COMMISSIONS: 1 } })
  t.match(await fangzhi('ingest', file), { status: 0, out: /沒有要改的/ })

  t.match(await fangzhi('search', '老船夫'), { status: 0, out: /渡口的記憶[^]*渡口的【老船夫】說/ })
  t.match(await fangzhi('search', '渡口', '-老船夫'), { status: 0, out: /渡口誌/ }, 'what is excluded is given as the documentation gives it')
  t.match(await fangzhi('search', '-渡口', '老船夫', '--first', '5'), { status: 1, out: /沒有找到「-渡口 老船夫」/ })
  t.match(await fangzhi('search', '渡口誌'), { out: /渡口誌/ }, 'the cited work is found by its name')
  t.match(JSON.parse((await fangzhi('search', '老船夫', '--json')).out), { total: 1, hits: [{ passages: [{ locator: { section: /渡口/ } }] }] })
  t.match(await fangzhi('search', '完全沒有的詞彙组合xyz'), { status: 1, out: /沒有找到/ })
  t.match(await fangzhi('search', '渡口', '--sort', 'height'), { status: 2, err: /sort/ })

  const waiting = JSON.parse((await fangzhi('review', '--work', '渡口的記憶', '--types', 'COMMISSIONS', '--json')).out)
  t.match(waiting, [{ type: 'relation', relation: { from: { name: '臺南市政府文化局' }, to: { name: '安平文史學會' }, state: 'proposed' } }])
  t.match(await fangzhi('review', 'edit', waiting[0].id, '--start', '民國101年', '--dry-run'), { status: 2, err: /--dry-run/ }, 'nothing is written by what only looks')
  t.match(await fangzhi('review', 'decline', waiting[0].id), { status: 2, err: /--reason/ })
  t.match(await fangzhi('review', 'accept', waiting[0].id), { status: 0, out: /採納了 1 項/ })
  t.match(await fangzhi('show', '安平文史學會'), { out: /委託/ })

  await writeFile(file, PAPER('相片'))
  t.match(await fangzhi('ingest', file), { status: 0, out: /段落：新 0，改 [1-9]/ })
  t.match(await fangzhi('search', '三百張相片'), { out: /【相片】|相片】/ })
  t.match(await fangzhi('show', '安平文史學會'), { out: /委託/ }, 'what was accepted stays')
  t.match(await fangzhi('reindex'), { status: 0, out: /索引有 \d+ 份文件/ })
  t.match(await fangzhi('doctor'), { status: 0, out: /一切正常/ })

  const scan = join(dir, 'picture.png')
  await writeFile(scan, Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'))
  t.match(await fangzhi('ingest', scan), { status: 2, err: /OCR/ })
  t.match(await fangzhi('ingest', scan, file), { status: 1, out: /渡口的記憶/ }, 'one that fails does not keep the others out')
})

t.test('a whole document is taken back', async (t) => {
  const dir = await folder(t)
  const fangzhi = commands(join(dir, 'data'))
  const file = join(dir, 'paper.md')
  await writeFile(file, PAPER('照片'))
  const [{ batch }] = JSON.parse((await fangzhi('ingest', file, '--json')).out)
  t.match(await fangzhi('revert', batch), { status: 0 })
  t.match(await fangzhi('search', '老船夫'), { status: 1, out: /沒有找到/ })
  t.match(await fangzhi('show', '渡口的記憶'), { status: 1 })
})
