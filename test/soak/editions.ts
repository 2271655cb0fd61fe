import { createHash } from 'node:crypto';
import { CLOSED } from './http-clients';
import type { Sender } from './sender';

const PUBLICATIONS = '/api/v1/publications';
const FORMATS = ['json', 'html', 'docx'] as const;

/** The editions that were published, with what each of their files was when it was new. */
export class Editions {
  private readonly hashes = new Map<string, string>();
  private published = 0;

  constructor(private readonly sender: Sender) {}

  get files(): number {
    return this.hashes.size;
  }

  /** Publishes the next edition and notes its files. */
  async publish(): Promise<void> {
    const latest = `${CLOSED}.${this.published}`;
    const followed = this.published === 0 ? {} : { previous: latest };
    const body = { period: CLOSED, ...followed, note: 'Published while everything goes on.' };
    const receipt = await this.sender.send({ person: 'performance', path: PUBLICATIONS, body, isPatient: true });
    if (!receipt) return;
    this.published += 1;
    for (const format of FORMATS) {
      const file = `${CLOSED}.${this.published}.${format}`;
      const hash = await this.hashOf(this.sender, file);
      if (hash !== undefined) this.hashes.set(file, hash);
    }
  }

  /** The files that are not what they were, by a sender that is not stopping. */
  async changed(sender: Sender): Promise<string[]> {
    const changes: string[] = [];
    for (const [file, hash] of this.hashes) {
      const now = await this.hashOf(sender, file);
      if (now !== hash) changes.push(`${file} had the SHA-256 ${hash} and has ${now ?? 'none'}.`);
    }
    return changes;
  }

  /** Undefined at the end; otherwise also what stands in the place of a file that is not given. */
  private async hashOf(sender: Sender, file: string): Promise<string | undefined> {
    const answer = await sender.get('auditor', `${PUBLICATIONS}/${file}`);
    if (!answer) return undefined;
    if (answer.status !== 200) return `answer ${answer.status}`;
    return createHash('sha256').update(answer.bytes).digest('hex');
  }
}
