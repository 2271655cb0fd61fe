import type { NumberFormat } from './raw-cell';

/** The formats that have a number and no text in the file (ECMA-376, 18.8.30); those with money are the reader's own country's. */
const BUILT_IN: Readonly<Record<number, NumberFormat>> = {
  5: 'other-money',
  6: 'other-money',
  7: 'other-money',
  8: 'other-money',
  9: 'percent',
  10: 'percent',
  14: 'date',
  15: 'date',
  16: 'date',
  17: 'date',
  18: 'date',
  19: 'date',
  20: 'time',
  21: 'time',
  22: 'date',
  42: 'other-money',
  44: 'other-money',
  45: 'duration',
  46: 'duration',
  47: 'duration',
};

/** What a number format says that a number is: that of the code when the workbook has one for the id. */
export function numberFormatOf(id: number, code: string | undefined): NumberFormat {
  if (code !== undefined) return formatOfCode(code);
  return BUILT_IN[id] ?? 'plain';
}

/** Reads a format code such as `0.0%`, `"£"#,##0.00` or `[h]:mm:ss`; only its first part, for positive numbers. */
function formatOfCode(code: string): NumberFormat {
  const currency = currencyIn(code);
  // Words in quotation marks, escaped characters, fillers and colours say nothing about the number.
  const bare = code
    .replace(/"[^"]*"|\\.|_.|\*.|\[\$[^\]]*\]/g, '')
    .split(';', 1)
    .join('')
    .toLowerCase();
  const plain = bare.replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/g, '');
  if (plain.includes('general')) return currency ?? 'plain';
  if (plain.includes('%')) return 'percent';
  if (/\[[hms]+\]|^m+:s+/.test(plain)) return 'duration';
  // Noon is a moment and no duration.
  if (/[yd]|am\/pm|a\/p/.test(plain)) return 'date';
  if (/[hs]/.test(plain)) return 'time';
  if (plain.includes('m')) return 'date';
  if (currency !== undefined) return currency;
  return /e[+-]|\/|[a-z]/.test(plain) ? 'other' : 'plain';
}

function currencyIn(code: string): NumberFormat | undefined {
  if (code.includes('£')) return 'pounds';
  return /[$€¥](?![^[]*\])|\[\$[^\]-]+/.test(code) ? 'other-money' : undefined;
}
