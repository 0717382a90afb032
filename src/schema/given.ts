type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

/** The fields that were sent: what a merge patch (RFC 7396) changes. A null was sent, `undefined` was not. */
export const given = <T extends object>(fields: T): Given<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Given<T>
