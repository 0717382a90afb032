import type { Static } from '@sinclair/typebox'
import type { StoredPassword } from '#src/crypto/passwords.ts'
import type { AccountRow } from '#src/features/accounts/accounts.schema.ts'

type Columns = Pick<Static<typeof AccountRow>, 'passwordHash' | 'passwordPepper' | 'passwordCost'>

/** An account's password as `Passwords` knows it. */
export const storedPassword = ({ passwordHash, passwordPepper, passwordCost }: Columns): StoredPassword => ({
  hash: passwordHash,
  pepper: passwordPepper,
  cost: passwordCost,
})

/** A password as an account's columns hold it. */
export const passwordColumns = ({ hash, pepper, cost }: StoredPassword): Columns => ({
  passwordHash: hash,
  passwordPepper: pepper,
  passwordCost: cost,
})
