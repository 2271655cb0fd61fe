import { numberFormatOf } from './number-format';

describe('a number format', () => {
  it.each<[number, string | undefined, string]>([
    [0, undefined, 'plain'],
    [9, undefined, 'percent'],
    [14, undefined, 'date'],
    [46, undefined, 'duration'],
    [44, undefined, 'other-money'],
    [164, '0.0%', 'percent'],
    [164, '"£"#,##0.00', 'pounds'],
    [164, '[$£-809]#,##0.00;[Red]-[$£-809]#,##0.00', 'pounds'],
    [164, '[$$-409]#,##0', 'other-money'],
    [164, '[$-F800]dddd, mmmm dd, yyyy', 'date'],
    [164, '[h]:mm:ss', 'duration'],
    [164, 'mm:ss', 'duration'],
    [164, 'h:mm', 'time'],
    [164, 'h:mm AM/PM', 'date'],
    [18, undefined, 'date'],
    [164, 'dd/mm/yyyy', 'date'],
    [164, '#,##0.00_-;[Red]-#,##0.00', 'plain'],
    [164, '0.0" days"', 'plain'],
    [164, '0.00E+00', 'other'],
    [164, 'General', 'plain'],
  ])('%s %s is %s', (id, code, expected) => {
    expect(numberFormatOf(id, code)).toBe(expected);
  });
});
