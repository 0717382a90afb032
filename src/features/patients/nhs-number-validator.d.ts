declare module 'nhs-number-validator' {
  /** Whether the check digit of a number of ten digits is right. */
  export function validate(nhsNumber: string): boolean
}
