import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import t from 'tap'
import { newSigningSecret, sign, verify } from '../../src/webhooks/signature.ts'

const SECRET = newSigningSecret()
const NOW = 1_764_000_000_000
const delivery = { id: 'msg_1', body: '{"type":"news","text":"社會局"}', at: NOW }

t.test('a delivery that was signed a moment ago is believed', async (t) => {
  t.match(SECRET, /^whsec_[A-Za-z0-9+/]{43}=$/)
  const headers = sign(SECRET, delivery)
  for (const now of [NOW, NOW + 299_000, NOW - 299_000]) t.equal(verify(SECRET, headers, delivery.body, { now }), undefined)
  // beside the signature of an older secret, as while one is replaced
  t.equal(verify(SECRET, { ...headers, 'webhook-signature': `v1,${Buffer.alloc(32).toString('base64')} ${headers['webhook-signature']}` }, delivery.body, { now: NOW }), undefined)
})

t.test('the signature is the one that Standard Webhooks has', async (t) => {
  const key = Buffer.from(SECRET.slice('whsec_'.length), 'base64')
  const right = createHmac('sha256', key).update('msg_1.1764000000.{"type":"news","text":"社會局"}', 'utf8').digest('base64')
  t.strictSame(sign(SECRET, delivery), { 'webhook-id': 'msg_1', 'webhook-timestamp': '1764000000', 'webhook-signature': `v1,${right}` })
  // the example of the specification: secret, id, time, body and signature are its own
  const example = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', body: '{"test": 2432232314}', at: 1_614_265_330_000 }
  t.equal(sign('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', example)['webhook-signature'], 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=')
})

t.test('a forged delivery is not believed: whatever was changed in it', async (t) => {
  const headers = sign(SECRET, delivery)
  const forged = [
    [headers, `${delivery.body} `], [{ ...headers, 'webhook-id': 'msg_2' }, delivery.body], [{ ...headers, 'webhook-timestamp': '1764000001' }, delivery.body],
    [sign(newSigningSecret(), delivery), delivery.body], [{ ...headers, 'webhook-signature': headers['webhook-signature'].replace('v1,', 'v2,') }, delivery.body],
    [{ ...headers, 'webhook-signature': 'v1,' }, delivery.body], [{ ...headers, 'webhook-signature': 'nothing' }, delivery.body],
  ] as const
  for (const [given, body] of forged) t.equal(verify(SECRET, given, body, { now: NOW }), 'forged', JSON.stringify(given))
  for (const missing of Object.keys(headers)) t.equal(verify(SECRET, { ...headers, [missing]: undefined }, delivery.body, { now: NOW }), 'incomplete', missing)
  t.equal(verify(SECRET, { ...headers, 'webhook-timestamp': '1e9' }, delivery.body, { now: NOW }), 'incomplete')
})

t.test('an old delivery is not believed, nor one from the future', async (t) => {
  const headers = sign(SECRET, delivery)
  for (const now of [NOW + 301_000, NOW - 301_000]) t.equal(verify(SECRET, headers, delivery.body, { now }), 'old')
})

t.test('a delivery that is sent again by somebody who saw it is known by its id', async (t) => {
  const [headers, known] = [sign(SECRET, delivery), new Set<string>()]
  const isKnown = (id: string): boolean => {
    const was = known.has(id)
    known.add(id)
    return was
  }
  t.equal(verify(SECRET, headers, delivery.body, { now: NOW, isKnown }), undefined)
  t.equal(verify(SECRET, headers, delivery.body, { now: NOW + 1_000, isKnown }), 'replayed')
  t.equal(verify(SECRET, { ...headers, 'webhook-id': 'msg_9' }, delivery.body, { now: NOW, isKnown }), 'forged', 'under another id it is forged')
})

t.test('whatever is delivered is believed as it is, and in no other way', async () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), fc.nat(2 ** 40), (body, other, at) => {
    const headers = sign(SECRET, { id: 'msg', body, at })
    const isBelieved = (text: string): boolean => verify(SECRET, headers, text, { now: at }) === undefined
    return isBelieved(body) && (Buffer.from(body).equals(Buffer.from(other)) || !isBelieved(other))
  }))
})
