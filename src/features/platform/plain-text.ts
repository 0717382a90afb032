import { Type } from '@sinclair/typebox'

/** The response schema of a route that answers text and not JSON. */
export const plainText = (description: string) => ({
  200: { description, content: { 'text/plain': { schema: Type.String() } } },
})
