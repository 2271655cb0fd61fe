import fc from 'fast-check';
import { parse } from 'csv-parse/sync';
import { csvLine } from './csv';
import { neutralised } from './text-cell';

describe('a text cell', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['=', "'="],
    ['+44 113 222 4444', "'+44 113 222 4444"],
    ['-5 posts', "'-5 posts"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['\r=1', "'\r=1"],
    ['\n=1', "'\n=1"],
    ['＝1+1', "'＝1+1"],
    ['＋1', "'＋1"],
    ['－1', "'－1"],
    ['＠SUM(A1)', "'＠SUM(A1)"],
    ["'=1+1", "''=1+1"],
    ["'tis", "'tis"],
    ['>= 95', '>= 95'],
    ['5 - 3', '5 - 3'],
    ['', ''],
  ])('%j is written as %j', (text, written) => {
    expect(neutralised(text)).toBe(written);
  });

  it('never begins as a formula, and gives the text again without its apostrophe', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('=', '＝', '+', '-', '@', '\t', '\r', '\n', "'", 'a', ' ') }),
        (text) => {
          const written = neutralised(text);
          expect(written).not.toMatch(/^[=＝+\-@\t\r\n]/);
          expect(written.replace(/^'(?='*[=＝+\-@\t\r\n])/, '')).toBe(text);
        },
      ),
    );
  });
});

describe('a line of CSV', () => {
  it.each([
    [['a', null, 'b'], 'a,,b\r\n'],
    [['-5.20', '0'], '-5.20,0\r\n'],
    [['say "no"', 'a,b', 'a;b', 'a\tb', 'a\nb', ' a', 'a '], '"say ""no""","a,b","a;b","a\tb","a\nb"," a","a "\r\n'],
  ])('%j is %j', (cells, line) => {
    expect(csvLine(cells)).toBe(line);
  });

  it('reads back as it was', () => {
    const cell = fc.string({ unit: fc.constantFrom('"', ',', ';', '\t', '\r', '\n', ' ', 'a', '£') });
    fc.assert(
      fc.property(fc.array(cell, { minLength: 2, maxLength: 5 }), (cells) => {
        expect(parse(csvLine(cells), { record_delimiter: '\r\n' })).toEqual([cells]);
      }),
    );
  });
});
