import { parse } from 'csv-parse/sync'
import t from 'tap'
import { csvOf } from '../../../src/exchange/answers/table.ts'

t.test('a cell is one cell, whatever breaks its lines', async (t) => {
  const rows = [['甲\n乙', '1'], ['甲\r乙', '2'], ['甲\r\n乙', '3'], ['"甲",乙', '4']]
  t.same(parse(csvOf(['a', 'b'], rows), { bom: true, record_delimiter: ['\r\n', '\n', '\r'] }), [['a', 'b'], ...rows])
})
