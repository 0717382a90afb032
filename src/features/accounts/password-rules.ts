import { judgePassword } from '#src/crypto/password-strength.ts'
import { refused } from '#src/errors.ts'

/** Code points that a password needs while it is the only factor (NIST SP 800-63B-4 § 3.1.1.2, `SECURITY.md` S2). */
const shortestPassword = 15

/**
 * Demands a password that is hard to guess, also for somebody who knows its owner.
 * @param pointer of the field it was sent in
 * @throws Problem `weak-password`, saying why
 */
export const demandStrongPassword = async (
  password: string,
  owner: { email: string; firstName: string; lastName: string },
  pointer: string,
): Promise<void> => {
  const reason = await judgePassword(
    password,
    [owner.firstName, owner.lastName, owner.email],
    shortestPassword,
  )
  if (reason) throw refused(pointer, reason, 'weak-password')
}
