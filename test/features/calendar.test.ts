import ICAL from 'ical.js'
import t from 'tap'
import { invitation } from '#test/helpers/mails.ts'

t.test('S46 S72: a calendar says when, and nothing else; UID and SEQUENCE are as given', async (t) => {
  for (const [method, status] of [
    ['REQUEST', 'CONFIRMED'],
    ['CANCEL', 'CANCELLED'],
  ] as const) {
    const calendar = new ICAL.Component(ICAL.parse(invitation({ method, sequence: 3, language: 'sv' })))
    t.equal(calendar.getFirstPropertyValue('method'), method)
    t.strictSame(
      calendar.getAllSubcomponents().map(({ name }) => name),
      ['vevent'],
    )
    const event = calendar.getFirstSubcomponent('vevent')
    const value = (name: string) => String(event?.getFirstPropertyValue(name))
    t.equal(value('uid'), '0199d1c2-0000-7000-8000-000000000001@praxis.example')
    t.equal(value('sequence'), '3')
    t.equal(value('summary'), 'Tid')
    t.equal(value('class'), 'PRIVATE')
    t.equal(value('status'), status)
    t.equal(value('dtstart'), '2026-05-12T07:00:00Z')
    t.equal(value('dtend'), '2026-05-12T07:30:00Z')
    t.equal(value('dtstamp'), '2026-05-01T10:00:00Z')
    t.match(value('description'), /^tisdag 12 maj 2026 kl\. 09:00 \(centraleuropeisk sommartid\)\n/)
    t.equal(event?.getFirstProperty('location'), null)
    t.equal(event?.getAllProperties('attendee').length, 1)
  }
})

t.test('S46: line breaks in any value add no property and no component', async (t) => {
  const properties = (content: string) => {
    const calendar = new ICAL.Component(ICAL.parse(content))
    const events = calendar.getAllSubcomponents()
    return [calendar, ...events].map((part) => [
      part.name,
      ...part.getAllProperties().map(({ name }) => name),
    ])
  }
  const expected = properties(invitation())
  for (const breaks of ['\r\n', '\n', '\r', '\u2028', '\u0085', '\u0000\n']) {
    const evil = `x${breaks}ATTENDEE:mailto:other@example.com${breaks}END:VEVENT${breaks}BEGIN:VALARM`
    const content = invitation({
      uid: evil,
      organiser: { name: evil, address: `praxis@praxis.example${breaks}X-EVIL:1` },
      attendee: { name: evil, address: `anna@example.com${breaks}X-EVIL:1` },
    })
    t.strictSame(properties(content), expected)
    for (const line of content.split('\r\n')) t.ok(Buffer.byteLength(line) <= 75, 'RFC 5545 § 3.1')
  }
})

t.test("a calendar without the attendee's name is valid", async (t) => {
  const content = invitation({ attendee: { address: 'anna@example.com' } })
  const event = new ICAL.Component(ICAL.parse(content)).getFirstSubcomponent('vevent')
  t.match(String(event?.getFirstPropertyValue('attendee')), /^mailto:anna@example\.com$/i)
  t.equal(event?.getFirstProperty('attendee')?.getFirstParameter('cn'), undefined)
})
