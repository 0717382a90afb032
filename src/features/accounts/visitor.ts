/** Where a request without sign-in comes from, as far as sign-ins are counted and recorded by it. */
export interface Visitor {
  ip: string
  /** What its requests are counted by: the address, of IPv6 the /64 that one subscriber has (`SECURITY.md` S55). */
  source: string
  /** The `User-Agent` header as it came. */
  userAgent: string | undefined
  requestId: string
}
