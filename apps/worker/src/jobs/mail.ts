import { linkSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';

/** A message to one person. */
export interface Mail {
  /** The same for every repeat of the same message. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Sends mail. */
export interface Mailer {
  /** Sends a message; where it can be known that it was sent before, it is not sent again. */
  send(mail: Mail): Promise<void>;
}

const TIMEOUT_MS = 20_000;

/** Puts each message as an `.eml` file into a folder, where a person or another program takes it from; each once. */
export function folderMailer(folder: string, from: string): Mailer {
  const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  return {
    async send(mail) {
      const { message } = await composer.sendMail(messageOf(mail, from));
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const file = join(folder, `${mail.id}.eml`);
      const unfinished = `${file}.${process.pid}`;
      // With the option "buffer" it is one.
      writeFileSync(unfinished, message as Buffer, { mode: 0o600 });
      try {
        linkSync(unfinished, file);
      } catch (error) {
        // It lies there already: the job was begun before.
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      } finally {
        rmSync(unfinished, { force: true });
      }
    },
  };
}

/** Sends each message through a server; a repeat has the same Message-ID, by which mail programs show it once. */
export function smtpMailer(url: string, from: string): Mailer {
  const timeouts = { connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS };
  const transport = createTransport({ url, ...timeouts });
  return {
    async send(mail) {
      await transport.sendMail(messageOf(mail, from));
    },
  };
}

function messageOf({ id, to, subject, text }: Mail, from: string) {
  // Whatever stands in a message is text: no file is read and no address fetched for it.
  return { messageId: `<${id}@outturn>`, from, to, subject, text, disableFileAccess: true, disableUrlAccess: true };
}
