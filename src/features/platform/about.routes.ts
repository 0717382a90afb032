import { readFileSync } from 'node:fs'
import { Type } from '@sinclair/typebox'
import { publicAccess } from '#src/access/access.ts'
import type { App } from '#src/app.ts'
import { plainText } from '#src/features/platform/plain-text.ts'
import { closed, Nullable } from '#src/schema/primitives.ts'

const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
  version: string
}

const tags = ['Service']
const config = { access: publicAccess, cacheControl: 'public, max-age=3600' } as const

const About = closed(
  {
    name: Type.Literal('Praxis'),
    version: Type.String({ maxLength: 64 }),
    contract: Type.Literal('/openapi.json'),
    medicalDevice: closed({
      class: Nullable(Type.String({ maxLength: 200, description: 'null where the operator states none.' })),
      conformity: Nullable(Type.String({ maxLength: 500 })),
    }),
  },
  {
    examples: [
      {
        name: 'Praxis',
        version: '0.1.0',
        contract: '/openapi.json',
        medicalDevice: { class: null, conformity: null },
      },
    ],
  },
)

/** RFC 9116 § 2.5.5 asks for less than a year; whoever reads it later finds a newer one at the same place. */
const validDays = 180

const securityText = ({ config: { securityEmail }, clock, publicUrl }: App['deps']): string => {
  const expires = new Date(clock.now().getTime() + validDays * 86_400_000)
  expires.setUTCHours(0, 0, 0, 0)
  return [
    `Contact: mailto:${securityEmail}`,
    `Expires: ${expires.toISOString()}`,
    'Preferred-Languages: en, sv',
    `Canonical: ${publicUrl}/.well-known/security.txt`,
    '',
  ].join('\n')
}

export const aboutRoutes = async (app: App): Promise<void> => {
  app.get(
    '/about',
    {
      config,
      schema: {
        operationId: 'getAbout',
        tags,
        summary: 'Tell what runs here',
        description: "The class as medical device and its conformity are the operator's to state.",
        response: { 200: About },
      },
    },
    async () => {
      const { medicalDeviceClass, medicalDeviceConformity } = app.deps.config
      return {
        name: 'Praxis' as const,
        version,
        contract: '/openapi.json' as const,
        medicalDevice: { class: medicalDeviceClass, conformity: medicalDeviceConformity },
      }
    },
  )

  let contract: string | undefined
  app.get(
    '/openapi.json',
    {
      config,
      schema: {
        operationId: 'getContract',
        tags,
        summary: 'Read the contract',
        response: { 200: Type.Unknown({ description: 'OpenAPI 3.1' }) },
      },
    },
    async (_request, reply) => {
      contract ??= JSON.stringify(app.swagger())
      return reply.type('application/json; charset=utf-8').send(contract)
    },
  )

  app.get(
    '/.well-known/security.txt',
    {
      config,
      schema: {
        operationId: 'getSecurityContact',
        tags,
        summary: 'Tell whom to report a vulnerability to',
        description: 'RFC 9116.',
        response: plainText('security.txt'),
      },
    },
    async (_request, reply) => reply.type('text/plain; charset=utf-8').send(securityText(app.deps)),
  )
}
