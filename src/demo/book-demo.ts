import type { DemoClient } from '#src/demo/demo-client.ts'
import { walkIn } from '#src/demo/demo-clinic.ts'
import type { Appointment, OfferedSlot } from '#src/features/appointments/appointments.schema.ts'
import type { Patient } from '#src/features/patients/patients.schema.ts'

interface Listed<T> {
  data: T[]
}

/** Where a time is looked for: two weeks from the day after tomorrow. */
export interface Wish {
  practitionerId: string
  serviceId: string
  from: string
  to: string
}

/** The path at which everybody may see what is free. */
export const slotsPath = ({ practitionerId, serviceId, from, to }: Wish): string =>
  `/v1/directory/practitioners/${practitionerId}/slots?serviceId=${serviceId}&from=${from}&to=${to}`

/** A free time of those two weeks, counted from the first; null where the weeks are full. */
export const freeTime = async (client: DemoClient, wish: Wish, position: number): Promise<string | null> => {
  const { body } = await client.call<Listed<OfferedSlot>>('GET', slotsPath(wish))
  return body.data[Math.min(position, body.data.length - 1)]?.startsAt ?? null
}

const book = async (
  client: DemoClient,
  path: string,
  token: string,
  wish: Wish,
  position: number,
  patientId?: string,
): Promise<void> => {
  const startsAt = await freeTime(client, wish, position)
  if (startsAt === null) return
  const { practitionerId, serviceId } = wish
  const body = { practitionerId, serviceId, startsAt, ...(patientId ? { patientId } : {}) }
  await client.call<Appointment>('POST', `${path}/appointments`, { token, body })
}

/** Books for whoever is signed in, unless they have booked already. */
export const bookForMyself = async (
  client: DemoClient,
  path: string,
  token: string,
  wish: Wish,
  position: number,
): Promise<void> => {
  const { body } = await client.call<Listed<Appointment>>('GET', '/v1/me/appointments', { token })
  if (body.data.length === 0) await book(client, path, token, wish, position)
}

/** Registers the patient who has no account, as the receptionist, and books for them. */
export const bookForWalkIn = async (
  client: DemoClient,
  path: string,
  token: string,
  wish: Wish,
  informedAt: string,
): Promise<void> => {
  const search = { body: { phone: walkIn.phone }, token }
  const { body: found } = await client.call<Listed<Patient>>('POST', `${path}/patients/search`, search)
  const patient =
    found.data[0] ??
    (await client.call<Patient>('POST', `${path}/patients`, { token, body: { ...walkIn, informedAt } })).body
  const appointments = `${path}/appointments?patientId=${patient.id}`
  const { body } = await client.call<Listed<Appointment>>('GET', appointments, { token })
  if (body.data.length === 0) await book(client, path, token, wish, 0, patient.id)
}
