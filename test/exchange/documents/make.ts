import { strToU8, zipSync } from 'fflate'

/** Files of the formats that are read, made of their least parts. */

export const zipped = (parts: Readonly<Record<string, string | Uint8Array>>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, typeof part === 'string' ? strToU8(part) : part])))

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
const TYPES = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** @param parts further parts, or others in place of these */
export function docx(body: string, parts: Readonly<Record<string, string>> = {}): Uint8Array {
  return zipped({
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    '_rels/.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${TYPES}/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/_rels/document.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${TYPES}/footnotes" Target="footnotes.xml"/><Relationship Id="r2" Type="${TYPES}/styles" Target="styles.xml"/><Relationship Id="r3" Type="${TYPES}/numbering" Target="numbering.xml"/></Relationships>`,
    'word/document.xml': `<w:document ${W}><w:body>${body}</w:body></w:document>`,
    'word/footnotes.xml': `<w:footnotes ${W}><w:footnote w:id="2"><w:p><w:r><w:t>見府志卷三。</w:t></w:r></w:p></w:footnote></w:footnotes>`,
    'word/styles.xml': `<w:styles ${W}><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="24"/></w:rPr></w:rPrDefault></w:docDefaults>
      <w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:sz w:val="36"/></w:rPr></w:style>
      <w:style w:type="paragraph" w:styleId="jie"><w:name w:val="節名"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
      <w:style w:type="paragraph" w:styleId="mu"><w:name w:val="小節"/><w:basedOn w:val="jie"/></w:style></w:styles>`,
    'word/numbering.xml': `<w:numbering ${W}/>`,
    'docProps/core.xml': '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>街庄調查</dc:title><dc:creator>某甲、某乙</dc:creator><cp:keywords>街庄；祭祀圈</cp:keywords></cp:coreProperties>',
    ...parts,
  })
}

