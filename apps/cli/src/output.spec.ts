import { withoutRepeats } from './output';

describe('lines about what is tried again', () => {
  it('are left out when they only repeat the last one, but for one a minute', () => {
    const lines: string[] = [];
    let time = 0;
    const tell = withoutRepeats(
      (line) => lines.push(line),
      () => time,
    );
    for (const line of ['a', 'a', 'b', 'b', 'a', 'a']) tell(line);
    expect(lines).toEqual(['a', 'b', 'a']);
    time = 59_999;
    tell('a');
    time = 60_000;
    tell('a');
    tell('a');
    expect(lines).toEqual(['a', 'b', 'a', 'a']);
  });
});
