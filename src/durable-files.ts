import { randomBytes } from 'node:crypto'
import { chmod, link, mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Makes the folder, which nobody but the service's own user enters. */
export const makePrivateFolder = async (folder: string): Promise<void> => {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await chmod(folder, 0o700)
}

/** Makes the names in a folder outlive a power cut. */
export const syncFolder = async (folder: string): Promise<void> => {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Writes a new file (mode 600) that outlives a power cut, its name apart. */
const writeDurably = async (path: string, text: string): Promise<void> => {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
}

const draftOf = (path: string) => `${path}.${randomBytes(6).toString('hex')}.partial`

/** Puts a file in the place of its predecessor: whoever reads sees the old one or the new one, whole. */
export const replaceDurably = async (path: string, text: string): Promise<void> => {
  const draft = draftOf(path)
  try {
    await writeDurably(draft, text)
    await rename(draft, path)
  } finally {
    await rm(draft, { force: true })
  }
  await syncFolder(dirname(path))
}

/** Makes the file unless another process was first: `link` is atomic and fails where the name is taken. */
export const makeOnce = async (path: string, text: string): Promise<void> => {
  const draft = draftOf(path)
  try {
    await writeDurably(draft, text)
    await link(draft, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
    await syncFolder(dirname(path))
  } finally {
    await rm(draft, { force: true })
  }
}
