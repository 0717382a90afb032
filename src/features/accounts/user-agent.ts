import Bowser from 'bowser'

/** What a sign-in shows of the device that it came from; null where the browser does not say. */
interface DeviceDescription {
  device: string | null
  browser: string | null
  operatingSystem: string | null
}

// What no library sees in full length (`SECURITY.md` S43).
const longestHeader = 512
const longestPart = 100

const joined = (...parts: (string | undefined)[]): string | null =>
  parts.filter(Boolean).join(' ').slice(0, longestPart) || null

/** Reads a `User-Agent` header; only its first 512 characters count. */
export const describeDevice = (userAgent: string | undefined): DeviceDescription => {
  const header = userAgent?.slice(0, longestHeader).trim()
  if (!header) return { device: null, browser: null, operatingSystem: null }
  const { platform, browser, os } = Bowser.parse(header)
  return {
    device: joined(platform.vendor, platform.model) ?? joined(platform.type),
    browser: joined(browser.name, browser.version),
    operatingSystem: joined(os.name, os.version),
  }
}
