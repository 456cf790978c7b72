/**
 * Characters that compare as one, besides OpenCC's. Each pair: what stands in a text, and what it is.
 */

/**
 * Radicals to ideographs (Unicode's EquivalentUnifiedIdeograph, U+2E80 to U+2EF3; NFKC does U+2F00 to U+2FD5).
 * PDFs are full of them: 「⺠政局」 is not 「民政局」 to a computer.
 */
export const RADICALS = `
⺁厂 ⺂乛 ⺃乚 ⺄乙 ⺅亻 ⺆冂 ⺇𠘨 ⺈刀 ⺉刂 ⺊卜 ⺋㔾 ⺌小 ⺍尐 ⺎兀 ⺏尣 ⺐尢 ⺑𡯂 ⺒巳 ⺓幺 ⺔彑 ⺕彐 ⺖忄 ⺗心 ⺘扌 ⺙攵 ⺛旡 ⺜日 ⺝月 ⺞歺
⺟母 ⺠民 ⺡氵 ⺢氺 ⺣灬 ⺤爫 ⺥爬 ⺦丬 ⺧牛 ⺨犭 ⺩王 ⺪𤴔 ⺫目 ⺬示 ⺭礻 ⺮𥫗 ⺯糹 ⺰纟 ⺱罓 ⺲罒 ⺳㓁 ⺴冗 ⺵𦉫 ⺶羊 ⺷𦍌 ⺸𦍋 ⺹耂 ⺺肀 ⺻聿
⺼肉 ⺽𦥑 ⺾艹 ⺿艺 ⻀艻 ⻁虎 ⻂衤 ⻃覀 ⻄西 ⻅见 ⻆角 ⻇𧢲 ⻈讠 ⻉贝 ⻊𧾷 ⻋车 ⻌辶 ⻍辷 ⻎辸 ⻏邑 ⻐钅 ⻑長 ⻒镸 ⻓长 ⻔门 ⻕𨸏 ⻖阝 ⻗雨 ⻘青
⻙韦 ⻚页 ⻛风 ⻜飞 ⻝食 ⻞𩙿 ⻟飠 ⻠饣 ⻡𩠐 ⻢马 ⻣骨 ⻤鬼 ⻥鱼 ⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻪黾 ⻫斉 ⻬齐 ⻭歯 ⻮齿 ⻯竜 ⻰龙 ⻱龜 ⻲亀 ⻳龟`

/**
 * Old and popular forms that names in Taiwan carry and OpenCC leaves alone. Only forms of the same word,
 * never look-alikes, but for 巿 (fú), which nobody means where 市 is read.
 */
export const VARIANTS = `
靑青 淸清 鄕鄉 喩喻 姸妍 姫姬 寃冤 寳寶 崐崑 廐廄 嶋島 嶌島 噐器 囘回 埜野 壻婿 堦階 隷隸 廸迪 昻昂 暎映 朶朵
栢柏 桒桑 楳梅 欝鬱 氷冰 漑溉 濶闊 珎珍 瑠琉 畧略 皐皋 臯皋 碁棋 頴穎 罇樽 羗羌 艶豔 蘓蘇 裵裴 賛贊 躰體 軆體 隣鄰
霸覇 飃飄 鬪鬥 濵濱 髙高 﨑崎 嵜崎 僊仙 岀出 圗圖 豊豐 鑛礦 帋紙 冨富 寶宝 緖緒 巿市 飮飲 黑黒`
