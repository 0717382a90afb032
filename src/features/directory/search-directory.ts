import type { Pools } from '#src/db/connect.ts'
import { readPublic } from '#src/db/transact.ts'
import {
  type DirectoryPosition,
  type DirectorySearch,
  findAsTyped,
  findMisspelt,
  rankAsTyped,
} from '#src/features/directory/directory.queries.ts'
import type { DirectoryProfile } from '#src/features/directory/directory.schema.ts'

/** A listed practitioner and where they stand in what was found. */
export interface Found extends DirectoryPosition {
  profile: DirectoryProfile
}

/**
 * Searches the directory: first those who are found by the words as they were typed, the oldest first, then those
 * whose words are similar, the most similar first.
 * @returns at most `limit`, after the given position
 */
export const searchDirectory = async (
  pools: Pools,
  search: DirectorySearch,
  after: DirectoryPosition | null,
  limit: number,
): Promise<Found[]> => {
  const amongTyped = after === null || after.rank === rankAsTyped
  const typed = amongTyped ? await readPublic<Found>(pools, findAsTyped(search, after, limit)) : []
  const { words } = search
  if (!words?.length || typed.length === limit) return typed
  const position = amongTyped ? null : after
  const misspelt = findMisspelt({ ...search, words }, position, limit - typed.length)
  return [...typed, ...(await readPublic<Found>(pools, misspelt))]
}
