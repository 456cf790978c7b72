import { Markup, markup as html } from '../exchange/markup.ts'
import { cardHead } from './card/card.ts'
import { LANGUAGES, PREFIXES, type Call } from './call.ts'
import type { Assets } from './assets.ts'
import type { Page } from './page.ts'
import { menuOf } from './menu.ts'

/** What every page stands in: head, the box to ask, the menu, the foot. Reads, prints and is found without scripts. */
export function document(call: Call, page: Page, assets: Assets, ports: { readonly address: string }): string {
  const { language, t, href, path, archive } = call
  const title = page.title === archive ? archive : `${page.title}－${archive}`
  const canonical = page.canonical ?? path
  const at = (prefix: string): string => `${ports.address}${prefix}${canonical === '/' && prefix !== '' ? '/' : canonical}`
  const other = LANGUAGES.find((one) => one !== language)!
  const search = call.request.url.includes('?') ? `?${call.request.url.split('?').slice(1).join('?')}` : ''
  return html`<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="stylesheet" href="${assets.style}">
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<meta name="color-scheme" content="light dark">
${page.description === undefined ? '' : html`<meta name="description" content="${page.description}">\n`}${page.unlisted === true ? html`<meta name="robots" content="noindex">\n` : html`<link rel="canonical" href="${at(PREFIXES[language])}">
${LANGUAGES.map((one) => html`<link rel="alternate" hreflang="${one}" href="${at(PREFIXES[one])}">\n`)}`}<meta property="og:title" content="${page.title}">
<meta property="og:site_name" content="${archive}">
<meta property="og:type" content="website">
<meta property="og:locale" content="${language === 'en' ? 'en' : 'zh_TW'}">
<meta property="og:url" content="${at(PREFIXES[language])}">
${page.description === undefined ? '' : html`<meta property="og:description" content="${page.description}">\n`}${cardHead(call, page, canonical)}${(page.alternates ?? []).map(({ type, href: to, title: name }) => html`<link rel="alternate" type="${type}" href="${to}"${name === undefined ? '' : html` title="${name}"`}>\n`)}${page.head ?? ''}${(page.islands ?? []).map((island) => html`<script type="module" src="${assets.script(island)}"></script>\n`)}</head>
<body>
<a class="skip" href="#main">${t('跳到主要內容', 'Skip to the content')}</a>
<header class="top">
<a class="name" href="${href('/')}" accesskey="U">${archive}</a>
${path === '/' ? '' : html`<form class="find" role="search" action="${href('/ask')}" method="get">
<label class="unseen" for="top-q">${t('問一個問題，或找一個名字', 'Ask a question, or look for a name')}</label>
<input id="top-q" name="q" type="search" maxlength="300" autocomplete="off" placeholder="${t('問一個問題，或找一個名字', 'Ask, or look for a name')}" value="${page.asked ?? ''}">
<button>${t('找', 'Go')}</button>
</form>
`}<nav class="menu" aria-label="${t('主選單', 'Main menu')}">
<ul>${menuOf(call).map(({ to, label }) => html`<li><a href="${href(to)}"${isHere(path, to) ? new Markup(' aria-current="page"') : ''}>${label}</a></li>`)}</ul>
</nav>
</header>
<main id="main" tabindex="-1" accesskey="C"${page.wide === true ? new Markup(' class="wide"') : ''}>
${page.main}
</main>
<footer class="foot">
<p>${t('每一筆陳述都附出處。有紀錄的連結不等於隸屬或立場。', 'Every statement stands with its source. A recorded connection is neither membership nor a position.')}</p>
<ul>
<li><a href="${href('/help')}">${t('怎麼使用', 'Help')}</a></li>
<li><a href="${href('/sitemap')}">${t('網站導覽', 'Site map')}</a></li>
<li><a href="${PREFIXES[other]}${path === '/' && PREFIXES[other] !== '' ? '/' : path}${search}" lang="${other}" hreflang="${other}">${other === 'en' ? 'English' : '中文'}</a></li>
</ul>
</footer>
</body>
</html>
`.text
}

const isHere = (path: string, to: string): boolean => path === to || path.startsWith(`${to}/`)
