import type { Redis } from 'ioredis'

const atOnce = 500

const valuesOf = async (client: Redis, key: string): Promise<unknown> => {
  switch (await client.type(key)) {
    case 'string':
      return client.get(key)
    case 'hash':
      return client.hgetall(key)
    case 'list':
      return client.lrange(key, 0, -1)
    case 'set':
      return client.smembers(key)
    case 'zset':
      return client.zrange(key, '0', '-1')
    case 'stream':
      return client.xrange(key, '-', '+')
    default:
      return null
  }
}

/** Every key of a Redis with what it holds, a key at a time. */
export async function* readTexts(client: Redis): AsyncGenerator<{ name: string; text: string }> {
  for await (const keys of client.scanStream({ count: atOnce }))
    for (const key of keys as string[])
      yield { name: key, text: JSON.stringify((await valuesOf(client, key)) ?? '') }
}
