/** What stands around a name without being part of it: data, in Traditional characters, compared folded. */

/** Legal forms before or behind a name. Where one ends or begins with another the longer comes first. */
export const LEGAL_FORMS: readonly { form: string; before?: true; behind?: true }[] = [
  { form: '醫療財團法人', before: true, behind: true },
  { form: '醫療社團法人', before: true, behind: true },
  { form: '長照機構財團法人', before: true, behind: true },
  { form: '長照機構社團法人', before: true, behind: true },
  { form: '長照財團法人', behind: true },
  { form: '長照社團法人', behind: true },
  { form: '學校財團法人', before: true, behind: true },
  { form: '宗教財團法人', before: true },
  { form: '財團法人', before: true, behind: true },
  { form: '社團法人', before: true, behind: true },
  { form: '行政法人', before: true, behind: true },
  { form: '股份有限公司', behind: true },
  { form: '有限公司', behind: true },
  { form: '無限公司', behind: true },
  { form: '兩合公司', behind: true },
  { form: '有限合夥', behind: true },
  { form: '有限責任', before: true },
  { form: '保證責任', before: true },
  { form: '無限責任', before: true },
  { form: '株式會社', before: true, behind: true },
  { form: '有限會社', before: true, behind: true },
  { form: '合資會社', before: true, behind: true },
  { form: '合名會社', before: true, behind: true },
  { form: '協同組合', behind: true },
]

/** Short forms, which count only in brackets: (財)…, …(股)公司, 台北市墨研畫會(法人). 法人 alone says only that there is one. */
export const SHORT_FORMS: Record<string, string> = { '(財)': '財團法人', '(社)': '社團法人', '(株)': '株式會社', '(有)': '有限會社', '(股)公司': '股份有限公司', '(法人)': '法人' }

/**
 * Remarks in brackets behind a name: what became of the body, or who brought in its business card.
 * All else in brackets is name: (養護型), (民權).
 */
export const REMARKS = [
  '已?(?:解散|歇業|停業|停辦|裁撤|廢止|廢止許可|撤銷|撤銷許可|撤銷立案|註銷|更名|改名|合併)', '籌備中',
  '(?:創會|榮譽|名譽|前|總|副)*(?:會長|理事長|董事長|團長)', '(?:原名?|舊名|前身|更名前):.*',
]
