import { markup as html, type Markup } from '../../../exchange/markup.ts'
import { makeAssets } from '../../assets.ts'
import type { Call } from '../../call.ts'
import type { Handler } from '../../route.ts'

/** Pixels of each picture, as large as they are shown: made from the running program (`test/web/stories.test.ts`). */
export const [WIDTH, HEIGHT] = [390, 640]

async function picture({ t, language }: Pick<Call, 't' | 'language'>, name: string, alternative: readonly [zhHant: string, en: string]): Promise<Markup> {
  const { picture: at } = await makeAssets()
  return html`<figure class="shot"><img src="${at(`${name}.${language}.webp`)}" alt="${t(...alternative)}" width="${WIDTH}" height="${HEIGHT}" loading="lazy"></figure>
`
}

/** Short and plain: how to ask, what an answer says, how to write something down, and what the words mean. */
export const help: Handler = async (call) => {
  const { t, href } = call
  return {
    title: t('怎麼使用', 'Help'),
    description: t('怎麼問、怎麼看答案、怎麼寫下一段。', 'How to ask, how to read an answer, how to write something down.'),
    main: html`<h1>${t('怎麼使用', 'Help')}</h1>
<nav aria-label="${t('這一頁', 'On this page')}"><ul>
<li><a href="#ask">${t('怎麼問', 'How to ask')}</a></li><li><a href="#answer">${t('怎麼看答案', 'How to read an answer')}</a></li><li><a href="#write">${t('怎麼寫下一段', 'How to write something down')}</a></li><li><a href="#rights">${t('誰看得到', 'Who sees it')}</a></li><li><a href="#words">${t('用語', 'Words')}</a></li>
</ul></nav>
<h2 id="ask">${t('怎麼問', 'How to ask')}</h2>
<p>${t('在最上面的格子裡打一句話或一個名字，按「找」。打字時會列出名稱，選一個就到那一頁。', 'Type a sentence or a name in the box at the top. Names are offered as you type.')}</p>
<ul>
<li><a href="${href('/ask', { q: '哪些組織連結社會局與文化局？' })}" lang="zh-Hant">哪些組織連結社會局與文化局？</a></li>
<li><a href="${href('/ask', { q: '紀州庵在2016年由誰經營？' })}" lang="zh-Hant">紀州庵在2016年由誰經營？</a></li>
<li><a href="${href('/ask', { q: '什麼是共伴效應？' })}" lang="zh-Hant">什麼是共伴效應？</a></li>
</ul>
${await picture(call, 'ask', ['首頁：中間的格子裡打了「哪些組織連結社會局與文化局？」，旁邊是「找」的按鈕，下面有三個問題可以試試看。', 'The front page: a question is typed into the box, with the button beside it, and three questions to try below.'])}<p>${t('年份可以寫民國或西元：民國105年、2016年。找一段連在一起的字，用「」括起來；不要的字前面加 −。', 'Years in either reckoning. Words that belong together in 「」; −word leaves out.')}</p>
<h2 id="answer">${t('怎麼看答案', 'How to read an answer')}</h2>
<ul>
<li>${t('最上面是我們怎麼懂您的問題；不對的話，可以改。', 'First how your question was understood: you can change it.')}</li>
<li>${t('圖上線旁的方括號是「憑據」的號碼；下面列出同樣的路線，每一步都附出處。', 'Numbers at the lines of the picture are those of the evidence below it.')}</li>
<li>${t('虛線是還在審查、有異議或已不採用的。', 'Dashed lines are proposed, disputed or deprecated.')}</li>
<li>${t('有紀錄的連結不等於隸屬或立場。沒有紀錄，也不等於沒有。', 'A recorded connection is neither membership nor a position. What is not recorded may still be.')}</li>
<li>${t('可以帶走：表格、圖、引文，或複製永久網址。', 'Take it away: tables, pictures, citations, a permanent address.')}</li>
</ul>
${await picture(call, 'answer', ['答案的一條路線：從社會局經過一個團體到文化局，每一步是什麼關係，下面打開了出處的原文。', 'A route of an answer: from one bureau by way of an association to the other, each step with its relation, and the words of the source opened below it.'])}<h2 id="write">${t('怎麼寫下一段', 'How to write something down')}</h2>
<p>${t('按「寫下一段」，一題一題回答：標題、什麼時候、哪裡、誰說的、故事、照片。寫到一半會自動留著。送出後有人看過才刊出；看得到每一步。', 'Answer one question after another. What you typed is kept. After you send it somebody looks at it; you see each step.')}</p>
${await picture(call, 'contribute', ['寫下一段：標題寫了「老祖祠的兩隻石獅子」，何時寫了「民國52年」，一題一題往下。', 'Writing something down: a title and a time are filled in, one question under another.'])}<p><a class="button" href="${href('/contribute')}">${t('寫下一段', 'Write something down')}</a></p>
<h2 id="rights">${t('誰看得到', 'Who sees it')}</h2>
<p>${t('每一篇、每一筆關係都可以只給某個社群看。送出前會告訴您：誰看得到。看不到的人，連有這一篇都不會知道。', 'Each text and each relation can be for a community alone. Before you send it you are told who will see it; nobody else learns that it is there.')}</p>
<p>${t('看到不該公開的，或寫錯的，請在那一頁按「回報問題」，不需要帳號。', 'If something should not be public, or is wrong, report it from its page; no account is needed.')}</p>
<h2 id="words">${t('用語', 'Words')}</h2>
<dl class="pairs">
<dt>${t('關係', 'Relation')}</dt><dd>${t('兩個單位、人、地方或著作之間的一件事，例如「委託」「主管」「撰寫」。', 'Something between two: commissions, supervises, wrote.')}</dd>
<dt>${t('憑據', 'Evidence')}</dt><dd>${t('這樣說的根據：哪本書、哪份名冊、第幾頁、原文。', 'What it rests on: which book or register, which page, which words.')}</dd>
<dt>${t('待審', 'Proposed')}</dt><dd>${t('有人或程式提出，還沒有人看過。', 'Put forward by somebody or by a program, and not looked at yet.')}</dd>
<dt>${t('有異議', 'Disputed')}</dt><dd>${t('有另一個來源說的不一樣。', 'Another source says otherwise.')}</dd>
<dt>${t('專題', 'Collection')}</dt><dd>${t('有人選在一起的一組資料，可以加說明。', 'Things that somebody put together, with reasons.')}</dd>
<dt>${t('守則', 'Protocol')}</dt><dd>${t('社群訂的：用它守著的，誰看得到。', 'What a community decides: who sees what it guards.')}</dd>
</dl>`,
  }
}
