/**
 * Hand-made entries in the styles in use in Taiwan and beyond, with all the fields they should give. Names: `|` between,
 * `Family, Given` for Western ones. Not named here: language, and `type` when it is given in front.
 */
export interface Expected {
  readonly type: string
  readonly a?: string
  readonly e?: string
  readonly tr?: string
  readonly [field: string]: string | boolean | undefined
}

export const ENTRIES: readonly (readonly [string, Expected])[] = [
  // APA 7 and 6 in Chinese
  ['林振春（2011）。學習型城市的理論與實務。社區發展季刊，12（3），1-20。', { type: 'article-journal', a: '林振春', title: '學習型城市的理論與實務', issued: '2011', 'container-title': '社區發展季刊', volume: '12', issue: '3', page: '1-20' }],
  ['林振春、秦秀蘭（2011）。推動的關鍵因素。收於中華民國社區教育學會主編，《學習型城市》(頁20–45)。台北：師大書苑。', { type: 'chapter', a: '林振春|秦秀蘭', e: '中華民國社區教育學會', title: '推動的關鍵因素', issued: '2011', 'container-title': '學習型城市', page: '20-45', 'publisher-place': '台北', publisher: '師大書苑' }],
  ['吳明烈（2004）。組織學習與學習型學校。臺北市：高等教育。', { type: 'book', a: '吳明烈', title: '組織學習與學習型學校', issued: '2004', 'publisher-place': '臺北市', publisher: '高等教育' }],
  ['吳明烈（2004）。組織學習與學習型學校。高等教育。', { type: 'book', a: '吳明烈', title: '組織學習與學習型學校', issued: '2004', publisher: '高等教育' }],
  ['王大明（2009）。社區大學學員學習動機之研究。國立臺灣師範大學社會教育學系碩士論文，未出版，台北市。', { type: 'thesis', a: '王大明', title: '社區大學學員學習動機之研究', issued: '2009', genre: '碩士論文', publisher: '國立臺灣師範大學社會教育學系', 'publisher-place': '台北市' }],
  ['王大明（2019）。社區大學學員學習動機之研究〔未出版之博士論文〕。國立中正大學。', { type: 'thesis', a: '王大明', title: '社區大學學員學習動機之研究', issued: '2019', genre: '博士論文', publisher: '國立中正大學' }],
  ['王大明（2021）。社區大學學員學習動機之研究（碩士論文，國立中正大學）。https://hdl.handle.net/11296/abcdef', { type: 'thesis', a: '王大明', title: '社區大學學員學習動機之研究', issued: '2021', genre: '碩士論文', publisher: '國立中正大學', URL: 'https://hdl.handle.net/11296/abcdef' }],
  ['教育部（1998）。邁向學習社會白皮書。台北：教育部。', { type: 'book', a: '教育部', title: '邁向學習社會白皮書', issued: '1998', 'publisher-place': '台北', publisher: '教育部' }],
  ['行政院主計處（2005）。社會發展趨勢調查報告。台北：行政院主計處。', { type: 'report', a: '行政院主計處', title: '社會發展趨勢調查報告', issued: '2005', 'publisher-place': '台北', publisher: '行政院主計處' }],
  ['教育部（無日期）。終身學習網。2010年5月1日，取自http://www.example.edu.tw/life', { type: 'webpage', a: '教育部', title: '終身學習網', accessed: '2010-05-01', URL: 'http://www.example.edu.tw/life' }],
  ['教育部（2010年5月1日）。終身學習網。檢索日期：民國99年6月2日。取自 http://www.example.edu.tw/life', { type: 'webpage', a: '教育部', title: '終身學習網', issued: '2010-05-01', accessed: '2010-06-02', URL: 'http://www.example.edu.tw/life' }],
  ['林振春主編（1999）。社區學習。台北：師大書苑。', { type: 'book', e: '林振春', title: '社區學習', issued: '1999', 'publisher-place': '台北', publisher: '師大書苑' }],
  ['林振春（主編）（1999）。社區學習。師大書苑。', { type: 'book', e: '林振春', title: '社區學習', issued: '1999', publisher: '師大書苑' }],
  ['林振春（2008）。社區營造的教育策略（第二版）。臺北市：師大書苑。', { type: 'book', a: '林振春', title: '社區營造的教育策略', issued: '2008', edition: '第二版', 'publisher-place': '臺北市', publisher: '師大書苑' }],
  ['Freire, P.（2003）。受壓迫者教育學（方永泉譯）。台北：巨流。（原著出版年：1970）', { type: 'book', a: 'Freire, P.', tr: '方永泉', title: '受壓迫者教育學', issued: '2003', 'publisher-place': '台北', publisher: '巨流' }],
  // family name and full given names, one author or several
  ['Wicherts, Jelte M. 2011. “Psychology Must Learn a Lesson.” Nature 480 (7375): 7.', { type: 'article-journal', a: 'Wicherts, Jelte M', title: 'Psychology Must Learn a Lesson', issued: '2011', 'container-title': 'Nature', volume: '480', issue: '7375', page: '7' }],
  ['De Winter, Joost CF, and Dimitra Dodou. 2015. “A Surge of P-Values.” PeerJ 3 (2): 1–9.', { type: 'article-journal', a: 'De Winter, Joost CF|Dodou, Dimitra', title: 'A Surge of P-Values', issued: '2015', 'container-title': 'PeerJ', volume: '3', issue: '2', page: '1-9' }],
  ['Aberson, Christopher L. 2010. “What is power?” In Applied power analysis, edited by Christopher L Aberson, 3–16. New York: Routledge.', { type: 'chapter', a: 'Aberson, Christopher L', e: 'Aberson, Christopher L', title: 'What is power?', issued: '2010', 'container-title': 'Applied power analysis', page: '3-16', 'publisher-place': 'New York', publisher: 'Routledge' }],
  // single quotation marks of Britain
  ['O’Leary, D.E. ‘Ethics for Big Data and Analytics’, IEEE Intelligent Systems, 31.4 (2016): 81-84.', { type: 'article-journal', a: "O'Leary, D.E.", title: 'Ethics for Big Data and Analytics', issued: '2016', 'container-title': 'IEEE Intelligent Systems', volume: '31', issue: '4', page: '81-84' }],
  ['Abbate, Janet. Inventing the Internet, Cambridge, MA: MIT Press, 2000.', { type: 'book', a: 'Abbate, Janet', title: 'Inventing the Internet', issued: '2000', 'publisher-place': 'Cambridge, MA', publisher: 'MIT Press' }],
  ['Deleuze, Gilles and Guattari, Felix. A Thousand Plateaus, London: Continuum, 2004.', { type: 'book', a: 'Deleuze, Gilles|Guattari, Felix', title: 'A Thousand Plateaus', issued: '2004', 'publisher-place': 'London', publisher: 'Continuum' }],
  // who stands in front only translated
  ['王旭譯（2013）。《自由的權利》。北京：社會科學文獻。（原書 Honneth, A. [2011]. *Das Recht der Freiheit: Grundriß einer demokratischen Sittlichkeit* (Bd. 1). Frankfurt/Main, DE: Suhrkamp.）', { type: 'book', a: 'Honneth, A.', tr: '王旭', title: '自由的權利', issued: '2013', 'original-date': '2011', 'publisher-place': '北京', publisher: '社會科學文獻' }],
  ['郭書瑄、嚴玲娟譯（2008）。《藝術・文化經濟學》。台北：典藏藝術家庭。', { type: 'book', tr: '郭書瑄|嚴玲娟', title: '藝術・文化經濟學', issued: '2008', 'publisher-place': '台北', publisher: '典藏藝術家庭' }],
  ['吳明烈（2010，11月）。歐盟學習型城市的發展。論文發表於「學習型城市國際研討會」。臺北：國立臺灣師範大學。', { type: 'paper-conference', a: '吳明烈', title: '歐盟學習型城市的發展', issued: '2010', 'container-title': '學習型城市國際研討會', 'publisher-place': '臺北', publisher: '國立臺灣師範大學' }],
  ['王大明（2011，5月3日）。社大十年。聯合報，A12版。', { type: 'article-newspaper', a: '王大明', title: '社大十年', issued: '2011', 'container-title': '聯合報', page: 'A12' }],
  ['黃富順（民87）。終身學習的理論基礎。成人教育，45，2-10。', { type: 'article-journal', a: '黃富順', title: '終身學習的理論基礎', issued: '1998', 'container-title': '成人教育', volume: '45', page: '2-10' }],
  ['陳美如（出版中）。教師社群的發展。教育研究集刊。', { type: 'article-journal', a: '陳美如', title: '教師社群的發展', genre: 'in press', 'container-title': '教育研究集刊' }],
  ['張德永（2012a）。地方知識建構。載於林振春（主編），學習型城市（頁77-98）。師大書苑。', { type: 'chapter', a: '張德永', e: '林振春', title: '地方知識建構', issued: '2012', suffix: 'a', 'container-title': '學習型城市', page: '77-98', publisher: '師大書苑' }],
  ['張德永、陳定銘、林淑馨等（2012）。社會企業概論。巨流。', { type: 'book', a: '張德永|陳定銘|林淑馨', etAl: true, title: '社會企業概論', issued: '2012', publisher: '巨流' }],
  ['陳定銘 (2008)。非營利組織、政府與社會企業。臺北市：智勝文化。', { type: 'book', a: '陳定銘', title: '非營利組織、政府與社會企業', issued: '2008', 'publisher-place': '臺北市', publisher: '智勝文化' }],
  ['李正連（2011）。韓國的學習城市。終身學習，第8期，頁12-19。', { type: 'article-journal', a: '李正連', title: '韓國的學習城市', issued: '2011', 'container-title': '終身學習', issue: '8', page: '12-19' }],
  ['終身學習法（2018年6月13日）。', { type: 'legislation', title: '終身學習法', issued: '2018-06-13' }],
  ['楊碧雲（2015）。臺北市社區大學二十年：回顧與展望。教育學報，43(2)，55–78。https://doi.org/10.1234/edu.2015.43.2.55', { type: 'article-journal', a: '楊碧雲', title: '臺北市社區大學二十年：回顧與展望', issued: '2015', 'container-title': '教育學報', volume: '43', issue: '2', page: '55-78', DOI: '10.1234/edu.2015.43.2.55' }],
  // 《》〈〉 with the year in front
  ['許雪姬（1993）。〈日治時期的板橋林家〉。《近世家族與政治比較歷史論文集》，頁657-697。臺北：中央研究院近代史研究所。', { type: 'chapter', a: '許雪姬', title: '日治時期的板橋林家', issued: '1993', 'container-title': '近世家族與政治比較歷史論文集', page: '657-697', 'publisher-place': '臺北', publisher: '中央研究院近代史研究所' }],
  ['夏鑄九（1998）。〈市民參與和地方自主性〉，《城市與設計學報》，第5/6期：175-185。', { type: 'article-journal', a: '夏鑄九', title: '市民參與和地方自主性', issued: '1998', 'container-title': '城市與設計學報', issue: '5/6', page: '175-185' }],
  ['夏鑄九（2000）《公共空間》。台北：藝術家。', { type: 'book', a: '夏鑄九', title: '公共空間', issued: '2000', 'publisher-place': '台北', publisher: '藝術家' }],
  // notes and bibliographies of the humanities
  ['王德威，《如何現代，怎樣文學》（臺北：麥田出版，1998），頁12。', { type: 'book', a: '王德威', title: '如何現代，怎樣文學', issued: '1998', 'publisher-place': '臺北', publisher: '麥田出版' }],
  ['許雪姬，〈皇民奉公會的研究〉，《中央研究院近代史研究所集刊》，第31期（1999年6月），頁167-211。', { type: 'article-journal', a: '許雪姬', title: '皇民奉公會的研究', issued: '1999-06', 'container-title': '中央研究院近代史研究所集刊', issue: '31', page: '167-211' }],
  ['吳密察，〈臺灣史的成立及其課題〉，《當代》，第100期（1994.8），頁78-97。', { type: 'article-journal', a: '吳密察', title: '臺灣史的成立及其課題', issued: '1994-08', 'container-title': '當代', issue: '100', page: '78-97' }],
  ['許雪姬，〈題名〉，《臺灣史研究》12:3（1998.6），頁1-20。', { type: 'article-journal', a: '許雪姬', title: '題名', issued: '1998-06', 'container-title': '臺灣史研究', volume: '12', issue: '3', page: '1-20' }],
  ['許雪姬，〈題名〉，收入林玉茹主編，《比較視野下的臺灣商業傳統》（台北：中央研究院臺灣史研究所，2012），頁45-80。', { type: 'chapter', a: '許雪姬', e: '林玉茹', title: '題名', issued: '2012', 'container-title': '比較視野下的臺灣商業傳統', page: '45-80', 'publisher-place': '台北', publisher: '中央研究院臺灣史研究所' }],
  ['傅柯著，劉北成、楊遠嬰譯，《規訓與懲罰》（臺北：桂冠，1992），頁 3。', { type: 'book', a: '傅柯', tr: '劉北成|楊遠嬰', title: '規訓與懲罰', issued: '1992', 'publisher-place': '臺北', publisher: '桂冠' }],
  ['陳小沖，〈題名〉（台北：國立臺灣大學歷史學研究所碩士論文，1998），頁23。', { type: 'thesis', a: '陳小沖', title: '題名', issued: '1998', genre: '碩士論文', publisher: '國立臺灣大學歷史學研究所', 'publisher-place': '台北' }],
  ['〈市政會議紀要〉，《臺灣日日新報》，1932年5月1日，第3版。', { type: 'article-newspaper', title: '市政會議紀要', issued: '1932-05-01', 'container-title': '臺灣日日新報', page: '3' }],
  ['黃富三、曹永和主編，《臺灣史論叢》，臺北：眾文圖書，1980。', { type: 'book', e: '黃富三|曹永和', title: '臺灣史論叢', issued: '1980', 'publisher-place': '臺北', publisher: '眾文圖書' }],
  ['林玉茹。《清代竹塹地區的在地商人及其活動網絡》。臺北：聯經，2000。', { type: 'book', a: '林玉茹', title: '清代竹塹地區的在地商人及其活動網絡', issued: '2000', 'publisher-place': '臺北', publisher: '聯經' }],
  ['連橫，《臺灣通史》，上冊，臺北：臺灣銀行經濟研究室，民國51年。', { type: 'book', a: '連橫', title: '臺灣通史', issued: '1962', 'publisher-place': '臺北', publisher: '臺灣銀行經濟研究室' }],
  ['王大明，學習型城市，台北：師大書苑，2012。', { type: 'book', a: '王大明', title: '學習型城市', issued: '2012', 'publisher-place': '台北', publisher: '師大書苑' }],
  ['陳其南，1992，《公民國家意識與台灣政治發展》，台北：允晨。', { type: 'book', a: '陳其南', title: '公民國家意識與台灣政治發展', issued: '1992', 'publisher-place': '台北', publisher: '允晨' }],
  ['夏鑄九，1999，〈市民城市與社區營造〉，《城市與設計學報》，9/10：175-185。', { type: 'article-journal', a: '夏鑄九', title: '市民城市與社區營造', issued: '1999', 'container-title': '城市與設計學報', volume: '9/10', page: '175-185' }],
  ['王甫昌（1996）〈台灣反對運動的共識動員〉，《台灣政治學刊》1：129-210。', { type: 'article-journal', a: '王甫昌', title: '台灣反對運動的共識動員', issued: '1996', 'container-title': '台灣政治學刊', volume: '1', page: '129-210' }],
  ['黃麗玲（1995）《新國家建構過程中社區角色的轉變》，國立台灣大學建築與城鄉研究所碩士論文。', { type: 'thesis', a: '黃麗玲', title: '新國家建構過程中社區角色的轉變', issued: '1995', genre: '碩士論文', publisher: '國立台灣大學建築與城鄉研究所' }],
  ['蔡怡怡。2012。〈博物館之實踐探究〉。收錄於《學習型城市》，頁47-76。臺北：師大書苑。', { type: 'chapter', a: '蔡怡怡', title: '博物館之實踐探究', issued: '2012', 'container-title': '學習型城市', page: '47-76', 'publisher-place': '臺北', publisher: '師大書苑' }],
  ['教育部（2010）。99年度社區大學評鑑報告。教育部委託專題研究報告。臺北：教育部。', { type: 'report', a: '教育部', title: '99年度社區大學評鑑報告', issued: '2010', 'publisher-place': '臺北', publisher: '教育部' }],
  ['楊碧雲（2011）。臺北市學習城市的推動。2011臺北市學習型城市願景國際研討會手冊，頁12-25。臺北市：臺北市政府教育局。', { type: 'paper-conference', a: '楊碧雲', title: '臺北市學習城市的推動', issued: '2011', 'container-title': '2011臺北市學習型城市願景國際研討會手冊', page: '12-25', 'publisher-place': '臺北市', publisher: '臺北市政府教育局' }],
  ['施添福 (2020)。社會史、區域史與地域社會；收錄於張隆志主編，島嶼的求索：台灣史論叢史學篇。國立臺灣大學出版中心。', { type: 'chapter', a: '施添福', e: '張隆志', title: '社會史、區域史與地域社會', issued: '2020', 'container-title': '島嶼的求索：台灣史論叢史學篇', publisher: '國立臺灣大學出版中心' }],
  ['森正夫（2014）。地域社會論的核心。人文研究期刊，(12)，27-32。https://www.example.com/Article?Doc=2014-27-32', { type: 'article-journal', a: '森正夫', title: '地域社會論的核心', issued: '2014', 'container-title': '人文研究期刊', issue: '12', page: '27-32', URL: 'https://www.example.com/Article?Doc=2014-27-32' }],
  ['中央研究院近代史研究所編，《口述歷史》，第3期，台北：中央研究院近代史研究所，1992。', { type: 'book', e: '中央研究院近代史研究所', title: '口述歷史', issued: '1992', 'publisher-place': '台北', publisher: '中央研究院近代史研究所' }],
  // English APA, Harvard, Chicago
  ['Larsen, K. (1999). Learning cities: The new recipe in regional development. OECD Observer, 217/218, 73-76.', { type: 'article-journal', a: 'Larsen, K.', title: 'Learning cities: The new recipe in regional development', issued: '1999', 'container-title': 'OECD Observer', volume: '217/218', page: '73-76' }],
  ['Castells, M. (1996). The Rise of the Network Society. The Information Age: Economy, Society and Culture, Vol. 1. Oxford: Blackwell.', { type: 'book', a: 'Castells, M.', title: 'The Rise of the Network Society', issued: '1996', 'publisher-place': 'Oxford', publisher: 'Blackwell' }],
  ['Lefebvre, Henri. Writings on Cities. Translated by E. Kofman and E. Lebas. Oxford: Blackwell, 1996.', { type: 'book', a: 'Lefebvre, Henri', tr: 'Kofman, E.|Lebas, E.', title: 'Writings on Cities', issued: '1996', 'publisher-place': 'Oxford', publisher: 'Blackwell' }],
  ['Kearns, P. (2011, December). Learning cities as healthy green cities. Paper presented at the Taipei Learning City Vision International Conference, Taipei.', { type: 'paper-conference', a: 'Kearns, P.', title: 'Learning cities as healthy green cities', issued: '2011-12', 'container-title': 'Taipei Learning City Vision International Conference', 'publisher-place': 'Taipei' }],
  ['Jacob Foster, Andrey Rzhetsky, and James A. Evans, "Tradition and Innovation in Scientists’ Research Strategies," _American Sociological Review_ 80.5 (2015): 875-908.', { type: 'article-journal', a: 'Foster, Jacob|Rzhetsky, Andrey|Evans, James A.', title: 'Tradition and Innovation in Scientists’ Research Strategies', issued: '2015', 'container-title': 'American Sociological Review', volume: '80', issue: '5', page: '875-908' }],
  ['Georg Simmel, _Soziologie: Untersuchungen Über Die Formen Der Vergesellschaftung_, Prague: e-artnow, 2017.', { type: 'book', a: 'Simmel, Georg', title: 'Soziologie: Untersuchungen Über Die Formen Der Vergesellschaftung', issued: '2017', 'publisher-place': 'Prague', publisher: 'e-artnow' }],
  ['Longworth, N., & Osborne, M. (2010). Six ages towards a learning region: A retrospective. *European Journal of Education, 45*(3), 368–401. https://doi.org/10.1111/j.1465-3435.2010.01436.x', { type: 'article-journal', a: 'Longworth, N.|Osborne, M.', title: 'Six ages towards a learning region: A retrospective', issued: '2010', 'container-title': 'European Journal of Education', volume: '45', issue: '3', page: '368-401', DOI: '10.1111/j.1465-3435.2010.01436.x' }],
  ['Longworth, N. (2006). *Learning cities, learning regions, learning communities*. London: Routledge.', { type: 'book', a: 'Longworth, N.', title: 'Learning cities, learning regions, learning communities', issued: '2006', 'publisher-place': 'London', publisher: 'Routledge' }],
  ['Jarvis, P. (2004). *Adult education and lifelong learning* (3rd ed.). RoutledgeFalmer.', { type: 'book', a: 'Jarvis, P.', title: 'Adult education and lifelong learning', issued: '2004', edition: '3rd ed', publisher: 'RoutledgeFalmer' }],
  ['Kearns, P., McDonald, R., & Candy, P. (1999). VET in the learning age. In J. Smith & A. Brown (Eds.), *Handbook of learning* (pp. 12–45). New York, NY: Springer.', { type: 'chapter', a: 'Kearns, P.|McDonald, R.|Candy, P.', e: 'Smith, J.|Brown, A.', title: 'VET in the learning age', issued: '1999', 'container-title': 'Handbook of learning', page: '12-45', 'publisher-place': 'New York, NY', publisher: 'Springer' }],
  ['OECD (2001). *Cities and regions in the new learning economy*. Paris: OECD.', { type: 'book', a: 'OECD', title: 'Cities and regions in the new learning economy', issued: '2001', 'publisher-place': 'Paris', publisher: 'OECD' }],
  ['van der Veen, R., & Wildemeersch, D. (2012). Diverse cities. *International Journal of Lifelong Education*, *31*(1), 5-12.', { type: 'article-journal', a: 'van der Veen, R.|Wildemeersch, D.', title: 'Diverse cities', issued: '2012', 'container-title': 'International Journal of Lifelong Education', volume: '31', issue: '1', page: '5-12' }],
  ['Smith, A. (Ed.). (2001). *Learning regions*. Cambridge: Polity Press.', { type: 'book', e: 'Smith, A.', title: 'Learning regions', issued: '2001', 'publisher-place': 'Cambridge', publisher: 'Polity Press' }],
  ['Brown, T. (2015). *Learning in cities* (Unpublished doctoral dissertation). University of Leeds, UK.', { type: 'thesis', a: 'Brown, T.', title: 'Learning in cities', issued: '2015', genre: 'doctoral dissertation', publisher: 'University of Leeds' }],
  ['UNESCO. (n.d.). *Global network of learning cities*. Retrieved May 1, 2020, from https://uil.example.org/cities', { type: 'webpage', a: 'UNESCO', title: 'Global network of learning cities', accessed: '2020-05-01', URL: 'https://uil.example.org/cities' }],
  ['Putnam, Robert D. Bowling Alone: The Collapse and Revival of American Community. New York: Simon & Schuster, 2000.', { type: 'book', a: 'Putnam, Robert D.', title: 'Bowling Alone: The Collapse and Revival of American Community', issued: '2000', 'publisher-place': 'New York', publisher: 'Simon & Schuster' }],
  ['Robert D. Putnam, Bowling Alone (New York: Simon & Schuster, 2000), 12.', { type: 'book', a: 'Putnam, Robert D.', title: 'Bowling Alone', issued: '2000', 'publisher-place': 'New York', publisher: 'Simon & Schuster' }],
  ['Granovetter, Mark S. “The Strength of Weak Ties.” American Journal of Sociology 78, no. 6 (1973): 1360–80.', { type: 'article-journal', a: 'Granovetter, Mark S.', title: 'The Strength of Weak Ties', issued: '1973', 'container-title': 'American Journal of Sociology', volume: '78', issue: '6', page: '1360-80' }],
  ['Granovetter, M. 1973. The strength of weak ties. American Journal of Sociology 78: 1360-1380.', { type: 'article-journal', a: 'Granovetter, M.', title: 'The strength of weak ties', issued: '1973', 'container-title': 'American Journal of Sociology', volume: '78', page: '1360-1380' }],
  ['Florida, R. (1995) Toward the learning region. Futures, 27(5), 527-536.', { type: 'article-journal', a: 'Florida, R.', title: 'Toward the learning region', issued: '1995', 'container-title': 'Futures', volume: '27', issue: '5', page: '527-536' }],
  ['P. Caplan, “Cataloging internet resources,” The Public-Access Computer Systems Review, Vol. 4, No. 2, 1993, pp. 61–66.', { type: 'article-journal', a: 'Caplan, P.', title: 'Cataloging internet resources', issued: '1993', 'container-title': 'The Public-Access Computer Systems Review', volume: '4', issue: '2', page: '61-66' }],
  // GB/T 7714
  ['[1] 王大明, 李小華. 学习型城市研究[J]. 教育研究, 2010, 31(5): 12-18.', { type: 'article-journal', a: '王大明|李小華', title: '学习型城市研究', issued: '2010', 'container-title': '教育研究', volume: '31', issue: '5', page: '12-18' }],
  ['[2] 费孝通. 乡土中国[M]. 北京: 北京大学出版社, 1998: 45-60.', { type: 'book', a: '费孝通', title: '乡土中国', issued: '1998', 'publisher-place': '北京', publisher: '北京大学出版社' }],
  ['[3] 张三. 城市社区研究[D]. 上海: 华东师范大学, 2009.', { type: 'thesis', a: '张三', title: '城市社区研究', issued: '2009', 'publisher-place': '上海', publisher: '华东师范大学' }],
  ['[4] 教育部. 教育统计[EB/OL]. (2010-05-01)[2020-06-01]. http://www.example.gov.cn/.', { type: 'webpage', a: '教育部', title: '教育统计', issued: '2010-05-01', accessed: '2020-06-01', URL: 'http://www.example.gov.cn/' }],
  ['[5] 李四. 城市学习[C]//王五. 城市论文集. 北京: 商务印书馆, 2001: 3-9.', { type: 'paper-conference', a: '李四', e: '王五', title: '城市学习', issued: '2001', 'container-title': '城市论文集', page: '3-9', 'publisher-place': '北京', publisher: '商务印书馆' }],
  ['[6] 李四. 城市的未来[N]. 人民日报, 2001-05-03(4).', { type: 'article-newspaper', a: '李四', title: '城市的未来', issued: '2001-05-03', 'container-title': '人民日报', page: '4' }],
  ['[7] 布迪厄. 区分[M]. 刘晖, 译. 2 版. 北京: 商务印书馆, 2015.', { type: 'book', a: '布迪厄', tr: '刘晖', title: '区分', edition: '2 版', issued: '2015', 'publisher-place': '北京', publisher: '商务印书馆' }],
  ['[8] SAITO M, MIYAZAKI K. Learning in later life[J]. Ageing and Society, 2006, 57(5/6): 169-176.', { type: 'article-journal', a: 'SAITO, M|MIYAZAKI, K', title: 'Learning in later life', issued: '2006', 'container-title': 'Ageing and Society', volume: '57', issue: '5/6', page: '169-176' }],
  // Law reviews
  ['季卫东：《法律程序的意义》，载《中国社会科学》1993年第1期。', { type: 'article-journal', a: '季卫东', title: '法律程序的意义', issued: '1993', 'container-title': '中国社会科学', issue: '1' }],
  ['何海波：《判决书上网》，载《法制日报》2000年5月21日，第2版。', { type: 'article-newspaper', a: '何海波', title: '判决书上网', issued: '2000-05-21', 'container-title': '法制日报', page: '2' }],
  ['王名扬：《美国行政法》，北京大学出版社2007年版。', { type: 'book', a: '王名扬', title: '美国行政法', issued: '2007', publisher: '北京大学出版社' }],
  ['王保树：《公司机关》，载梁慧星主编：《民商法论丛》第1卷，法律出版社1994年版。', { type: 'chapter', a: '王保树', e: '梁慧星', title: '公司机关', issued: '1994', 'container-title': '民商法论丛', publisher: '法律出版社' }],
]
