/** The words by which citations are told from other things in brackets, one table for each question. */

const any = (words: string): string => words.trim().split(/\s+/).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('_', '\\s')).join('|')

/** What may stand before the authors in brackets: 參見林振春，2011; see also Smith, 2010. */
export const SIGNAL = new RegExp(`^(?:(?:${any('参见 参阅 参考 详见 见 转引自 参看 參看 參見 參閱 參考 參照 詳見 另見 請見 請參見 請參閱 詳參 可參見 可參閱 引自 轉引自 轉引 引用自 改引自 改寫自 修改自 整理自 摘自 出自 譯自 資料來源 资料来源 數據來源 数据来源 來源 来源 例如 譬如 如 見 即 參 e.g. i.e. see_also see_e.g. see cf. cf compare used_in described_in reported_in reviewed_in adapted_from modified_from source for_example as_cited_in cited_in quoted_in')}|for\\s(?:a\\s)?[\\w\\s]{3,40},\\ssee)\\s*[,:]?\\s*)+`, 'i')

/** What a work was read in instead. */
export const SECONDARY = /^[\s,;。]*(?:轉引自|转引自|转引|转见|引自|轉引|引見|轉載自|轉見|as\s+cited\s+in|as\s+quoted\s+in|cited\s+in|quoted\s+in|qtd\.\s+in|cited\s+by|via)\s*[:,]?\s*/i

/** 等人 behind the authors. */
export const ET_AL = /[\s,、]*(?:等人|等學者|等研究者|等著|等編|等譯|等|et\.?\s?al\.?|and\s+(?:others|colleagues|associates)|及其同事|與其同事)\s*[,、]?\s*$/i

/** Titles behind a person's name. */
export const TITLE = /(?:教授|老師|博士|先生|女士|院士|學者|研究員|主任|校長|神父|牧師)$/

/** How bodies that write are called. */
export const BODY = new RegExp(`(?:${any('部 院 署 局 處 府 會 委員會 協會 學會 基金會 聯合會 公會 工會 聯盟 大學 學院 學校 高中 國中 國小 中心 公司 集團 研究院 研究所 研究室 政府 公所 銀行 圖書館 博物館 美術館 文獻館 資料館 檔案館 出版社 編輯部 編輯委員會 編委會 組織 黨 團 總署 社 小組 編輯室 報 週刊 雜誌 日報 時報 晚報 通訊社 新聞網 辦公室 系 所 科 課 國 联合会 协会 学会 委员会 基金会 大学 学院 研究会 出版社 编写组 课题组 课程组 項目組 编辑部 编委会 组 总局 处')})$`)

/** Of these an event, a law or a thing is meant, though they end as bodies do. */
export const NOT_BODY = /(?:研討會|博覽會|世博會|運動會|奧運會|音樂會|座談會|展覽會|演唱會|說明會|公聽會|發表會|討論會|年會|大會|會議|論壇|高峰會|社會|機會|學會了|全國|本國|各國|我國|中國社會|全部|內部|外部|一部|幹部|多處|到處|之處|好處|各處|住所|場所|廁所|法院判決|關係|體系|聯繫|學科|理科|本科|課程|功課|政黨|集團化|家庭|會展|白皮書|法案|條例|計畫|方案|活動|事件|運動|戰爭|大戰|革命|地震|颱風|風災|水災|疫情|時期|時代|年代|世紀|元年|季|展|獎|之亂|條約|公約|宣言)$/

