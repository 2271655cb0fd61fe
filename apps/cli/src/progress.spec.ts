import { Writable } from 'node:stream';
import { barOf, progressDisplay } from './progress';

describe('the progress of long work', () => {
  it.each([
    [0, '[..............................]   0%'],
    [50, '[###############...............]  50%'],
    [99, '[#############################.]  99%'],
    [100, '[##############################] 100%'],
  ])('at %d is %s', (percent, bar) => {
    expect(barOf(percent)).toBe(bar);
  });

  it('is one line that is written over on a terminal, and gone at the end', () => {
    const written: string[] = [];
    const stream = new Writable({
      write: (chunk: Buffer, _, done) => {
        written.push(chunk.toString());
        done();
      },
    });
    // A terminal is a stream that says so.
    const display = progressDisplay(Object.assign(stream, { isTTY: true }) as unknown as NodeJS.WriteStream);
    display.show(50, '1 of 2 indicators');
    display.end();
    expect(written).toEqual(['\r\u001b[K[###############...............]  50% 1 of 2 indicators', '\r\u001b[K']);
  });
});
