const controls = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g
const bidirectionalOverrides = /[\u202a-\u202e\u2066-\u2069]/g

/**
 * One line of text that may stand in a mail, a header or a calendar: runs of control characters and line
 * separators become one space, characters that turn the reading order of what follows are dropped, lone
 * surrogates become U+FFFD. Letters of every script pass unharmed. (S45, S46)
 */
export const stripControls = (value: string): string =>
  value.replace(controls, ' ').replace(bidirectionalOverrides, '').toWellFormed().trim()