/** Words that no name of an author holds: what is written there is a sentence, a measure or a place in the text. */
export const NOT_AUTHOR = new RegExp(`[。!?=<>%$#@+^_|{}~]|(?:第[\\d一二三四五六七八九十百]+[條項款章節屆次卷期版])|^(?:${any('圖 表 附錄 附表 附圖 附件 註 注 頁 第 約 自 至 從 始於 成立於 創立於 建於 生於 卒於 起於 截至 截止 迄 西元 公元 光緒 乾隆 康熙 雍正 嘉慶 道光 咸豐 同治 宣統 明治 大正 昭和 平成 令和 即 共 計 含 春季 夏季 秋季 冬季 學年度 年度 單位 時間 日期 出版 初版 再版 修訂 以下簡稱 簡稱 又稱 亦稱 本名 原名 英文 法文 德文 日文 譯為')})|(?:${any('成立 創立 設立 啟用 開幕 完工 竣工 落成 通過 公布 公佈 修正 施行 修正公布 頒布 頒佈 實施 上映 開播 發行 出版 初版 再版 逝世 過世 出生 生 卒 歿 畢業 入學 就任 上任 迄今 至今 以前 以後 之前 之後 左右 年 月 日 於 在 自 從 至 到')})$`)

/** Latin words with a capital that stand before a year and are no author. */
export const NOT_LATIN = new RegExp(`^(?:${any('January February March April May June July August September October November December Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Spring Summer Autumn Fall Winter Monday Tuesday Wednesday Thursday Friday Saturday Sunday Figure Fig Table Chapter Section Appendix Volume Vol No Number Version Part Page Pages Note Notes Line Step Model Study Experiment Copyright ISBN ISSN DOI Available Accessed Retrieved Published Established Founded Since From Until Circa About Born Died Year Phase Stage Grade Level Equation Eq Example Day Week Item Items AD BC BCE CE Ltd Inc')})$`)

/** Countries and continents: taken for authors before a year in brackets, they are where something happened. */
export const LATIN_PLACE = /^(?:the\s)?(?:United (?:Kingdom|States)|UK|USA?|EU|Taiwan|Japan|China|Korea|South Korea|Hong Kong|Singapore|Australia|New Zealand|Canada|America|Europe|Asia|Africa|Germany|France|Britain|Great Britain|England|Scotland|Wales|Ireland|Sweden|Finland|Denmark|Norway|Italy|Spain|India|Russia|Brazil|Mexico|Taipei|Beijing|Shanghai|London|Paris|Tokyo|New York|Berlin)$/i

/** Last words of Latin names of events and laws. */
export const LATIN_EVENT = /(?:Act|Expo|Exposition|Olympics|Games|Conference|Congress|Summit|Treaty|War|Law|Declaration|Directive|Agreement|Festival|Cup|Prize|Award|Awards|Edition|Version|Windows|Office|Survey|Census|Election|Elections|Crisis|Revolution|Dissertation|Thesis|Publishing|Publishers|Press|Books|Headquarters)$/

/** Words that open a sentence and no name. */
export const OPENING = new RegExp(`^(?:${any('In As The A An According To By See However But While For Following Although Since When Both And Or Similarly Also Moreover Furthermore Thus Therefore Yet Like Unlike Recently Later Finally First Second Third Even If This That These Those With From On At Because After Before Where Here There Then So Nor Not Among Building Drawing Using Based Given Our We They He She It His Her Their Theorists Researchers Scholars Authors Psychologist Sociologist Economist Philosopher Professor Prof. Dr. Mr. Mrs. Ms. Contrary Likewise Instead Indeed Specifically Interestingly Accordingly Additionally Consequently Despite Whereas Though Through Under Within Work Works Studies Research Meanwhile Nevertheless Hence Notably Importantly')})$`)

/** Words of which Latin names of bodies are made. */
export const LATIN_BODY = /\b(?:of|for|Ministry|Department|Dept|University|Universities|Council|Commission|Committee|Association|Organi[sz]ation|Institute|Institution|Agency|Bank|Bureau|Center|Centre|Foundation|Society|Office|Government|Authority|Board|Union|Nations|Group|Network|Federation|Alliance|Corporation|Company|Inc|Ltd|Press|Parliament|Congress|Academy|College|School|Service|Services|Administration|Library|Museum|Consortium|Forum|Fund|Initiative|Trust|Team|Indicators|Project|Programme|Program|Collaboration|Collective|Laboratory|Observatory|Secretariat)\b/

