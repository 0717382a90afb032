/**
 * Writes the text of a statement once for each reach and each shape: at every read, joining some kilobytes and hashing them
 * to find the name under which they are prepared took longer than opening what is sealed.
 * @param write takes nothing from its arguments but what depends on them; shapes must be few
 */
export const remembering = <Reach extends object>(
  write: (reach: Reach, shape: string) => string,
): ((reach: Reach, shape: string) => string) => {
  const known = new WeakMap<Reach, Map<string, string>>()
  return (reach, shape) => {
    const texts = known.get(reach) ?? new Map<string, string>()
    known.set(reach, texts)
    const text = texts.get(shape) ?? write(reach, shape)
    texts.set(shape, text)
    return text
  }
}
