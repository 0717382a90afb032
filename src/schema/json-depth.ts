/** How deep objects and lists are nested in a JSON text, in one pass and without recursion (`SECURITY.md` S41). */
export const jsonDepth = (text: string): number => {
  let level = 0
  let most = 0
  let inString = false
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (inString) {
      if (c === 92) i++
      else if (c === 34) inString = false
    } else if (c === 34) inString = true
    else if (c === 123 || c === 91) most = Math.max(most, ++level)
    else if (c === 125 || c === 93) level--
  }
  return most
}
