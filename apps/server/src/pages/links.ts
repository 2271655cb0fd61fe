/** An address with its parameters: what is left out, or left empty in a form, is not in it. */
export function addressOf(path: string, parameters: object): string {
  const given = Object.entries(parameters).flatMap(([name, value]: [string, unknown]): [string, string][] => {
    const text = typeof value === 'string' ? value.trim() : '';
    return text === '' ? [] : [[name, text]];
  });
  // A colon may stand in a query as it is, and reads better.
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString().replaceAll('%3A', ':')}`;
}
