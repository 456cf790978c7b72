import type { CitedAnswer } from '../../graph/cited.ts'

/** What makes the answer citable, in the order in which it is told: key, label, value. */
export function aboutOf({ answer: { put, title, total, rows }, day, view, checksum, software, permalink }: CitedAnswer): (readonly [key: string, label: string, value: string])[] {
  return [
    ['question', '問題', title],
    ['parameters', '參數', JSON.stringify(put)],
    ['answered', '答案日期', day],
    ['view', '檢視', VIEWS[view]],
    ['rows', '列數', rows.length === total ? String(total) : `${total}，這裡有前 ${rows.length}`],
    ['checksum', '所見內容校驗碼', `sha256:${checksum}`],
    ['permalink', '永久網址', permalink],
    ['software', '軟體', software],
  ]
}

export const VIEWS: Readonly<Record<CitedAnswer['view'], string>> = { public: '公開檢視', 'signed-in': '登入者的檢視' }
