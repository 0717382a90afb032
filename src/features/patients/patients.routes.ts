import { reachBranches } from '#src/access/reach.ts'
import type { App } from '#src/app.ts'
import { notFound } from '#src/errors.ts'
import { completeFields } from '#src/features/organisations/settings.ts'
import { changePatient } from '#src/features/patients/change-patient.ts'
import {
  apart,
  inOrder,
  positionOf,
  showCachedPatients,
  showDeletions,
  showPatients,
} from '#src/features/patients/list-patients.ts'
import { mergePatients } from '#src/features/patients/merge-patients.ts'
import { RecordedPatientChange } from '#src/features/patients/patient-changes.schema.ts'
import { showPatientChanges } from '#src/features/patients/patient-changes.ts'
import { deactivatePatient, liftRestriction, restrictPatient } from '#src/features/patients/patient-states.ts'
import { patientsAccess } from '#src/features/patients/patients.access.ts'
import {
  type ListedRow,
  type PatientPosition,
  patientStatement,
  patientsStatement,
  type ReachedPatient,
} from '#src/features/patients/patients.queries.ts'
import {
  ListedPatient,
  NewPatient,
  Patient,
  PatientChange,
  PatientMerge,
  PatientPage,
  PatientSearch,
  patientListQuery,
  Restriction,
  RestrictionLifting,
} from '#src/features/patients/patients.schema.ts'
import { registerPatient } from '#src/features/patients/patients.service.ts'
import { findPatients } from '#src/features/patients/search-patients.ts'
import { showCachedPatient, showPatient } from '#src/features/patients/show-patient.ts'
import { openCursor, page } from '#src/http/cursor.ts'
import { expectedVersion } from '#src/http/entity-tag.ts'
import { ORG, organisationParams, patientParams } from '#src/http/params.ts'
import { inOrganisation, readInOrganisation } from '#src/http/scope.ts'
import { closed, Page, pageQuery } from '#src/schema/primitives.ts'

const tags = ['Patients']

const reached = reachBranches(patientsAccess.search, { patient: 'id' })

const idsOfPage = ({ data }: { data: ListedPatient[] }) => data.map(({ id }) => id)

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
        summary: 'Find patients by their name, or by their exact e-mail address, phone or national number',
        params: organisationParams,
        body: PatientSearch,
        response: { 200: Page(ListedPatient) },
      },
    },
    async (request) => {
      const { limit = 50, cursor, ...search } = request.body
      const after = openCursor(request, cursor)?.[0] as string | undefined
      const patients = await inOrganisation(request, (scope) =>
        findPatients(scope, search, after ?? null, limit),
      )
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
    `${ORG}/patients`,
    {
      config: {
        access: patientsAccess.search,
        errors: ['invalid-cursor'],
        trail: { action: 'read', resource: 'patient', patients: idsOfPage },
      },
      schema: {
        operationId: 'listPatients',
        tags,
        summary: 'List the patients, the latest change last',
        params: organisationParams,
        querystring: patientListQuery,
        response: { 200: PatientPage },
      },
    },
    async (request) => {
      const { limit = 50, cursor, includeDeleted, ...filters } = request.query
      const { organisationId } = request.params
      const after = openCursor(request, cursor) as PatientPosition | null
      const at = app.deps.clock.now().toISOString()
      const statement = patientsStatement(reached, organisationId, filters, after, at, limit)
      const { rows } = await readInOrganisation<ListedRow>(request, statement)
      const patients =
        showCachedPatients(app.deps.keyring, rows, at) ??
        (await inOrganisation(request, (scope) => showPatients(scope, rows)))
      if (!includeDeleted) return page(request, patients, limit, positionOf, (patient) => patient)
      const deleted = await inOrganisation(request, (scope) =>
        showDeletions(scope, filters.updatedSince, after, limit),
      )
      const entries = inOrder(patients, deleted).slice(0, limit + 1)
      return apart(page(request, entries, limit, positionOf, (entry) => entry))
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
      const { actor, rows } = await readInOrganisation<ReachedPatient>(request, statement)
      const row = rows[0]
      if (!row) throw notFound()
      const profile = completeFields(row.patientFields)
      const at = app.deps.clock.now().toISOString()
      return (
        showCachedPatient(app.deps.keyring, row, { profile, at }, actor) ??
        inOrganisation(request, (scope) => showPatient(scope, row, profile))
      )
    },
  )

  app.get(
    `${ORG}/patients/:patientId/changes`,
    {
      config: {
        access: patientsAccess.write,
        trail: {
          action: 'read',
          resource: 'patientChange',
          patients: (_answer: unknown, request) => [(request.params as { patientId: string }).patientId],
        },
      },
      schema: {
        operationId: 'listPatientChanges',
        tags,
        summary: 'Read what was changed about a patient, with what stood there before, the newest first',
        params: patientParams,
        querystring: closed(pageQuery),
        response: { 200: Page(RecordedPatientChange) },
      },
    },
    async (request) => {
      const { limit = 50, cursor } = request.query
      const before = openCursor(request, cursor)?.[0] as string | undefined
      const rows = await inOrganisation(request, (scope) =>
        showPatientChanges(scope, request.params.patientId, before ?? null, limit),
      )
      return page(
        request,
        rows,
        limit,
        ({ id }) => [id],
        ({ at, role, changes }) => ({ at, role, changes }),
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

  app.post(
    `${ORG}/patients/:patientId/deactivate`,
    {
      config: { access: patientsAccess.state, entityTag: true },
      schema: {
        operationId: 'deactivatePatient',
        tags,
        summary: 'Take a patient out of use',
        params: patientParams,
        response: { 200: Patient },
      },
    },
    (request) => inOrganisation(request, (scope) => deactivatePatient(scope, request.params.patientId)),
  )

  app.post(
    `${ORG}/patients/:patientId/restrict`,
    {
      config: { access: patientsAccess.state, entityTag: true },
      schema: {
        operationId: 'restrictPatient',
        tags,
        summary: 'Restrict what is done with a patient’s data',
        params: patientParams,
        body: Restriction,
        response: { 200: Patient },
      },
    },
    (request) =>
      inOrganisation(request, (scope) => restrictPatient(scope, request.params.patientId, request.body)),
  )

  app.post(
    `${ORG}/patients/:patientId/unrestrict`,
    {
      config: { access: patientsAccess.state, entityTag: true, errors: ['rule-refused'] },
      schema: {
        operationId: 'unrestrictPatient',
        tags,
        summary: 'Lift a restriction, of which the person is told first',
        params: patientParams,
        body: RestrictionLifting,
        response: { 200: Patient },
      },
    },
    (request) =>
      inOrganisation(request, (scope) => liftRestriction(scope, request.params.patientId, request.body)),
  )

  app.post(
    `${ORG}/patients/:patientId/merge`,
    {
      config: {
        access: patientsAccess.merge,
        entityTag: true,
        errors: ['rule-refused', 'already-linked', 'patient-busy', 'erasure-open'],
      },
      schema: {
        operationId: 'mergePatients',
        tags,
        summary: 'Make two records of one person one',
        params: patientParams,
        body: PatientMerge,
        response: { 200: Patient },
      },
    },
    (request) =>
      inOrganisation(request, (scope) => mergePatients(scope, request.params.patientId, request.body.from)),
  )
}
