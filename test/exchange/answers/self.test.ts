import t from 'tap'
import { citationsOf } from '../../../src/exchange/answers/self.ts'

t.test('an answer is cited as a page of its day, with no mark after the one its question has', async (t) => {
  const answer = { put: { name: 'connectors', arguments: {} }, title: '哪些組織連結「社會局」與「文化局」？', text: '', columns: [], rows: [], total: 0, hasNextPage: false, notes: [] }
  t.same(citationsOf({ answer, day: '2026-11-05', permalink: 'https://fangzhi.example/answers/connectors?a=1' }, '方志'), {
    chinese: '方志（2026年11月5日）。哪些組織連結「社會局」與「文化局」？https://fangzhi.example/answers/connectors?a=1',
    english: '方志. (2026, November 5). 哪些組織連結「社會局」與「文化局」？ https://fangzhi.example/answers/connectors?a=1',
  })
})
