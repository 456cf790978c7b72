import fc from 'fast-check'
import MarkdownIt from 'markdown-it'
import { parse, type DefaultTreeAdapterTypes as Tree } from 'parse5'
import t from 'tap'
import { cleanedAside } from '../../../src/exchange/documents/pasted-aside.ts'
import { cleaned } from '../../../src/exchange/documents/pasted.ts'
import { often } from '../../fixture.ts'

t.test('what Word puts on the clipboard becomes what was meant', async (t) => {
  const html = `Version:1.0\r\nStartHTML:0000000105\r\n<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal {mso-style-parent:""}</style><!--[if gte mso 9]><xml><o:Office/></xml><![endif]--></head><body lang=ZH-TW>
<!--StartFragment--><h1>老祖祠<o:p></o:p></h1><p class=MsoNormal><b>里長</b>說，<span lang=EN-US>&nbsp;</span>石獅子是<i>日治</i>時期<a href="https://example.tw/a b(1)">運來</a>的<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1"><span>[1]</span></a>。</p>
<p class=MsoListParagraph style='text-indent:-24pt;mso-list:l0 level1 lfo1'><span lang=EN-US style='font-family:Wingdings'><span style='mso-list:Ignore'>l<span style='font:7pt "Times New Roman"'>&nbsp; </span></span></span>一隻倒了</p>
<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>n </span>在颱風裡</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>2.<span>&nbsp;</span></span>修好了</p>
<p>留下 <del>刪掉的</del><s>也刪</s><ins>加的</ins><span style='display:none'>藏</span></p>
<div style='mso-element:footnote-list'><hr><div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a href="#_ftnref1" name="_ftn1">[1]</a>口述。</p></div></div><!--EndFragment--></body></html>`
  t.equal(cleaned(html), [
    '# 老祖祠', '', '**里長**說， 石獅子是*日治*時期[運來](https://example.tw/a%20b%281%29)的[^1]。', '',
    '- 一隻倒了', '    - 在颱風裡', '2. 修好了', '', '留下 加的', '', '---', '', '[^1]: 口述。',
  ].join('\n'))
})

t.test('lists, quotations, tables, code, readings', async (t) => {
  for (const [html, markdown] of [
    ['<ol start=3><li>甲<ul><li>乙</ul><li><p>丙</p><p>丁</p></ol>', '3. 甲\n   - 乙\n4. 丙\n\n   丁'],
    ['<blockquote><p>一</p><p>二</p></blockquote>', '> 一\n>\n> 二'],
    ['<table><tr><th>年<th>事<tr><td>1963<td>颱風|倒<tr><td>1964</table>', '| 年 | 事 |\n| --- | --- |\n| 1963 | 颱風\\|倒 |\n| 1964 |  |'],
    ['<table><tr><td><p>一</p><p>二</p></table>', '一\n\n二'],
    ['<pre>a`b\n  c</pre>', '```\na`b\n  c\n```'],
    ['<ruby>臺<rt>tâi</rt>灣<rt>uân</rt></ruby>人，<ruby>阿美<rp>(</rp><rt>Amis</rt><rp>)</rp></ruby>', '{臺灣|tâi|uân}人，{阿美|Amis}'],
    ['<b style="font-weight:normal" id="docs-internal-guid-1"><p>谷歌<span style="font-weight:700">文件</span></p></b>', '谷歌**文件**'],
    ['<p>一<br>二</p>三', '一\n二\n\n三'], ['<p> <b> 空 </b>格</p>', '**空** 格'], ['純文字', '純文字'], ['', ''], ['<p>&nbsp;</p>', ''],
  ] as const) t.equal(cleaned(html), markdown, html)
})

t.test('words that look like Markdown stay words', async (t) => {
  const words = ['# 不是標題', '- 不是', '1. 不是', '> 不是', '*不是*', '_a_', '[a](b)', '<b>', '`x`', '&lt;', '&amp;copy;', '~~x~~', '=== x', '| a |', 'a\\*b', '---', '```']
  const page = new MarkdownIt({ html: true })
  for (const word of words) {
    const html = `<p>${word.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</p>`
    t.equal(text(page.render(cleaned(html))).trim(), word, word)
  }
})

