const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})$/;

/**
 * Lets through only what names an instant.
 *
 * @throws {RangeError} when it is not ISO 8601 with an offset, or no such day or time.
 */
export function refuseNoInstant(text: string): void {
  if (INSTANT.test(text) && !Number.isNaN(Date.parse(text))) return;
  throw new RangeError(`"${text}" is not an instant: write it like 2024-04-01T00:00:00+01:00.`);
}
