/**
 * The character maps that PDFs name and do not bring: those of Asian fonts that are not embedded, as the programs of
 * the time before 2010 wrote 標楷體 and 細明體. The library asks for them by name. To read text they need not be
 * Adobe's: code to Unicode is enough, so that here the number of a glyph is its character, and widths are those of
 * a full square.
 */
export class CharacterMaps {
  async fetch({ filename }: { readonly kind: string; readonly filename: string }): Promise<Uint8Array> {
    const name = filename.replace(/\.bcmap$/, '')
    const map = mapNamed(name)
    if (map === undefined) throw new Error(`no character map ${name}`)
    return new TextEncoder().encode(map)
  }
}

/** Beginnings of the names of maps, and the encoding they are for; what begins with Uni is UTF-16 or a part of it. */
const LEGACY: readonly (readonly [RegExp, string])[] = [
  [/^(?:B5pc|ETen-B5|ETenms-B5|HKscs-B5|HKdl[ab]-B5|HKgccs-B5|HKm\w+-B5)-[HV]$/, 'big5'],
  [/^(?:GBK-EUC|GBKp-EUC|GBK2K|GBpc-EUC|GB-EUC)-[HV]$/, 'gb18030'],
  [/^(?:90ms-RKSJ|90msp-RKSJ|90pv-RKSJ|83pv-RKSJ|Add-RKSJ|Ext-RKSJ)-[HV]$/, 'shift_jis'],
  [/^EUC-[HV]$/, 'euc-jp'],
  [/^(?:KSC-EUC|KSCms-UHC|KSCms-UHC-HW|KSCpc-EUC)-[HV]$/, 'euc-kr'],
]

function mapNamed(name: string): string | undefined {
  // glyph to character: the same number
  if (/^Adobe-\w+-UCS2$/.test(name)) return written(name, '<0000> <ffff>', ['1 beginbfrange <0000> <ffff> <0000> endbfrange'])
  if (/^Uni\w+-(?:UCS2|UTF16)(?:-HW)?-[HV]$/.test(name)) return written(name, '<0000> <ffff>', ['1 begincidrange <0000> <ffff> 0 endcidrange'])
  const encoding = LEGACY.find(([names]) => names.test(name))?.[1]
  return encoding === undefined ? undefined : written(name, '<00> <80> <8140> <fefe>', rangesOf(encoding))
}

function written(name: string, spaces: string, ranges: readonly string[]): string {
  const count = spaces.split('> ').length / 2
  return `/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /${name} def\n/WMode ${name.endsWith('V') ? 1 : 0} def\n${count} begincodespacerange ${spaces} endcodespacerange\n${ranges.join('\n')}\nendcmap\nend\nend`
}

/** Two bytes each, as Node decodes them; runs of neighbours together. */
function rangesOf(encoding: string): string[] {
  const decoder = new TextDecoder(encoding)
  const ranges = ['1 begincidrange <00> <7f> 0 endcidrange']
  let run: { from: number; to: number; cid: number } | undefined
  const close = (): void => {
    if (run !== undefined) ranges.push(`1 begincidrange <${run.from.toString(16)}> <${run.to.toString(16)}> ${run.cid} endcidrange`)
    run = undefined
  }
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const text = decoder.decode(Uint8Array.of(lead, trail))
      const code = lead * 256 + trail
      if (text.length !== 1 || text === '\uFFFD') continue
      const cid = text.charCodeAt(0)
      if (run !== undefined && code === run.to + 1 && cid === run.cid + run.to + 1 - run.from) run.to = code
      else {
        close()
        run = { from: code, to: code, cid }
      }
    }
    close()
  }
  return ranges
}
