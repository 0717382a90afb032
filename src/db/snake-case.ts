/** A name of ours as the database has it: `keys.subjectKeys` is `keys.subject_keys` there. */
export const snakeCase = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
