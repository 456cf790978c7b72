import { fold } from '../../model/names.ts'

export type KnownKind = 'contents' | 'list' | 'authors' | 'front' | 'abstract' | 'references' | 'appendix' | 'notes' | 'back' | 'colophon'

/** Headings that every work words alike. */
const KNOWN: readonly (readonly [KnownKind, readonly string[]])[] = [
  ['contents', ['目次', '目錄', '總目錄', '總目次', '本書目錄', '章節目錄', '章節目次', '內容目錄', '目錄頁', '本書目次', '內容目次', '目次頁', '目錄contents', '目次contents', 'Contents', 'Table of Contents', 'TOC']],
  ['list', ['圖目錄', '圖目次', '圖次', '表目錄', '表目次', '表次', '圖表目錄', '圖表目次', '圖表次', '附圖目錄', '附表目錄', '插圖目錄', '圖片目錄', '照片目錄', 'List of Figures', 'List of Tables', '附錄目錄', '附錄目次', '圖索引', '表索引', '符號說明', '符號表', '縮寫表', 'List of Abbreviations', 'List of Symbols']],
  ['authors', ['作者簡介', '作者介紹', '作者群', '作者群簡介', '作者群介紹', '撰稿人簡介', '撰稿者簡介', '撰稿人', '作者名單', '作者一覽', '作者一覽表', '編著者簡介', '編者簡介', '執筆者簡介', '執筆者', '撰稿者', '作者資料', '關於作者', '主編簡介', '編輯團隊', '各章作者', '本期作者', '本期作者簡介', '作者簡歷', '著者簡介', '譯者簡介', '作譯者簡介', '作者與譯者', '編寫人員', '編寫人員名單', '撰稿人名錄', 'Contributors', 'About the Authors', 'About the Author', 'Notes on Contributors', 'List of Contributors', 'Author Biographies', '撰述人名錄', '作者名錄', '研究團隊', '講者簡介']],
  ['abstract', ['摘要', '中文摘要', '英文摘要', '論文摘要', '內容提要', '內容簡介', 'Abstract', 'Summary', '提要', '中文提要', '英文提要', '摘要abstract', 'Executive Summary', '報告摘要', '計畫摘要', '本書簡介', '內容摘要']],
  ['front', ['序', '序言', '序文', '前言', '自序', '代序', '原序', '推薦序', '作者序', '譯序', '譯者序', '編者序', '主編序', '總序', '院長序', '校長序', '導言', '導讀', '引言', '緣起', '謝辭', '誌謝', '致謝', '謝誌', '獻辭', '題獻', '凡例', '編輯說明', '編例', '出版說明', '出版緣起', '再版序', '修訂版序', '新版序', '初版序', '第二版序', '致讀者', '叢書序', '發刊詞', '編者的話', '編輯室報告', '前記', '弁言', '編輯報告', '主編的話', '理事長序', '局長序', '館長序', '市長序', '部長序', '審定書', '口試委員會審定書', '授權書', '聲明', 'Preface', 'Foreword', 'Acknowledgements', 'Acknowledgments', 'Acknowledgement', 'Dedication', 'Prologue', '前言與致謝', '序一', '序二', '序三', '序曲', '作者的話', '卷首語', '名家推薦', '推薦語', '各界推薦', '專文推薦', '推薦人', 'Endorsements', 'Credits', '關於本書', 'About this Book']],
  ['references', ['參考文獻', '參考書目', '參考資料', '引用文獻', '引用書目', '徵引文獻', '徵引書目', '參考文獻與資料', '參考文獻及資料', '參考書籍', '文獻參考', '中文文獻', '主要參考文獻', '參考文獻references', '延伸閱讀', '引用及參考文獻', '參考及引用文獻', '參考論文', '參考資料來源', 'References', 'Reference', 'Bibliography', 'Works Cited', 'Literature Cited', 'Further Reading', '資料來源', '參考網站', '引用資料', '文獻目錄', '書目', '重要參考書目', '參考書目與文獻']],
  ['appendix', ['附錄', '附錄資料', '附件', '附表', '附圖', 'Appendix', 'Appendices']],
  ['notes', ['註釋', '注釋', '附註', '註解', '註', '尾註', '腳註', 'Notes', 'Endnotes', 'Footnotes']],
  ['back', ['跋', '後記', '編後記', '編後語', '譯後記', '索引', '名詞索引', '人名索引', '主題索引', '作者後記', '大事記', '年表', 'Index', 'Afterword', 'Epilogue', 'Glossary', '名詞對照', '中英名詞對照', '中英名詞對照表', '譯名對照表', '作者索引', '術語表', '詞彙表', '尾聲']],
  ['colophon', ['版權頁', '版權', '版權信息', '版權資訊', '版權所有', '版權聲明', '出版資訊', '出版信息', '封面', '書名頁', '扉頁', '封底', '封面裡', 'Copyright', 'Title Page', 'Cover', '國家圖書館出版品預行編目資料', '圖書在版編目（CIP）數據']],
]

const BY_KEY = new Map(KNOWN.flatMap(([kind, words]) => words.map((word): [string, KnownKind] => [headingKey(word), kind])))

/** A heading's key: folded, without spaces, marks, and what stands in brackets behind it. */
export function headingKey(title: string): string {
  return fold(title.replace(/\s*(?:[①-⑳⁰¹²³⁴-⁹]+|\[\^[^\]]+\])$/u, '').replace(/[(（【〔][^()（）]*[)）】〕]\s*$/, (behind) => (behind.length === title.trim().length ? behind : ''))).replace(/[\s\p{P}\p{S}]/gu, '')
}

/** What kind of part a heading of the usual wording begins; 附錄一：問卷 and Appendix A too. */
export function knownHeading(title: string): KnownKind | undefined {
  if (title.length > 60) return undefined
  const key = headingKey(title)
  const known = BY_KEY.get(key)
  if (known) return known
  if (/^(?:附\s*[錄録录件](?![的於在加])|附[表圖]\s*[一二三四五六七八九十\d]|Appendix\s+[A-Z\d]+\b)/iu.test(title.trim()) && title.length <= 40) return 'appendix'
  if (/[\p{Script=Han}A-Z]{2,}/u.test(title) && /^\p{Script=Han}{1,8}序$/u.test(title.replace(/\s/g, '')) && !/[程秩順时時次]序$/.test(title.replace(/\s/g, ''))) return 'front'
  if (/^(?:推[薦荐]序|序[一二三四五六七八九十]|序\s*[:：]|代序|導[讀言]\s*[:：]|导[读言]\s*[:：]|譯序|自序)/u.test(title.trim())) return 'front'
  if (/^(?:參考|参考|引用|徵引)(?:文獻|文献|書目|书目|資料|资料)\s*[(（:：\d]?.{0,12}$/u.test(title.trim()) && !/(?:探討|回顧|分析|整理|使用|管理)/.test(title)) return 'references'
  // 目 次 and Contents on one line.
  return /^目[錄次录]/.test(key) && key.length <= 4 + 'contents'.length && /^目.(?:頁|表|续|續|contents)?$/u.test(key) ? 'contents' : undefined
}
