import { Problem } from '#src/errors.ts'

/**
 * Lets a few run at once and a short queue wait, in order; whoever comes then is told to come back.
 * @param retryAfter in seconds
 * @returns a function that runs its task when there is room, and throws Problem `overloaded` when the queue is full
 */
export const openGate = ({
  width,
  queue,
  retryAfter,
}: {
  width: number
  queue: number
  retryAfter: number
}) => {
  const waiting: (() => void)[] = []
  let running = 0

  const enter = async () => {
    if (running < width) {
      running++
      return
    }
    if (waiting.length >= queue) throw new Problem('overloaded', { retryAfter })
    // The place is handed over by whoever leaves, so that a newcomer cannot slip in between.
    await new Promise<void>((resolve) => waiting.push(resolve))
  }
  const leave = () => {
    const next = waiting.shift()
    if (next) next()
    else running--
  }

  return async <R>(task: () => Promise<R>): Promise<R> => {
    await enter()
    try {
      return await task()
    } finally {
      leave()
    }
  }
}
