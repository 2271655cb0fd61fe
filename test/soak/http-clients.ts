import type { Chance } from './chance';
import { AREA } from './identities';
import type { Command, Receipt, Sender } from './sender';

/** A quarter whose figures are only corrected, and which is published; and one that takes figures. */
export const CLOSED = '2024-25-Q1';
const OPEN = '2024-25-Q2';
const INDICATORS = ['soak-1', 'soak-2', 'soak-3', 'soak-4', 'soak-5'];
const THINKING_MS = 40;
const INVALID_SHARE = 0.3;

const DEFINITION = {
  name: 'Cases completed in time',
  kind: 'indicator',
  owner: 'post-17',
  unit: 'percent',
  displayDecimals: 1,
  polarity: 'higher-is-better',
  frequency: 'quarterly',
  series: 'discrete',
  rollUp: 'last',
  deadBand: '0',
  validFrom: '2020-04-01',
};
const SCHEME = {
  name: 'Two colours',
  compare: 'full-precision',
  levels: [
    { key: 'green', label: 'Green', colour: 'green', group: 'good', when: { kind: 'meets', bound: 'target' } },
    { key: 'red', label: 'Red', colour: 'red', group: 'bad', when: { kind: 'otherwise' } },
  ],
};
const JUSTIFICATION = { reason: 'Digits were exchanged.', cause: 'Typed from paper.', evidence: ['document-1'] };

/** Defines what the clients write about, and closes a quarter with approved figures. */
export async function prepareCouncil(sender: Sender): Promise<void> {
  const asPerformance = (path: string, body: object) => sender.require({ person: 'performance', path, body });
  await asPerformance('/api/v1/areas', { area: AREA, name: 'Quality Homes', aliases: [], order: 1 });
  for (const period of [CLOSED, OPEN]) await asPerformance(`/api/v1/periods/${period}/opening`, { coverage: 'full' });
  for (const indicator of INDICATORS) {
    await asPerformance('/api/v1/indicators', { indicator, area: AREA, definition: DEFINITION });
    const rule = { scheme: SCHEME, validFrom: '2020-04-01', reason: 'As agreed.' };
    await asPerformance(`${pathOf(indicator)}/rules`, rule);
    await asPerformance(`${pathOf(indicator)}/targets`, targetOf('90'));
    const path = `${pathOf(indicator)}/outturns`;
    const { id } = await sender.require({ person: 'officer', path, body: valueOf(CLOSED, '91.5') });
    await sender.require({ person: 'approver', path: `/api/v1/outturns/${id}/approval` });
  }
  await asPerformance(`/api/v1/periods/${CLOSED}/closing`, {});
}

/** Sends commands, most of them valid, each when the one before is answered, until the end. */
export async function runHttpClient(sender: Sender, chance: Chance, stopping: AbortSignal): Promise<void> {
  const client = new Client(sender, chance);
  while (!stopping.aborted) {
    await client.act();
    await sender.think(THINKING_MS);
  }
}

class Client {
  private lastSubmission: (Receipt & { readonly path: string }) | undefined;

  constructor(
    private readonly sender: Sender,
    private readonly chance: Chance,
  ) {}

  async act(): Promise<void> {
    const indicator = this.chance.oneOf(INDICATORS);
    if (this.chance.happens(INVALID_SHARE)) await this.sender.send({ ...this.invalid(indicator), isInvalid: true });
    else await this.chance.oneOf([this.submit, this.submit, this.correct, this.comment, this.retarget])(indicator);
  }

  private readonly submit = async (indicator: string): Promise<void> => {
    const path = `${pathOf(indicator)}/outturns`;
    const receipt = await this.sender.send({ person: 'officer', path, body: valueOf(OPEN, this.percentage()) });
    if (!receipt) return;
    this.lastSubmission = { ...receipt, path };
    // Another client may have submitted since: then this is refused.
    await this.sender.send({ person: 'approver', path: `/api/v1/outturns/${receipt.id}/approval` });
  };

  private readonly correct = async (indicator: string): Promise<void> => {
    const body = { ...valueOf(CLOSED, this.percentage()), ...JUSTIFICATION };
    const proposed = await this.sender.send({ person: 'officer', path: `${pathOf(indicator)}/corrections`, body });
    if (!proposed) return;
    const path = `/api/v1/corrections/${proposed.id}`;
    if (this.chance.happens(0.7)) await this.sender.send({ person: 'approver', path: `${path}/approval` });
    else await this.sender.send({ person: 'approver', path: `${path}/rejection`, body: { reason: 'Not shown.' } });
  };

  private readonly comment = async (indicator: string): Promise<void> => {
    const body = { period: OPEN, text: `Two posts are vacant; ${this.percentage()} per cent of visits were made.` };
    await this.sender.send({ person: 'officer', path: `${pathOf(indicator)}/commentary`, body });
  };

  private readonly retarget = async (indicator: string): Promise<void> => {
    const body = { ...targetOf(this.percentage()), reason: 'Agreed by Cabinet.' };
    await this.sender.send({ person: 'performance', path: `${pathOf(indicator)}/targets`, body });
  };

  /** A command that is wrong in one way. */
  private invalid(indicator: string): Command {
    const path = `${pathOf(indicator)}/outturns`;
    const body = valueOf(OPEN, this.percentage());
    const submission = { person: 'officer', path, body } as const;
    const last = this.lastSubmission;
    return this.chance.oneOf<Command>([
      { ...submission, body: { ...body, colour: 'green' } },
      { ...submission, body: { ...body, unit: 'count' } },
      { ...submission, body: { ...body, value: `${this.chance.below(100)}%` } },
      { ...submission, body: { ...body, period: CLOSED } },
      { ...submission, body: { ...body, period: "2024-25-Q1'; drop table ledger.events; --" } },
      { ...submission, body: JSON.stringify(body).slice(0, -1 - this.chance.below(20)) },
      { ...submission, person: undefined },
      { ...submission, person: 'stranger' },
      { ...submission, person: 'auditor' },
      { ...submission, path: `${pathOf('no-such-indicator')}/outturns` },
      { ...submission, headers: { 'if-match': '"0"' } },
      { person: 'officer', path: `/api/v1/outturns/${last?.id ?? indicator}/approval` },
      { person: 'officer', path: `${pathOf(indicator)}/corrections`, body: valueOf(CLOSED, this.percentage()) },
    ]);
  }

  private percentage(): string {
    return `${50 + this.chance.below(50)}.${this.chance.below(100)}`;
  }
}

function pathOf(indicator: string): string {
  return `/api/v1/indicators/${indicator}`;
}

function valueOf(period: string, value: string): Record<string, string> {
  return { period, value, unit: 'percent' };
}

function targetOf(value: string): Record<string, string> {
  return { period: OPEN, kind: 'target', operator: '>=', value, unit: 'percent' };
}
