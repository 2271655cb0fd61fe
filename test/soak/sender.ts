import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Chance } from './chance';
import type { Identities, Person } from './identities';
import type { Installation } from './world';

/** A command for the API. */
export interface Command {
  /** Nobody, where absent. */
  readonly person?: Person;
  readonly path: string;
  /** Sent as it is where it is a text. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether only a refusal is right. */
  readonly isInvalid?: boolean;
  /** Repeated until there is an answer, or until the end. */
  readonly isPatient?: boolean;
}

/** What a server answers to a command that it has carried out. */
export interface Receipt {
  readonly revision: number;
  readonly eventIds: readonly string[];
  readonly id?: string;
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

const ANSWER_LIMIT_MS = 30_000;
const MOST_ATTEMPTS = 4;
const PAUSE_MS = 200;

/** A client of the API: sends to any server, repeats under the same key what got no answer, and notes what it was told. */
export class Sender {
  constructor(
    private readonly installation: Installation,
    private readonly identities: Identities,
    private readonly chance: Chance,
    private readonly stopping: AbortSignal,
  ) {}

  /** The receipt; undefined for a refusal, and where no answer came. */
  async send(command: Command): Promise<Receipt | undefined> {
    const { book } = this.installation;
    const id = randomUUID();
    const { answer, hasLostAnswer } = await this.sendUntilAnswered(command, id);
    if (answer && answer.status < 300) {
      // What the API documents of such an answer.
      const receipt = JSON.parse(answer.text) as Receipt;
      book.tell(id, { outcome: 'acknowledged', eventIds: receipt.eventIds });
      if (command.isInvalid === true) book.surprises.push(`${describe(command)} was taken, and is not valid.`);
      return receipt;
    }
    // What was refused the second time may have been done the first time.
    book.tell(id, { outcome: answer && !hasLostAnswer ? 'refused' : 'in-doubt' });
    return undefined;
  }

  /** Sends until it is taken; for what all else stands on. */
  async require(command: Command): Promise<Receipt> {
    const receipt = await this.send({ ...command, isPatient: true });
    if (!receipt) throw new Error(`${describe(command)} was refused, and all else stands on it.`);
    return receipt;
  }

  /** What a server answers, from whichever answers first; undefined at the end. */
  async get(person: Person, path: string): Promise<{ status: number; bytes: Buffer } | undefined> {
    while (!this.stopping.aborted) {
      const answer = await this.ask(path, { headers: { authorization: `Bearer ${this.identities.tokens[person]}` } });
      if (answer && answer.status < 500) return answer;
      await this.think(PAUSE_MS);
    }
    return undefined;
  }

  /** Posts what is no command and leaves no event, such as a job; undefined where no answer came. */
  async post(person: Person, path: string, body: object): Promise<Answer | undefined> {
    return this.attempt({ person, path, body }, randomUUID());
  }

  /** Waits a moment, and no longer than until the end. */
  async think(limitMs: number): Promise<void> {
    const signal = this.stopping;
    await pause(this.chance.number() * limitMs, undefined, { signal }).catch(() => undefined);
  }

  private async sendUntilAnswered(command: Command, id: string): Promise<{ answer?: Answer; hasLostAnswer: boolean }> {
    const attempts = command.isPatient === true ? Number.POSITIVE_INFINITY : 1 + this.chance.below(MOST_ATTEMPTS);
    for (let attempt = 1; ; attempt += 1) {
      const answer = await this.attempt(command, id);
      if (answer && answer.status < 500) return { answer, hasLostAnswer: attempt > 1 };
      this.installation.book.lostAnswers += 1;
      if (attempt >= attempts || this.stopping.aborted) return { hasLostAnswer: true };
      await this.think(PAUSE_MS * attempt);
    }
  }

  private async attempt(command: Command, id: string): Promise<Answer | undefined> {
    const { person, path, body, headers } = command;
    const answer = await this.ask(path, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-correlation-id': id,
        'idempotency-key': id,
        ...(person === undefined ? {} : { authorization: `Bearer ${this.identities.tokens[person]}` }),
        ...headers,
      },
      body: typeof body === 'string' ? body : JSON.stringify(body ?? {}),
    });
    if (!answer) return undefined;
    const text = answer.bytes.toString();
    // 503 says that the server knows what is missing; any other 5xx is a mistake of the server.
    if (answer.status >= 500 && answer.status !== 503) {
      this.installation.book.surprises.push(
        `${describe(command)} was answered ${answer.status}: ${text.slice(0, 500)}`,
      );
    }
    return { status: answer.status, text };
  }

  private async ask(path: string, init: RequestInit): Promise<{ status: number; bytes: Buffer } | undefined> {
    const { address } = this.chance.oneOf(this.installation.servers);
    try {
      const response = await fetch(`${address}${path}`, { ...init, signal: AbortSignal.timeout(ANSWER_LIMIT_MS) });
      return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()) };
    } catch {
      return undefined;
    }
  }
}

function describe({ person, path, body }: Command): string {
  return `POST ${path} by ${person ?? 'nobody'} with ${JSON.stringify(body).slice(0, 200)}`;
}
