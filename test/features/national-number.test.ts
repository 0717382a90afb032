import t from 'tap'
import { countriesOfNumbers, normaliseNationalNumber } from '#src/features/patients/national-number.ts'

/** Country, number as typed, its normal form. */
const valid = [
  ['SE', '811228-9874', '198112289874'],
  ['SE', '19811228-9874', '198112289874'],
  ['SE', '198112289874', '198112289874'],
  ['SE', '8112289874', '198112289874'],
  ['SE', '811228+9874', '188112289874'],
  ['SE', '701063-2391', '197010632391'],
  ['NL', '111222333', '111222333'],
  ['NL', '1112.22.333', '111222333'],
  ['NO', '13097248022', '13097248022'],
  ['NO', '130972 48022', '13097248022'],
  ['NO', '53097248016', '53097248016'],
  ['DK', '211062-5629', '2110625629'],
  ['DK', '010165-1234', '0101651234'],
  ['FI', '131052-308T', '131052-308T'],
  ['FI', '131052-308t', '131052-308T'],
  ['FI', '010594Y9032', '010594Y9032'],
  ['FR', '255081416802538', '255081416802538'],
  ['FR', '2 55 08 14 168 025 38', '255081416802538'],
  ['FR', '253072A07300443', '253072A07300443'],
  ['BE', '85.07.30-033.28', '85073003328'],
  ['AZ', '94FMDDD', '94FMDDD'],
  ['AZ', '94fmddd', '94FMDDD'],
  ['MA', 'AB123456', 'AB123456'],
  ['GB', '9434765919', '9434765919'],
  ['GB', '943 476 5919', '9434765919'],
  ['DE', 'A123456780', 'A123456780'],
] as const

const invalid = [
  ['SE', '811228-9873'],
  ['SE', '811328-9874'],
  ['SE', '811228/9874'],
  ['NL', '111222334'],
  ['NL', '000000000'],
  ['NO', '13097248023'],
  ['DK', '310265-1234'],
  ['FI', '131052-308U'],
  ['FR', '255081416802539'],
  ['FR', '253072A07300539'],
  ['BE', '85.07.30-033.29'],
  ['AZ', '94FMDOD'],
  ['AZ', '94FMDD'],
  ['MA', '123456'],
  ['MA', 'ABC1234'],
  ['GB', '9434765918'],
  ['GB', '0000000000'],
  ['DE', 'A123456781'],
  ['DE', '0123456780'],
  ['IT', 'RSSMRA85M01H501Q'],
  ['SE', ''],
] as const

t.test('P8 the worked numbers of each country pass and come out in their one form', (t) => {
  for (const [country, typed, normal] of valid)
    t.equal(normaliseNationalNumber(typed, country), normal, `${country} ${typed}`)
  t.strictSame(
    [...new Set(valid.map(([country]) => country))].sort(),
    [...countriesOfNumbers].sort(),
    'each country is tried',
  )
  t.end()
})

t.test('P8 a wrong digit, another country’s form and known gaps of the libraries are refused', (t) => {
  for (const [country, typed] of invalid)
    t.equal(normaliseNationalNumber(typed, country), null, `${country} ${typed}`)
  for (const [country, typed] of valid)
    for (const junk of [`${typed}0`, `x${typed}`, `${typed}\u0000`])
      t.equal(normaliseNationalNumber(junk, country), null, `${country} ${junk}`)
  t.end()
})

t.test('P8 no input makes a library throw', (t) => {
  const odd = [
    '٣'.repeat(10),
    '𝟏'.repeat(10),
    '1e9',
    '-1',
    '0x10',
    ' '.repeat(11),
    'A'.repeat(33),
    '９'.repeat(9),
  ]
  for (const country of countriesOfNumbers)
    for (const typed of odd) t.equal(normaliseNationalNumber(typed, country), null, `${country} ${typed}`)
  t.end()
})
