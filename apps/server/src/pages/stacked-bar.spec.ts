import { BAR_WIDTH, stackedBar } from './stacked-bar';

describe('a stacked bar', () => {
  it('gives each colour its length and its number', () => {
    expect(stackedBar({ red: 9, amber: 5, green: 3 })).toEqual([
      { colour: 'red', x: 0, width: 254, labelX: 127, label: 'R 9', isFirst: true },
      { colour: 'amber', x: 254, width: 141, labelX: 324.5, label: 'A 5', isFirst: false },
      { colour: 'green', x: 395, width: 85, labelX: 437.5, label: 'G 3', isFirst: false },
    ]);
  });

  it('is as long with any counts, and leaves out colours and numbers without room', () => {
    const parts = stackedBar({ red: 1, amber: 0, green: 999 });
    expect(parts.map(({ colour, label }) => [colour, label])).toEqual([
      ['red', ''],
      ['green', 'G 999'],
    ]);
    expect(parts.reduce((sum, { width }) => sum + width, 0)).toBe(BAR_WIDTH);
  });

  it('has no parts where nothing is rated', () => {
    expect(stackedBar({ red: 0, amber: 0, green: 0 })).toEqual([]);
  });
});
