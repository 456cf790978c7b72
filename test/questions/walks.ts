import type { GraphStore } from '../../src/graph/port.ts'
import type { Id } from '../../src/model/ids.ts'
import { Scribe } from '../fixture.ts'

export type Names = '社會局' | '文化局' | '教育局' | '甲會' | '乙會' | '丙會' | '丁會' | '名冊' | '年鑑'

/**
 * Three bureaus and what ties them: 甲會 by the register, 乙會 by the yearbook, 丙會 by a relation that is
 * deprecated, 丁會 to 甲會 and to 文化局 by the register.
 */
export async function bureaus(store: GraphStore): Promise<Record<Names, Id>> {
  const scribe = new Scribe(store)
  const body = (name: string): Id => scribe.entity('Organization', name)
  const ids = {
    社會局: body('社會局'), 文化局: body('文化局'), 教育局: body('教育局'), 甲會: body('甲會'), 乙會: body('乙會'), 丙會: body('丙會'), 丁會: body('丁會'),
    名冊: scribe.entity('Work', '名冊'), 年鑑: scribe.entity('Work', '年鑑'),
  }
  const tie = (from: Names, to: Names, source: Names, more: object = {}): void => void scribe.relate('REGISTERED_WITH', ids[from], ids[to], { source: ids[source], ...more })
  tie('甲會', '社會局', '名冊', { start: '2001', end: '2003' })
  tie('甲會', '文化局', '名冊', { start: '2005', end: '2009' })
  tie('乙會', '社會局', '年鑑', { start: '2001', end: '2008' })
  tie('乙會', '文化局', '年鑑', { start: '2005', end: '2009' })
  tie('丙會', '社會局', '名冊')
  tie('丙會', '文化局', '名冊', { standing: 'deprecated', standingReason: '誤' })
  tie('丁會', '甲會', '名冊')
  tie('丁會', '文化局', '名冊')
  tie('乙會', '教育局', '年鑑')
  await scribe.commit()
  return ids
}
