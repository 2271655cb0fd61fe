/** The browser of the tests: Debian's, or the one that is named. */
export const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
