import type { App } from '#src/app.ts'
import { notFound } from '#src/errors.ts'
import { patientsAccess } from '#src/features/patients/patients.access.ts'
import { patientStatement, type StoredPatient } from '#src/features/patients/patients.queries.ts'
import { NewPatient, Patient, PatientChange, PatientSearch } from '#src/features/patients/patients.schema.ts'
import {
  changePatient,
  findPatients,
  registerPatient,
  showCachedPatient,
  showPatient,
} from '#src/features/patients/patients.service.ts'
import { openCursor, page } from '#src/http/cursor.ts'
import { expectedVersion } from '#src/http/entity-tag.ts'
import { ORG, organisationParams, patientParams } from '#src/http/params.ts'
import { inOrganisation, readInOrganisation } from '#src/http/scope.ts'
import { Page } from '#src/schema/primitives.ts'

const tags = ['Patients']

const idsOfPage = ({ data }: { data: Patient[] }) => data.map(({ id }) => id)

export const patientsRoutes = async (app: App): Promise<void> => {
  app.post(
    `${ORG}/patients`,
    {
      config: {
        access: patientsAccess.write,
        entityTag: true,
        errors: ['rule-refused', 'below-minimum-age', 'already-exists'],
      },
      schema: {
        operationId: 'registerPatient',
        tags,
        summary: 'Register a person who was told about it',
        params: organisationParams,
        body: NewPatient,
        response: { 201: Patient },
      },
    },
    (request) => inOrganisation(request, (scope) => registerPatient(scope, request.body)),
  )

  app.post(
    `${ORG}/patients/search`,
    {
      config: {
        access: patientsAccess.search,
        limit: 'costly',
        errors: ['invalid-cursor', 'rule-refused'],
        trail: { action: 'searchHit', resource: 'patient', patients: idsOfPage },
      },
      schema: {
        operationId: 'searchPatients',
        tags,
        summary: 'Find patients by their exact e-mail address or phone number',
        params: organisationParams,
        body: PatientSearch,
        response: { 200: Page(Patient) },
      },
    },
    async (request) => {
      const { limit = 50, cursor, ...by } = request.body
      const after = openCursor(request, cursor)?.[0] as string | undefined
      const patients = await inOrganisation(request, (scope) => findPatients(scope, by, after ?? null, limit))
      return page(
        request,
        patients,
        limit,
        ({ id }) => [id],
        (patient) => patient,
      )
    },
  )

  app.get(
    `${ORG}/patients/:patientId`,
    {
      config: {
        access: patientsAccess.read,
        entityTag: true,
        trail: { action: 'read', resource: 'patient', patients: ({ id }: Patient) => [id] },
      },
      schema: {
        operationId: 'getPatient',
        tags,
        summary: 'Read a patient',
        params: patientParams,
        response: { 200: Patient },
      },
    },
    async (request) => {
      const { organisationId, patientId } = request.params
      const statement = patientStatement(patientsAccess.read, organisationId, patientId)
      const { rows } = await readInOrganisation<StoredPatient>(request, statement)
      const row = rows[0]
      if (!row) throw notFound()
      return (
        showCachedPatient(app.deps.keyring, row) ??
        inOrganisation(request, (scope) => showPatient(scope, row))
      )
    },
  )

  app.patch(
    `${ORG}/patients/:patientId`,
    {
      config: {
        access: patientsAccess.write,
        entityTag: true,
        errors: ['rule-refused', 'below-minimum-age', 'already-exists'],
      },
      schema: {
        operationId: 'changePatient',
        tags,
        summary: 'Change a patient',
        params: patientParams,
        body: PatientChange,
        response: { 200: Patient },
      },
    },
    (request) =>
      inOrganisation(request, (scope) =>
        changePatient(scope, request.params.patientId, expectedVersion(request), request.body),
      ),
  )
}
