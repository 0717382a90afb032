/** Letters that Unicode does not take apart, as people write them who have no key for them. */
export const spelledOut: Readonly<Record<string, string>> = {
  ə: 'e',
  ı: 'i',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ŧ: 't',
  ŋ: 'n',
  þ: 'th',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
}

const marks = /\p{M}/gu

/** A text in lower case, each letter without its marks: `Ångström` becomes `angstrom`. */
export const withoutMarks = (text: string): string => text.toLowerCase().normalize('NFKD').replace(marks, '')
