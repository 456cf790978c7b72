import { squeeze, plain } from './plain.ts'

/** What precedes a heading and is not its words: #, 壹、 (一) 第五章 5.1 A. */
const NUMBERING = /^(?:[#*_=\s[]|第[\d一二三四五六七八九十百]+[章節]|附?[壹貳參肆伍陸柒捌玖拾]+[、.]|[壹貳肆伍陸柒捌玖拾]+(?=[參徵引])|[(]?[一二三四五六七八九十]{1,3}[)、.]|\(?\d{1,2}(?:\.\d{1,2})*[).、]?\s?|[A-Z]\.\s|[◎●■※◆▲])+/u

/** Of a note to the heading: 參考文獻①. */
const MARK = /\s*(?:[①-⑳⁰¹²³⁴-⁹]+|\[\^[^\]]+\])$/u

const bare = (text: string): string => squeeze(plain(text)).replace(NUMBERING, '').replace(MARK, '').replace(/[\s*_:。.\]#=]+$/, '')

const LISTS = /^(?:主要|重要|本章|本文)?(?:參考|引用|徵引|徵|参考|引用|征引|引用參考|參考與引用|參考及引用)(?:文獻|書目|資料|書籍|著作|文献|书目|资料|書目文獻|書目資料|資料來源)(?:目錄|一覽|及書目|與書目)?(?:\(?(?:References?|Bibliography|REFERENCES?)\)?)?(?:\s?[(-]?(?:中文|英文|外文|西文|中、英文)(?:部[分份])?\)?)?$|^(?:中文|英文|西文|外文|日文)(?:參考|引用|徵引)(?:文獻|書目|資料)$|^(?:References?|Reference List|Bibliography|Works Cited|Literature Cited|Works Consulted|Cited Works|Selected Bibliography|List of References)(?:\s?(?:參考文獻|引用文獻|參考書目))?$/i
const PARTS = /^(?:[一-龥]?、)?(?:中文|英文|外文|西文|日文|韓文|德文|法文|華文|中日文|中、日文|東方語文|西方語文)(?:部[分份]|文獻|資料|書目|書籍|專書|著作|論著|期刊|論文|參考文獻|參考書目)*(?:\(.*\))?$|^(?:專書|書籍|專著|圖書|著作|期刊|期刊論文|期刊文章|學術期刊|論文|學位論文|碩博士論文|碩、博士論文|博碩士論文|網路資料|網路資源|網站|網站資料|網頁|電子資料|電子資源|電子媒體|報紙|報章|報章雜誌|報紙雜誌|報刊|雜誌|政府出版品|政府文件|政府資料|官方文件|官方資料|官方出版品|研究報告|報告|史料|檔案|官方文書|古籍|傳統文獻|近人論著|近人著作|近人研究|今人論著|一手資料|二手資料|工具書|會議論文|研討會論文|專書論文|專書篇章|論文集|其他|其它|法規|法律|訪談|譯著|譯書|方志|地方志|族譜|文集|日記|辭典|資料庫)(?:[、及與和](?:專書|期刊|論文|網站|報紙|專書論文|雜誌|報告|網路資料|學位論文|著作|檔案))*(?:部[分份])?(?:類)?$|^(?:In )?(?:Chinese|English|Japanese|Western languages?|Books?|Articles?|Journals?|Journal Articles|Theses|Dissertations|Websites?|Online Resources|Internet|Newspapers?|Reports?|Primary Sources|Secondary Sources|Archives|Others?)(?: (?:references?|sources|materials?|section|part))?$/i
const NOTES = /^(?:註釋|註解|附註|註腳|腳註|尾註|註|注釋|注解|章節附註|注释|尾注|脚注|Notes?|Endnotes?|Footnotes?)$/i
const ENDS = /^(?:附錄|附表|附圖|附件|作者簡介|作者介紹|謝辭|誌謝|致謝|後記|跋|索引|摘要|Abstract|Appendix|Appendices|Index|Acknowledge?ments?|About the Authors?|致谢|附录)(?:\s?[一二三四五六七八九十壹貳參A-Z\d:].{0,40})?$/i

const short = (text: string): boolean => text.length <= 60

export const isListHeading = (text: string): boolean => short(text) && LISTS.test(bare(text))
export const isListPart = (text: string): boolean => short(text) && PARTS.test(bare(text))
export const isNotesHeading = (text: string): boolean => short(text) && NOTES.test(bare(text))
export const isListEnd = (text: string): boolean => short(text) && (ENDS.test(bare(text)) || NOTES.test(bare(text)))
