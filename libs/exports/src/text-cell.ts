/** The wide signs too: where East Asian text is typed, a spreadsheet takes them for the narrow ones. */
const RISKY = /^'*[=+\-@＝＋－＠\t\r\n]/;

/**
 * Text that a spreadsheet cannot take for a formula: one that begins with = + - @, a tab or the end of a line gets an
 * apostrophe in front. So does one that has such an apostrophe already, so that taking one away gives the text again.
 *
 * For text only: a number that begins with a minus sign is a number, and stays one.
 */
export function neutralised(text: string): string {
  return RISKY.test(text) ? `'${text}` : text;
}
