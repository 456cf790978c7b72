import type { Findings } from '../statements/index.ts'
import type { Desk } from './desk.ts'
import type { Names } from './named.ts'

/** Relations that the text states, as proposals with the sentence; what it only supposes or denies is not stated by it. */
export function readStated(desk: Desk, { statements }: Findings, names: Names): void {
  for (const { relation, from, to, qualifiers, time, sentence, start, end, confidence, stated } of statements) {
    if (!stated) continue
    const [one, other] = [names.end(from.kind, from.name, from.ids, true), names.end(to.kind, to.name, to.ids, true)]
    if (one === undefined || other === undefined) {
      desk.note('ambiguous-name', `「${(one === undefined ? from : to).name}」在檔案庫裡不只一個：${sentence.slice(0, 80)} (several of this name)`, { start, end })
      continue
    }
    desk.relate(relation, one.end, other.end, [one.kind, other.kind], desk.place({ start, end }, { words: sentence, confidence }), {
      qualifiers, proposed: true, ...(time?.start === undefined ? {} : { start: time.start }), ...(time?.end === undefined ? {} : { end: time.end }),
    })
  }
}