const HOSTILE = [
  '<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '<svg onload=alert(1)><script>alert(1)</script></svg>', '<a href="javascript:alert(1)">按</a>', '<a href=" java\tscript:alert(1)">按</a>', '<a href="data:text/html,<script>1</script>">按</a>', '<a href="vbscript:x">按</a>',
  '<a href="https://a.tw/)](javascript:alert(1))">按</a>', '<a href="https://a.tw/&quot;onmouseover=alert(1)">按</a>', '<a href="https://a.tw/ onclick=x">]按(</a>', '<a href="https://name:word@evil.tw">按</a>', '<iframe src="https://evil.tw">', '<object data=x>', '<embed src=x>', '<form action="https://evil.tw"><input name=x><button>送</button></form>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">', '<noscript><p title="</noscript><img src=x onerror=alert(1)>">', '<style>@import "https://evil.tw"</style>', '<base href="https://evil.tw">', '<meta http-equiv=refresh content="0;url=https://evil.tw">', '<link rel=stylesheet href="https://evil.tw">',
  '<p onclick="alert(1)" style="background:url(https://evil.tw)">字</p>', '&lt;script&gt;alert(1)&lt;/script&gt;', '&lt;img src=x onerror=alert(1)&gt;', '[按](javascript:alert(1))', '![x](https://evil.tw/x.png)', '<pre>```\n<script>alert(1)</script></pre>', '<pre>\n~~~\n<img src=x onerror=alert(1)>', '<td><script>1</script>', '<table><tr><td>&lt;img src=x&gt;<td>|',
  '<ruby>&lt;script&gt;<rt>1</rt></ruby>', '<h1>&lt;svg onload=alert(1)&gt;</h1>', '<li>&lt;script&gt;', '<blockquote>&lt;script&gt;alert(1)', '<template><script>alert(1)</script></template>', '<textarea><img src=x onerror=alert(1)></textarea>', '<title><img src=x onerror=alert(1)></title>', '<xmp><img src=x onerror=alert(1)></xmp>', '<plaintext><img src=x onerror=alert(1)>', '<!--><img src=x onerror=alert(1)>-->', '<![CDATA[<img src=x onerror=alert(1)>]]>', '&#x3C;script&#x3E;', '&amp;lt;script&amp;gt;', '\\<script>', '<b>\\</b>&lt;script&gt;alert(1)&lt;/script&gt;', '名\u202Egpj.exe', '<a href="https://evil.tw/\u202E">x</a>',
]

t.test('nothing of what is pasted runs, calls home or turns around, however it is put together', async (t) => {
  for (const html of HOSTILE) t.strictSame(dangers(html), [], html)
  fc.assert(fc.property(fc.array(fc.oneof(fc.constantFrom(...HOSTILE), fc.constantFrom('<p>', '</p>', '<b>', '</b>', '\\', '`', '<', '>', '[', '](', ')', '\n', '\n\n', '    ', '<td>', '<ul><li>', '<pre>', '</pre>', '<a href="https://a.tw">', '</a>', '字')), { minLength: 1, maxLength: 8 }), (parts) => dangers(parts.join('')).length === 0), { numRuns: often(2_000, 50_000) })
  t.pass()
})

t.test('what is too long or too deep is refused, and never takes the process down', async (t) => {
  for (const html of ['字'.repeat(100_001), '<div>'.repeat(5_000), `${'<b><i>'.repeat(400)}x`, '<ul><li>'.repeat(300)]) t.throws(() => cleaned(html), { code: 'BAD_USER_INPUT', details: { field: 'html' } })
  for (const html of ['<b>'.repeat(30_000), '<a href=x>'.repeat(9_000), '<table>'.repeat(100), '<p><font><b>'.repeat(60), '&'.repeat(90_000), '<'.repeat(90_000), '['.repeat(90_000), '<ruby>'.repeat(150)]) {
    try {
      t.equal(typeof cleaned(html), 'string')
    } catch (error) {
      t.match(error, { code: 'BAD_USER_INPUT' })
    }
  }
})

t.test('much is cleaned aside, with the same outcome', async (t) => {
  const page = '<p>石獅子是<b>日治</b>時期運來的</p>'.repeat(1_500)
  t.equal(await cleanedAside(page), cleaned(page))
  t.equal(await cleanedAside('<b>少'), '**少**')
  await t.rejects(cleanedAside('<div>'.repeat(5_000)), { code: 'BAD_USER_INPUT', details: { field: 'html' } })
  await t.rejects(cleanedAside('字'.repeat(100_001)), { code: 'BAD_USER_INPUT', details: { field: 'html' } })
  const all = await Promise.allSettled(Array.from({ length: 6 }, () => cleanedAside(page)))
  t.ok(all.some((one) => one.status === 'rejected' && (one.reason as { code: string }).code === 'UNAVAILABLE'), 'not more at once than there are threads for')
  t.ok(all.some((one) => one.status === 'fulfilled' && one.value === cleaned(page)))
})

/** What a browser would run or fetch, of the page that Markdown makes of it, even where HTML is let through. */
function dangers(html: string): string[] {
  const found: string[] = []
  const markdown = cleaned(html)
  if (/[\u202a-\u202e\u2066-\u2069]/.test(markdown)) found.push('turns around')
  const walk = (node: Tree.Node): void => {
    if ('tagName' in node) {
      if (!SHOWN.has(node.tagName)) found.push(`<${node.tagName}>`)
      for (const { name, value } of node.attrs) {
        if (name === 'href' ? !/^(?:https?:\/\/|mailto:)/.test(value) : !['start', 'style', 'class'].includes(name)) found.push(`${name}=${value}`)
      }
    }
    if ('childNodes' in node) for (const child of node.childNodes) walk(child)
  }
  walk(parse(new MarkdownIt({ html: true }).render(markdown)))
  return found
}

const SHOWN = new Set('html head body p h1 h2 h3 h4 h5 h6 ul ol li blockquote strong em a code pre hr br table thead tbody tr th td s'.split(' '))

const text = (page: string): string => {
  const collect = (node: Tree.Node): string => (node.nodeName === '#text' ? (node as Tree.TextNode).value : 'childNodes' in node ? node.childNodes.map(collect).join('') : '')
  return collect(parse(page))
}
