import { copyLine, copyStatement, type Table } from './table';

const table: Table = {
  name: 'things',
  columns: { key: 'text', from_position: 'bigint', facts: 'json' },
  key: ['key', 'from_position'],
  position: 'from_position',
};

describe('a row as a line of COPY', () => {
  it('has its values in order, with tabs between them', () => {
    expect(copyLine(['a', 12, '{"b":1}'])).toBe('a\t12\t{"b":1}\n');
  });

  it('tells nothing from an empty text', () => {
    expect(copyLine([null, '', null])).toBe('\\N\t\t\\N\n');
  });

  it('escapes what would end a value or a line', () => {
    expect(copyLine(['a\tb', 'c\nd\re', '{"f":"g\\nh\\\\"}'])).toBe('a\\tb\tc\\nd\\re\t{"f":"g\\\\nh\\\\\\\\"}\n');
  });
});

it('copies into a table, or into the one that is built beside it', () => {
  expect(copyStatement(table)).toBe('copy read_models.things (key, from_position, facts) from stdin ');
  expect(copyStatement(table, '__next', '(freeze)')).toBe(
    'copy read_models.things__next (key, from_position, facts) from stdin (freeze)',
  );
});
