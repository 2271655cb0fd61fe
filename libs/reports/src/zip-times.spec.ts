import { withFixedTimes } from './zip-times';

describe('a ZIP file with fixed times', () => {
  it.each([
    ['nothing', Buffer.alloc(0)],
    ['another file', Buffer.from('This is not a ZIP file, and it is long enough to be one.')],
  ])('is not made of %s', (_, bytes) => {
    expect(() => withFixedTimes(bytes)).toThrow('This is no ZIP file without a comment.');
  });

  it('is not made of a directory that leads nowhere', () => {
    const end = Buffer.alloc(60);
    end.writeUInt32LE(0x06054b50, 38);
    end.writeUInt16LE(1, 48);
    expect(() => withFixedTimes(end)).toThrow('The directory of this ZIP file does not fit its entries.');
  });
});
