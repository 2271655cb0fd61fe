import { Readable } from 'node:stream';
import { EndedByServer } from './eventstoredb-errors';
import { Pull } from './eventstoredb-pull';

describe('pulling a stream of the client', () => {
  function pull(stream: Readable): Pull {
    return new Pull(stream, () => Promise.resolve());
  }

  it('gives what came, then the end', async () => {
    const pulled = pull(Readable.from([1, 2]));
    expect([await pulled.next(), await pulled.next(), await pulled.next()]).toEqual([1, 2, undefined]);
  });

  it('fails when the stream is closed before its end: what came is not all', async () => {
    const stream = new Readable({ objectMode: true, read: () => undefined });
    stream.push(1);
    const pulled = pull(stream);
    expect(await pulled.next()).toBe(1);
    stream.destroy();
    await expect(pulled.next()).rejects.toThrow(EndedByServer);
  });

  it('gives the end to whoever waits while it is given up', async () => {
    const pulled = pull(new Readable({ objectMode: true, read: () => undefined }));
    const next = pulled.next();
    pulled.close();
    expect(await next).toBeUndefined();
  });
});
