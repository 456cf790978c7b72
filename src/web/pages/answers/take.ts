import { FORMATS } from '../../../exchange/answers/index.ts'
import { citationsOf } from '../../../exchange/answers/self.ts'
import { Markup, markup as html } from '../../../exchange/markup.ts'
import type { CitedAnswer } from '../../../graph/cited.ts'
import { allowed } from '../../../model/permissions.ts'
import { permalinkOf } from '../../../questions/permalink.ts'
import type { Call } from '../../call.ts'
import { field, mistakesList, NONE, type Mistakes } from '../../form.ts'
import { own } from '../../parts/entity.ts'

/** What each form is good for, by its name in `FORMATS`. */
const NAMES: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  csv: ['表格，Excel 可以開', 'Table for spreadsheets'], evidence: ['憑據表，一件一列', 'Table of the evidence'], html: ['單獨一頁，可以存、可以印', 'A page by itself, to keep or print'], md: ['純文字', 'Text'], svg: ['圖', 'Picture'],
  ris: ['引用的文獻，給 Zotero、EndNote', 'References for Zotero and EndNote'], bibtex: ['引用的文獻，給 LaTeX', 'References for LaTeX'], csl: ['引用的文獻，給 Pandoc', 'References for Pandoc'],
  json: ['資料，給程式', 'Data for programs'], jsonld: ['連結資料', 'Linked data'], gexf: ['網絡，給 Gephi', 'Network for Gephi'], graphml: ['網絡，給 yEd、R', 'Network for yEd and R'],
}

/** The address of an answer in a form. */
export function addressIn({ put }: CitedAnswer['answer'], extension: string): string {
  const [path, query] = permalinkOf(put).split('?')
  return `${path!}.${extension}${query === undefined ? '' : `?${query}`}`
}

/** An answer as it is cited, sent on, saved and taken away. */
export function takeAway(call: Call, cited: CitedAnswer, { name = '', mistakes = NONE }: { readonly name?: string; readonly mistakes?: Mistakes } = {}): Markup {
  const { t, archive, actor } = call
  const { answer, day, permalink } = cited
  const { chinese, english } = citationsOf(cited, archive)
  const copied = (id: string, text: string, language: Markup): Markup => html`<div class="with-copy"><p id="${id}"${language}>${text}</p> <copy-text for="${id}" data-label="${t('複製引文', 'Copy the citation')}" data-done="${t('已複製', 'Copied')}"></copy-text></div>`
  const both = [copied('apa-zh', chinese, own(call)), copied('apa-en', english, new Markup(call.language === 'en' ? '' : ' lang="en"'))] as const
  const [first, second] = call.language === 'en' ? both.toReversed() : both
  const line = `https://social-plugins.line.me/lineit/share?${new URLSearchParams({ url: permalink, text: answer.title }).toString()}`
  const forms = Object.keys(NAMES).flatMap((key) => FORMATS.get(key) ?? [])
  return html`<take-away class="take noprint" data-name="${answer.put.name}-${day}" data-png="${t('存成圖片（PNG）', 'Save the picture (PNG)')}" data-share="${t('分享…', 'Share…')}">
<section>
<h2>${t('引用、分享、帶走', 'Cite, share, take away')}</h2>
<div class="field"><label for="permalink">${t('永久網址', 'Permanent address')}</label>
<div class="with-copy"><input id="permalink" type="text" readonly value="${permalink}"> <copy-text for="permalink" data-label="${t('複製網址', 'Copy')}" data-done="${t('已複製', 'Copied')}"></copy-text></div></div>
<div class="field"><p class="label">${t('引文（APA 第七版）', 'Citation (APA 7)')}</p>
${first}
<details><summary>${t('英文的引文', 'In Chinese style')}</summary>
${second}
</details></div>
<p class="buttons"><a class="button quiet" href="${line}" rel="noopener noreferrer">${t('用 LINE 傳', 'Send by LINE')}</a></p>
<details class="files"><summary>${t('帶走：表格、文獻、網絡、資料', 'Take it away: tables, references, networks, data')}</summary>
<ul class="plainlist">${forms.map(({ name: form, extension }) => html`<li><a href="${addressIn(answer, extension)}" download>${t(...NAMES[form]!)}</a> <small>.${extension}</small></li>\n`)}</ul>
</details>
${actor !== undefined && allowed(actor, 'publish') ? html`<form class="save" action="${call.href(permalinkOf(answer.put))}" method="post">
${mistakesList(call, mistakes)}${field({ name: 'called', label: t('儲存這個問題', 'Save this question'), hint: t('給它一個名字；以後再問，會告訴您跟上次差在哪裡。', 'Give it a name; asked again later, it tells what has changed.'), value: name === '' && mistakes.size === 0 ? answer.title : name, mistakes, required: true, most: 200 })}<button class="plain">${t('儲存', 'Save')}</button>
</form>` : ''}
</section>
</take-away>`
}
