import { accounts, bytes, counted, type Fill, id, once, times } from '#test/house/row-recipes.ts'

/** Accounts and how they sign in. */
export const people: Fill[] = [
  {
    table: 'accounts',
    columns: {
      id: id('account', 'n'),
      email_index: bytes('account', 'n'),
      email_index_version: '1',
      sealed: `'\\x00'`,
      password_hash: `''`,
      password_pepper: '1',
      password_cost: '10',
      password_generated: 'false',
      locale: `'sv'`,
      platform_admin: 'false',
      state: `'active'`,
      ...times,
    },
    from: counted(accounts),
  },
  {
    table: 'sessions',
    columns: {
      id: id('session', 'n'),
      account_id: id('account', 'n'),
      ip: `'192.0.2.1'`,
      authenticated_at: once,
      last_used_at: once,
      expires_at: `'2028-01-01'`,
      created_at: once,
    },
    from: counted(accounts),
  },
  {
    table: 'refresh_tokens',
    columns: {
      id: id('refresh', 'n', 'k'),
      account_id: id('account', 'n'),
      session_id: id('session', 'n'),
      predecessor_id: `case k when 2 then ${id('refresh', 'n', 'k - 1')} end`,
      hash: bytes('refresh', 'n', 'k'),
      created_at: once,
      used_at: `case k when 1 then ${once} end`,
    },
    from: `${counted(accounts)}, ${counted(2, 'k')}`,
  },
  {
    table: 'known_devices',
    columns: {
      id: id('device', 'n'),
      account_id: id('account', 'n'),
      hash: bytes('device', 'n'),
      created_at: once,
      last_used_at: once,
    },
    from: counted(accounts),
  },
  {
    table: 'login_attempts',
    columns: {
      id: id('attempt', 'n'),
      account_id: id('account', 'n'),
      at: `${once} - n * interval '1 minute'`,
      outcome: `'succeeded'`,
      ip: `'192.0.2.1'`,
    },
    from: counted(accounts),
  },
  {
    table: 'idempotency_requests',
    columns: {
      organisation_id: `'00000000-0000-0000-0000-000000000000'`,
      id: id('request', 'n'),
      account_id: id('account', 'n'),
      operation: `'bookAppointment'`,
      key_hash: bytes('request', 'n'),
      request_hash: `'\\x00'`,
      state: `'running'`,
      lease_until: once,
      created_at: once,
    },
    from: counted(accounts),
  },
]
