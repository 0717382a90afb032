// The floor: what Fastify and pg alone do with the same SQL, without any rule of the house. It runs as the owner,
// whom no policy holds, and answers whatever the database says.
import Fastify from 'fastify'
import pg from 'pg'
import { v7 as newId } from 'uuid'
import {
  appointmentStatement,
  appointmentsStatement,
} from '#src/features/appointments/appointments.queries.ts'
import { patientsStatement } from '#src/features/patients/patients.queries.ts'
import { bookBarely } from './floor-booking.ts'

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 16 })
const app = Fastify()

app.get('/health', async () => 'ready')

app.get<{ Params: { organisationId: string; id: string } }>(
  '/organisations/:organisationId/appointments/:id',
  async (request) => {
    const { organisationId, id } = request.params
    const statement = appointmentStatement('true', organisationId, id, new Date().toISOString())
    const { rows } = await pool.query({ name: 'one', ...statement })
    return rows[0]
  },
)

app.get<{ Params: { organisationId: string; id: string } }>(
  '/organisations/:organisationId/patients/:id',
  async (request) => {
    const { organisationId, id } = request.params
    const text = 'select * from patients where organisation_id = $1 and id = $2'
    const { rows } = await pool.query({ name: 'patient', text, values: [organisationId, id] })
    return rows[0]
  },
)

app.get<{
  Params: { organisationId: string }
  Querystring: { practitionerId: string; from: string; limit: string }
}>('/organisations/:organisationId/appointments', async (request) => {
  const { limit, ...filters } = request.query
  const { organisationId } = request.params
  const statement = appointmentsStatement(
    'true',
    organisationId,
    filters,
    null,
    Number(limit) - 1,
    new Date().toISOString(),
  )
  const { rows } = await pool.query({ name: 'many', ...statement })
  return { data: rows }
})

app.get<{ Params: { organisationId: string }; Querystring: { limit: string } }>(
  '/organisations/:organisationId/patients',
  async (request) => {
    const at = new Date().toISOString()
    // No role is set here: whoever asks sees everything.
    const { text, values } = patientsStatement(
      ['true'],
      request.params.organisationId,
      {},
      null,
      at,
      Number(request.query.limit) - 1,
    )
    const { rows } = await pool.query({ name: 'patients', text, values })
    return { data: rows.map(({ care: _care, rest: _rest, ...row }) => row) }
  },
)

app.post<{ Params: { organisationId: string }; Body: Parameters<typeof bookBarely>[2] }>(
  '/organisations/:organisationId/appointments',
  (request) => bookBarely(pool, request.params.organisationId, { ...request.body, id: newId() }),
)

process.once('SIGTERM', async () => {
  await app.close()
  await pool.end()
})

await app.listen({ host: process.env.HOST ?? '127.0.0.1', port: Number(process.env.PORT) })
