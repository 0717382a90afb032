import { judgePassword } from '#src/crypto/password-strength.ts'
import { refused } from '#src/errors.ts'

/** Code points that a password needs while it is the only factor (NIST SP 800-63B-4 § 3.1.1.2, `SECURITY.md` S2). */
const shortestAlone = 15
/** The same beside a second factor. */
const shortestBeside = 8

/** Whether a password may stand beside a second factor only. */
export const isShortPassword = (password: string): boolean =>
  [...password.normalize('NFKC')].length < shortestAlone

/**
 * Demands a password that is hard to guess, also for somebody who knows its owner.
 * @param hasFactor whether its owner has a second factor
 * @param pointer of the field it was sent in
 * @throws Problem `weak-password`, saying why
 */
export const demandStrongPassword = async (
  password: string,
  owner: { email: string; firstName: string; lastName: string },
  pointer: string,
  hasFactor = false,
): Promise<void> => {
  const reason = await judgePassword(
    password,
    [owner.firstName, owner.lastName, owner.email],
    hasFactor ? shortestBeside : shortestAlone,
  )
  if (reason) throw refused(pointer, reason, 'weak-password')
}