/** What may stand between a year and what its authors do. */
const BEFORE_VERB = '[\\s,]*(?:(?:等人?|即|便|就|也|亦|則|都|均|皆|又|更|還|曾|曾經|已|已經|首先|首次|進一步|並|並且|明確|具體|另|另外|再|更進一步|特別|最早|最先|同樣|認真|共同|所|在其|在該|於其|於|在|以|對|從|對於|針對|利用|透過|藉由|採用|運用|根據|依據|將|把|為|由|與|和|及|用|的|之)\\s*)*'

/** What only authors do, behind their year: 指出, 認為. */
const SURELY = any('指出 認為 認爲 提出 表示 主張 強調 發現 研究 探討 分析 歸納 建議 定義 說明 闡述 論述 描述 界定 調查 統計 整理 比較 進行 發表 撰寫 編製 編制 編修 的研究 的觀點 的看法 的定義 的調查 的報告 的論文 的說法 的理論 的分類 的論點 的分析 的文章 的著作 之研究 之調查 之定義 之觀點 之報告 相信 證實 證明 顯示 列舉 列出 區分 分為 綜合 彙整 採用 使用 運用 應用 利用 針對 更進一步 進一步 考察 回顧 檢視 討論 呼籲 宣稱 宣佈 宣布 批評 質疑 反對 支持 延續 依據 根據 透過 藉由 參考 引用 修訂 翻譯 改編 發展 建立 建構 設計 推論 推估 推測 預測 估計 報告 公布 公佈 頒布 頒佈 頒訂 訂定 出版 發行 委託 計算 觀察 測量 檢驗 解釋 釐清 論證 敘述 提到 提及 提醒 總結 結論 視為 看待 理解 將其 说明 认为 发现 强调 研究了 提出了 认定 显示 调查 总结 归纳 探讨 指明')
/** What may also follow an event. */
const PERHAPS = any('稱 將 把 編 採 以 從 對 在 於 曾 則 也 亦 所 就 更 又 視 持 的 之 等 指 謂 云 言 将 从 对')

export const SAYS_SURELY = new RegExp(`^${BEFORE_VERB}(?:${SURELY})`)
export const SAYS = new RegExp(`^${BEFORE_VERB}(?:${SURELY}|${PERHAPS})`)

/** What leads to an author in a sentence: 根據林振春（2011）. */
export const LEADS = /(?:根據|依據|依照|參考|參照|參閱|參見|引用|援引|採用|引自|改編自|修改自|學者|研究者|教授|老師|博士|例如|譬如|諸如|根据|依据|包括|以及|因此|所以|此外|另外|其中|隨後|其後|後來|但是|然而|正如|誠如|如同|不同於|有別於|相較於|相對於|不過|同時|最後|首先|其次|再者|而且|並且|[依據按如像由對而與和及跟以從在是為將經受見但並後也則或中者家人的了出得看說論述之於即因自同])$/
export const LEADS_SURELY = /(?:根據|依據|依照|參考|參照|參閱|參見|引用|援引|引自|改編自|修改自|整理自|學者|研究者|例如|正如|誠如|如同|根据|依据|(?<!數|證|論|占|佔)據|依)$/

/** Who publishes and writes nothing, and where: what names them in brackets says where a book came out. */
export const PUBLISHERS = /(?:書局|書店|書苑|書房|書屋|出版社|出版|出版公司|印書館|圖書公司|出版事業|Press|Books|Publish(?:ers|ing)|[Ss]elf-published|Macmillan|Longmans?|Penguin|Harcourt|Routledge|Springer|Wiley|Norton|Knopf|Blackwell|Elsevier|Verlag|McGraw-Hill)\s?(?:Ltd\.?|Inc\.?)?\s?[,:]|^(?:London|New York|Paris|Berlin|Oxford|Boston|Chicago|Taipei|Tokyo|Cambridge|臺北|台北|北京|上海|東京|香港|臺南|台南|高雄)(?:市)?\s?,/
