import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAddresses } from './addresses';
import { folderMailer, smtpMailer } from './mail';

const MAIL = { id: 'reminder-1', to: 'head@council.example', subject: 'One figure is awaited', text: 'Voids: due.' };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'outturn-mail-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('mail into a folder', () => {
  it('is one private file a message, once', async () => {
    const mailer = folderMailer(join(folder, 'mail'), 'outturn@council.example');
    await mailer.send(MAIL);
    await mailer.send({ ...MAIL, text: 'Another text.' });
    expect(readdirSync(join(folder, 'mail'))).toEqual(['reminder-1.eml']);
    const file = join(folder, 'mail', 'reminder-1.eml');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const text = readFileSync(file, 'utf8');
    for (const line of [
      'From: outturn@council.example',
      'To: head@council.example',
      'Subject: One figure is awaited',
      'Message-ID: <reminder-1@outturn>',
      'Voids: due.',
    ]) {
      expect(text.split('\r\n')).toContain(line);
    }
  });

  it('lets no subject make a header of its own', async () => {
    await folderMailer(folder, 'outturn@council.example').send({ ...MAIL, subject: 'Due\r\nBcc: all@council.example' });
    expect(readFileSync(join(folder, 'reminder-1.eml'), 'utf8')).not.toMatch(/^Bcc:/m);
  });
});

describe('mail through a server', () => {
  let server: Server;
  const received: string[] = [];

  beforeEach(async () => {
    // The least that a mail server says.
    server = createServer((socket) => {
      let isData = false;
      socket.write('220 test ESMTP\r\n');
      socket.on('data', (chunk) => {
        for (const line of chunk.toString().split('\r\n').slice(0, -1)) {
          received.push(line);
          if (isData && line !== '.') continue;
          if (line === 'DATA') socket.write('354 go on\r\n');
          else if (line.startsWith('QUIT')) socket.end('221 bye\r\n');
          else socket.write('250 ok\r\n');
          isData = line === 'DATA';
        }
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  it('is sent with an id by which a repeat is known', async () => {
    const { port } = server.address() as AddressInfo;
    await smtpMailer(`smtp://127.0.0.1:${port}`, 'outturn@council.example').send(MAIL);
    expect(received).toEqual(
      expect.arrayContaining([
        'MAIL FROM:<outturn@council.example>',
        'RCPT TO:<head@council.example>',
        'Message-ID: <reminder-1@outturn>',
        'Voids: due.',
      ]),
    );
  });
});

describe('the directory of addresses', () => {
  const write = (text: string): string => {
    const file = join(folder, 'directory.json');
    writeFileSync(file, text);
    return file;
  };

  it('is read anew each time', () => {
    expect(readAddresses(write('{ "post-1": "head@council.example" }')).get('post-1')).toBe('head@council.example');
    expect(readAddresses(write('{}')).size).toBe(0);
  });

  it.each([
    ['nonsense', /cannot be read as JSON/],
    ['[]', /holds no object/],
    ['{ "post-1": "head" }', /gives "post-1" what is no e-mail address/],
    ['{ "post-1": "a@b.example\\r\\nBcc: c@d.example" }', /gives "post-1" what is no e-mail address/],
  ])('refuses %s', (text, message) => {
    expect(() => readAddresses(write(text))).toThrow(message);
  });
});
