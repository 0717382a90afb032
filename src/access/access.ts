import { forbidden, Problem } from '#src/errors.ts'

/** The roles that somebody can have in an organisation. */
export const roles = ['org_admin', 'practitioner', 'receptionist', 'patient', 'guardian'] as const
export type Role = (typeof roles)[number]

/**
 * How far a role reaches: its own rows (as patient or practitioner), those of the children that a guardian is linked to
 * as far as their age lets, or the whole organisation. What a practitioner reaches of patients ends at the care relation
 * where the organisation's `patientVisibility` is `assigned`.
 */
export type Reach = 'own' | 'linked' | 'organisation'

/** What a platform administrator may do without belonging there: ask for a break-glass, or read by an approved one. */
export type PlatformEntrance = 'none' | 'ask' | 'breakGlass'

/** Who may call a route. Stated on each route, `publicAccess` included; a route without stops the start. */
export type Access =
  | { readonly kind: 'public' }
  | { readonly kind: 'metrics' }
  | {
      readonly kind: 'me'
      readonly stepUp: boolean
      /** Open to those of whom a second factor is demanded before they have one. */
      readonly enrolment: boolean
      /** Open to those whose erasure waits: what they have a right to, and what they wait for. */
      readonly leaving: boolean
    }
  | { readonly kind: 'platform'; readonly stepUp: boolean }
  | {
      readonly kind: 'organisation'
      readonly roles: Readonly<Partial<Record<Role, Reach>>>
      /** Any signed-in person as well, who becomes a patient by it. */
      readonly newcomer: boolean
      readonly platform: PlatformEntrance
      readonly stepUp: boolean
      /** Open to a patient whose erasure waits. */
      readonly leaving: boolean
    }

/** No token needed. */
export const publicAccess: Access = { kind: 'public' }

/** The token of `METRICS_TOKEN`, or the same machine. */
export const metricsAccess: Access = { kind: 'metrics' }

/** Any signed-in person, own data only. */
export const me = (options: { stepUp?: boolean; enrolment?: boolean; leaving?: boolean } = {}): Access => ({
  kind: 'me',
  stepUp: options.stepUp ?? false,
  enrolment: options.enrolment ?? false,
  leaving: options.leaving ?? false,
})

/** The platform's administrators. */
export const platform = (options: { stepUp?: boolean } = {}): Access => ({
  kind: 'platform',
  stepUp: options.stepUp ?? false,
})

/** These roles of the organisation in the path, each as far as said. */
export const organisation = (
  granted: Partial<Record<Role, Reach>>,
  options: { stepUp?: boolean; newcomer?: boolean; platform?: PlatformEntrance; leaving?: boolean } = {},
): Access => ({
  kind: 'organisation',
  roles: Object.freeze({ ...granted }),
  newcomer: options.newcomer ?? false,
  platform: options.platform ?? 'none',
  stepUp: options.stepUp ?? false,
  leaving: options.leaving ?? false,
})

/** What a patient is whose erasure waits. */
const leaver = 'leaver'

/**
 * The roles by which somebody acts: who waits for an erasure is a patient where the route is open to them, and nothing
 * elsewhere.
 * @throws Problem `erasure-waiting` where that leaves no role
 */
export const judgeLeaving = (access: Access, callerRoles: readonly string[]): string[] => {
  if (!callerRoles.includes(leaver)) return [...callerRoles]
  if (access.kind === 'organisation' && access.leaving)
    return callerRoles.map((role) => (role === leaver ? 'patient' : role))
  const others = callerRoles.filter((role) => role !== leaver)
  if (others.length === 0) throw new Problem('erasure-waiting')
  return others
}

const stepUpMinutes = 10

/**
 * Judges a caller's roles by the route's access.
 * @returns how far the caller reaches: the widest of the roles that the route names
 * @throws Problem `forbidden` when none of the roles may
 */
export const judgeReach = (access: Access, callerRoles: readonly string[]): Reach => {
  if (access.kind !== 'organisation') throw forbidden()
  const reaches = callerRoles.map((role) => access.roles[role as Role])
  const widest = (['organisation', 'linked', 'own'] as const).find((reach) => reaches.includes(reach))
  if (!widest) throw forbidden()
  return widest
}

/**
 * Demands a factor used within the last ten minutes where the route says so (`SECURITY.md` S10).
 * @throws Problem `step-up-required`
 */
export const judgeStepUp = (access: Access, authenticatedAt: string, at: Date): void => {
  if (!('stepUp' in access) || !access.stepUp) return
  if (at.getTime() - Date.parse(authenticatedAt) > stepUpMinutes * 60_000)
    throw new Problem('step-up-required')
}

/**
 * Refuses whoever still has to set up a second factor, but on the routes where that is done.
 * @throws Problem `second-factor-required`
 */
export const judgeSecondFactor = (access: Access, missing: boolean): void => {
  if (missing && !(access.kind === 'me' && access.enrolment)) throw new Problem('second-factor-required')
}

/** The access in words: what `x-access` in the contract and `openapi/access.md` show. */
export const describeAccess = (access: Access): string[] => {
  switch (access.kind) {
    case 'public':
    case 'metrics':
      return [access.kind]
    case 'me':
    case 'platform':
      return [`${access.kind === 'me' ? 'me' : 'platform_admin'}${access.stepUp ? ' + step-up' : ''}`]
    case 'organisation':
      return [
        ...(access.newcomer ? ['me'] : []),
        ...roles.flatMap((role) =>
          access.roles[role] ? [`${role}: ${access.roles[role]}${access.stepUp ? ' + step-up' : ''}`] : [],
        ),
        ...(access.platform === 'none'
          ? []
          : [`platform_admin: ${access.platform}${access.stepUp ? ' + step-up' : ''}`]),
      ]
  }
}