export const word = (text: string, style?: string, run = ''): string => `<w:p>${style === undefined ? '' : `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>`}<w:r>${run === '' ? '' : `<w:rPr>${run}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r></w:p>`

export interface EpubOptions {
  readonly chapters: Readonly<Record<string, string>>
  readonly nav?: string
  readonly ncx?: string
  readonly metadata?: string
  readonly parts?: Readonly<Record<string, string>>
}

export function epub({ chapters, nav = '', ncx, metadata = '', parts = {} }: EpubOptions): Uint8Array {
  const names = Object.keys(chapters)
  return zipped({
    mimetype: 'application/epub+zip',
    'META-INF/container.xml': '<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
    'OEBPS/book.opf': `<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf"><metadata>${metadata}</metadata><manifest>
      <item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/><item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>
      ${names.map((name, i) => `<item id="c${i}" href="text/${name}" media-type="application/xhtml+xml"/>`).join('')}</manifest><spine toc="ncx">${names.map((_, i) => `<itemref idref="c${i}"/>`).join('')}</spine></package>`,
    'OEBPS/nav.xhtml': `<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body>${nav}</body></html>`,
    ...(ncx === undefined ? {} : { 'OEBPS/toc.ncx': ncx }),
    ...Object.fromEntries(names.map((name) => [`OEBPS/text/${name}`, `<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title/></head><body>${chapters[name]}</body></html>`])),
    ...parts,
  })
}

/** A piece of text on a sheet: from the left and from the foot, in points. */
export interface Drawn {
  readonly x: number
  readonly y: number
  readonly size?: number
  readonly text: string
  /** In a face whose name says that it is heavy. */
  readonly bold?: boolean
}

export interface PdfOptions {
  /** Name of a predefined character map, and how it writes a text; default: a map of the file's own to Unicode. */
  readonly encoding?: { readonly name: string; readonly ordering: string; readonly codes: (text: string) => Uint8Array }
  readonly labels?: string
  /** Bookmarks: title and sheet, counted from 0. */
  readonly outline?: readonly (readonly [string, number])[]
  readonly information?: string
  /** What stands in the trailer besides. */
  readonly trailer?: string
}

const hex = (bytes: Iterable<number>): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
const utf16 = (text: string): number[] => [...Array(text.length).keys()].flatMap((i) => [text.charCodeAt(i) >> 8, text.charCodeAt(i) & 0xff])
/** As PDF writes a text for people. */
export const pdfText = (text: string): string => `<feff${hex(utf16(text))}>`

/** Every character is as wide as it is high below 0x2000 half as wide. */
export function pdf(sheets: readonly (readonly Drawn[])[], { encoding, labels, outline = [], information, trailer = '' }: PdfOptions = {}): Uint8Array {
  const objects: string[] = []
  const add = (content: string): number => objects.push(content)
  const stream = (content: string): number => add(`<< /Length ${content.length} >>\nstream\n${content}\nendstream`)
  const map = stream('/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def 1 begincodespacerange <0000> <ffff> endcodespacerange 1 beginbfrange <0000> <ffff> <0000> endbfrange endcmap end end')
  const faces = ['Plain', 'Plain-Bold'].map((name) => {
    const descriptor = add(`<< /Type /FontDescriptor /FontName /${name} /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>`)
    const cid = add(`<< /Type /Font /Subtype /CIDFontType0 /BaseFont /${name} /CIDSystemInfo << /Registry (Adobe) /Ordering (${encoding?.ordering ?? 'Identity'}) /Supplement 0 >> /FontDescriptor ${descriptor} 0 R /DW 1000 /W [32 126 500] >>`)
    return add(`<< /Type /Font /Subtype /Type0 /BaseFont /${name} /Encoding /${encoding?.name ?? 'Identity-H'} /DescendantFonts [${cid} 0 R] ${encoding === undefined ? `/ToUnicode ${map} 0 R` : ''} >>`)
  })
  const tree = objects.length + 2 * sheets.length + 1
  const pages = sheets.map((drawn) => {
    const content = stream(drawn.map(({ x, y, size = 12, text, bold }) => `BT /${bold === true ? 'B' : 'F'} ${size} Tf 1 0 0 1 ${x} ${y} Tm <${hex(encoding === undefined ? utf16(text) : encoding.codes(text))}> Tj ET`).join('\n'))
    return add(`<< /Type /Page /Parent ${tree} 0 R /MediaBox [0 0 600 800] /Resources << /Font << /F ${faces[0]} 0 R /B ${faces[1]} 0 R >> >> /Contents ${content} 0 R >>`)
  })
  add(`<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((page) => `${page} 0 R`).join(' ')}] >>`)
  const first = objects.length + 2
  const marks = outline.length === 0 ? '' : `/Outlines ${add(`<< /Type /Outlines /Count ${outline.length} /First ${first} 0 R /Last ${first + outline.length - 1} 0 R >>`)} 0 R`
  for (const [i, [title, sheet]] of outline.entries()) add(`<< /Title ${pdfText(title)} /Parent ${first - 1} 0 R ${i > 0 ? `/Prev ${first + i - 1} 0 R` : ''} ${i < outline.length - 1 ? `/Next ${first + i + 1} 0 R` : ''} /Dest [${pages[sheet]} 0 R /Fit] >>`)
  const root = add(`<< /Type /Catalog /Pages ${tree} 0 R ${marks} ${labels === undefined ? '' : `/PageLabels << /Nums [${labels}] >>`} >>`)
  const info = information === undefined ? '' : `/Info ${add(`<< ${information} >>`)} 0 R`
  let text = '%PDF-1.7\n'
  const places = objects.map((object, i) => {
    const at = text.length
    text += `${i + 1} 0 obj\n${object}\nendobj\n`
    return at
  })
  const table = text.length
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')}trailer << /Size ${objects.length + 1} /Root ${root} 0 R ${info} ${trailer} >>\nstartxref\n${table}\n%%EOF`
  return strToU8(text, true)
}

/** Lines of one paragraph below each other. */
export const lines = (texts: readonly string[], y: number, { x = 60, size = 12, leading = 20 } = {}): Drawn[] => texts.map((text, i) => ({ x, y: y - i * leading, size, text }))
