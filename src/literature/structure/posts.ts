/** Posts and standings as they stand behind the name of an institution; what comes before them belongs to the institution. */
const POSTS = [
  '講座教授', '教授', '副教授', '助理教授', '講師', '助教', '教師', '老師', '導師', '研究員', '副研究員', '助研究員', '助理研究員', '研究助理', '研究技師', '博士後研究員', '博士後研究', '博士後',
  '碩士生', '博士生', '碩士班研究生', '博士班研究生', '碩士班學生', '博士班學生', '碩士研究生', '博士研究生', '研究生', '博士候選人', '博士班候選人', '大學生', '學生', '碩士', '博士', '學士', '碩專班研究生', '在職專班研究生', '碩士班', '博士班', '校友',
  '校長', '院長', '所長', '系主任', '主任', '教務長', '學務長', '總務長', '研發長', '館長', '園長', '圖書館長', '處長', '局長', '署長', '司長', '部長', '次長', '政務次長', '常務次長', '科長', '課長', '股長', '組長', '室主任', '廳長', '區長', '里長', '鄉長', '鎮長', '市長', '縣長', '村長',
  '參事', '專員', '科員', '課員', '辦事員', '書記', '技正', '技士', '技佐', '視察', '督學', '秘書', '主任秘書', '專門委員', '委員', '主任委員', '參議', '顧問', '諮議', '編審', '編輯', '主編', '總編輯', '執行編輯', '記者', '社長', '發行人', '編纂', '分析師', '設計師', '建築師', '律師', '醫師', '護理師', '社工師', '社工員', '工程師', '規劃師', '心理師', '技師', '會計師',
  '理事長', '理事', '監事', '常務理事', '秘書長', '副秘書長', '執行長', '董事長', '董事', '總經理', '經理', '協理', '總監', '總幹事', '幹事', '執行秘書', '會長', '團長', '創辦人', '負責人', '召集人', '研究專員', '專案經理', '專案助理', '助理', '組員', '館員', '輔導員', '研究人員', '教練', '作家', '詩人', '翻譯', '譯者', '導演', '藝術家', '攝影師', '文史工作者', '自由作家', '自由撰稿人', '講座', '退休教師', '議員', '立法委員', '監察委員', '法官', '檢察官', '律師', '職員', '志工',
]
const BEFORE = ['兼任', '專任', '名譽', '榮譽', '退休', '特聘', '客座', '講座', '兼', '副', '助理', '代理', '前', '前任', '現任', '曾任', '總', '約聘', '專案', '首席', '資深', '終身', '創會', '常務', '執行']

const alternatives = [...new Set(POSTS)].sort((a, b) => b.length - a.length).join('|')
const one = `(?:[(（]副[)）])?(?:${BEFORE.join('|')})*(?:${alternatives})(?:[(（][^)）]{1,12}[)）])?`
const POST = new RegExp(`^(?<institution>.*?)[\\s,，、]*(?<post>${one}(?:\\s*(?:兼|暨|、|／|/|及|,|，)\\s*(?:[\\p{Script=Han}]{0,12}?)${one})*)\\s*[。.]?$`, 'u')
const ENGLISH = /^(?<post>(?:(?:Distinguished|Emeritus|Associate|Assistant|Adjunct|Visiting|Senior|Research|Deputy|Vice|Honorary|Principal)\s+)*(?:Professor|Lecturer|Reader|Director|Researcher|Fellow|Dean|President|Student|Candidate|Manager|Editor|Secretary|Consultant|Officer)(?:\s+(?:Emeritus|General|of\s+\w+|Fellow))?)\s*(?:,|\bat\b|\bof\b|\bin\b)\s*(?<institution>.+?)\.?$/iu

export interface Standing {
  readonly institution?: string
  readonly post?: string
}

/** 國立臺灣師範大學社會教育學系教授: institution and post. What names no known post is all institution. */
export function standingOf(text: string): Standing {
  const clean = text.trim().replace(/^(?:現任|現職|現為|任職於|服務於|目前為|目前任職於|曾任|任)\s*[:：]?\s*/u, '').replace(/[。；;]$/, '').trim()
  if (clean === '') return {}
  const english = ENGLISH.exec(clean)?.groups
  if (english) return { institution: english.institution!, post: english.post! }
  const found = POST.exec(clean)?.groups
  if (!found) return { institution: clean }
  const institution = found.institution!.trim().replace(/[,，、:：]$/, '').trim()
  return { ...(institution === '' ? {} : { institution }), post: found.post! }
}
