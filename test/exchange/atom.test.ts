import { XMLParser } from 'fast-xml-parser'
import fc from 'fast-check'
import t from 'tap'
import { atom, type AtomFeed } from '../../src/exchange/atom.ts'

const parser = new XMLParser({ ignoreAttributes: false, parseTagValue: false, trimValues: false, isArray: (name) => name === 'entry' })
const feed = (more: Partial<AtomFeed> = {}): AtomFeed => ({ id: 'urn:uuid:1', title: '關注', self: 'https://fangzhi.example/feeds/x.atom', author: '方志', updated: new Date(0), entries: [], ...more })

t.test('a feed has what RFC 4287 asks for', async (t) => {
  const text = atom(feed({ entries: [{ id: 'urn:uuid:2', title: '新的關係', updated: new Date(1_000), author: '阿美', link: 'https://fangzhi.example/a?b=1&c=2', summary: '依決算書', category: { term: 'added', label: '新增' } }] }))
  const { feed: read } = parser.parse(text) as { feed: Record<string, any> }
  t.equal(read['@_xmlns'], 'http://www.w3.org/2005/Atom')
  t.match(read, { id: 'urn:uuid:1', title: '關注', updated: '1970-01-01T00:00:00.000Z', author: { name: '方志' }, link: { '@_rel': 'self', '@_href': 'https://fangzhi.example/feeds/x.atom' } })
  t.match(read['entry'], [{
    id: 'urn:uuid:2', title: { '#text': '新的關係' }, updated: '1970-01-01T00:00:01.000Z', author: { name: '阿美' }, link: { '@_href': 'https://fangzhi.example/a?b=1&c=2' },
    summary: { '#text': '依決算書' }, category: { '@_term': 'added', '@_label': '新增' },
  }])
})

t.test('whatever somebody wrote stays text', async () => {
  fc.assert(fc.property(fc.array(fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('<script>', ']]>', '&amp;', '"', '</entry>', '\u0000', '<!--')), { minLength: 1 }).map((parts) => parts.join('')), (words) => {
    const text = atom(feed({ title: words, entries: [{ id: 'urn:uuid:2', title: words, updated: new Date(0), author: words, summary: words, link: 'https://x.example/' }] }))
    const { feed: read } = parser.parse(text) as { feed: { entry: object[] } & object }
    // whatever was in the words, there is one entry, with the elements it has
    return read.entry.length === 1 && JSON.stringify(Object.keys(read.entry[0]!).filter((key) => key !== '#text').sort()) === JSON.stringify(['author', 'id', 'link', 'summary', 'title', 'updated']) && !/<script>/.test(text)
  }))
})
