import { Inject, Injectable } from '@nestjs/common';
import {
  Refusal,
  lastDay,
  londonDate,
  parsePeriod,
  rateCell,
  ruleOn,
  type PeriodKey,
  type RuleReach,
} from '@outturn/domain';
import { RULES_KNOWN_THEN, positionText, requireFollowedTo, type StatusesAnew } from '@outturn/editions';
import { formatLondon, resolveAsAt, type AsAt, type AsAtContext, type CellAsAt } from '@outturn/read-models';
import { SERVER_PARTS, type ServerParts } from '../parts';
import type { AsAtAnswer, Basis, BasisAnswer } from './common-answers';
import type { Plain } from './plain';
import { refusalProblem, type ProblemPlace } from './problem';
import { RememberedMoments } from './remembered-moments';
import { namedRules, ratesAnew, requireBasisOfRules, rulesNow, type RulesAt } from './rules-at';

/** What a question about the record may say of itself. */
export interface QuestionInput {
  readonly asAt?: string;
  readonly basis?: Basis;
  readonly rulesAt?: string;
  readonly minPosition?: string;
}

/** A question with its moment found. */
export interface Question {
  readonly asAt: AsAt;
  /** The moment in words. */
  readonly text: string;
  readonly basis: Basis;
  /** Whether it asks for what is known now, and not for a vintage. */
  readonly now: boolean;
  /** How far the read models had followed when it was asked: what "known now" means. */
  readonly latest: number;
  /** The rules of the basis, where it is not the rules known then. */
  readonly rules: RulesAt;
}

/** What a permanent link says in its own way. */
const MOMENTS = ['asAt', 'rulesAt', 'minPosition'];

/** Finds the moment that a question is about, and looks at figures through the rules that it names. */
@Injectable()
export class Questions {
  private readonly moments: RememberedMoments;

  constructor(@Inject(SERVER_PARTS) private readonly parts: ServerParts) {
    this.moments = new RememberedMoments(parts.store);
  }

  /**
   * @throws {Problem} 400 for an as-at that is malformed or in the future.
   * @throws {NotFollowedYet} when the read models do not get there in time.
   */
  async open(input: QuestionInput, pointer = '/asAt', place: ProblemPlace['in'] = 'query'): Promise<Question> {
    const { readModels } = this.parts;
    const now = this.parts.now?.() ?? new Date();
    if (input.minPosition !== undefined) await requireFollowedTo(readModels, Number(input.minPosition));
    const latest = await readModels.followedTo();
    const context = { store: this.moments, now, followedTo: () => Promise.resolve(latest) };
    const asAt = await resolveAsAt(input.asAt, context).catch((error: unknown) => refuseAt(pointer, error, place));
    const basis = input.basis ?? 'known-then';
    requireBasisOfRules(basis, input.rulesAt);
    const today = londonDate(now);
    const rules = await rulesOf(input, asAt, today, context);
    const known = Math.max(asAt.position, rules.position);
    if (known > latest) await requireFollowedTo(readModels, known);
    return {
      asAt,
      text: describe(input.asAt, asAt, today),
      basis,
      now: input.asAt === undefined,
      latest: Math.max(latest, known),
      rules,
    };
  }

  /** A cell under the rules of the question. */
  async rerate(cell: CellAsAt, question: Question): Promise<CellAsAt> {
    const [first] = await this.rerateAll([cell], question);
    return first ?? cell;
  }

  /** Cells under the rules of the question; as they are for "known then", which is how they are kept, and "published". */
  async rerateAll(cells: readonly CellAsAt[], question: Question): Promise<readonly CellAsAt[]> {
    if (!ratesAnew(question.basis) || cells.length === 0) return cells;
    const keys = [...new Set(cells.map(({ cell }) => cell.indicator))];
    const rules = await this.parts.readModels.rules(keys, question.rules.position);
    return cells.map(({ cell, fromPosition }) => {
      const rule = ruleAsked(rules.get(cell.indicator), cell.period, question);
      return { cell: rateCell(cell, rule), fromPosition };
    });
  }

  /**
   * The statuses of periods under the rules of the question. A rule never changes: what the rule that is asked for has rated
   * stays as it is kept, and only other figures are read whole and rated again.
   */
  statusesAnew(question: Question): StatusesAnew {
    const { readModels } = this.parts;
    const { position } = question.asAt;
    const outlines = readModels.rulesInOutline(question.rules.position);
    return async (period) => {
      const [kept, rules] = await Promise.all([readModels.ratedStatusesOfPeriod(period, position), outlines]);
      const indicators = kept
        .filter(({ status }) => status !== 'not-due' && status !== 'data-not-available')
        .filter((cell) => cell.ruleVersion !== ruleAsked(rules.get(cell.indicator), period, question)?.version)
        .map(({ indicator }) => indicator);
      if (indicators.length === 0) return kept;
      const cells = await this.rerateAll(await readModels.cellsOfPeriod(period, position, { indicators }), question);
      const anew = new Map(cells.map(({ cell }) => [cell.indicator, cell]));
      return kept.map((cell) => anew.get(cell.indicator) ?? cell);
    };
  }
}

/** The rule that the question asks for in a period: the one in force on its last day, or today. */
function ruleAsked<Rule extends RuleReach>(
  rules: readonly Rule[] = [],
  key: PeriodKey,
  { basis, rules: { day } }: Question,
): Rule | undefined {
  const period = parsePeriod(key);
  return ruleOn(rules, basis === 'today-rules' ? day : lastDay(period), period.kind);
}

async function rulesOf(
  { rulesAt, asAt: asked }: QuestionInput,
  asAt: AsAt,
  today: string,
  context: AsAtContext,
): Promise<RulesAt> {
  const refuse = (error: unknown) => refuseAt('/rulesAt', error);
  if (rulesAt !== undefined) return namedRules(rulesAt, await resolveAsAt(rulesAt, context).catch(refuse), asAt);
  const latest = asked === undefined ? asAt : await resolveAsAt(undefined, context);
  return rulesNow(latest.position < asAt.position ? asAt : latest, today);
}

function refuseAt(pointer: string, error: unknown, place: ProblemPlace['in'] = 'query'): never {
  if (!(error instanceof Refusal)) throw error;
  const { kind, code, message, state } = error;
  throw refusalProblem(new Refusal({ kind, code, message, pointer, state }), place);
}

function describe(asked: string | undefined, asAt: AsAt, today: string): string {
  if (asAt.recordedAt === null) {
    return asked === undefined ? 'as known now: nothing has been recorded yet' : 'before anything was recorded';
  }
  const recorded = formatLondon(asAt.recordedAt);
  if (asked === undefined) return `as known now: everything recorded up to ${recorded}`;
  if (asked.startsWith('position:')) return positionText(asAt.position, asAt.recordedAt);
  if (asked.includes('T')) return `as known on ${formatLondon(asked)}`;
  const day = formatLondon(`${asked}T12:00:00Z`).replace(/ \d\d:\d\d, London$/, '');
  return asked === today ? `as known on ${day} so far, London` : `as known on ${day} 23:59, London`;
}

/** The moment of a question, for its answer. */
export function asAtAnswer({ asAt, text }: Pick<Question, 'asAt' | 'text'>): Plain<AsAtAnswer> {
  return { position: asAt.position, recordedAt: asAt.recordedAt, text };
}

/** The basis of a question, for its answer. */
export function basisAnswer({ basis, rules }: Question): Plain<BasisAnswer> {
  const known = rules.named ? `as they were known at position ${rules.position}` : 'as they are known now';
  const day = rules.named ? `on ${rules.day}` : `today (${rules.day})`;
  switch (basis) {
    case 'known-then':
      return { key: basis, text: RULES_KNOWN_THEN };
    case 'period-rules':
      return { key: basis, text: `Rated with the rules in force for the period, ${known}.` };
    case 'today-rules':
      return { key: basis, text: `Rated with the rules in force ${day}, ${known}.` };
    case 'published':
      return { key: basis, text: 'As the latest edition that had been published then shows it.' };
  }
}

/** The address that gives the same answer for ever: the same question, as at its position and that of its rules. */
export function permanentLink(path: string, query: object, question: Question): string {
  const asked = Object.entries(query).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' && !MOMENTS.includes(name) ? [[name, value]] : [],
  );
  const rules: [string, string][] = ratesAnew(question.basis) ? [['rulesAt', question.rules.link]] : [];
  // A colon may stand in a query as it is, and reads better.
  const parameters = new URLSearchParams([...asked, ['asAt', `position:${question.asAt.position}`], ...rules]);
  return `${path}?${parameters.toString().replaceAll('%3A', ':')}`;
}

/** What every rated answer says of itself. */
export function ratedAnswer(path: string, query: object, question: Question) {
  return {
    asAt: asAtAnswer(question),
    basis: basisAnswer(question),
    links: { permanent: permanentLink(path, query, question) },
  };
}

/** A sentence for an answer that is empty because nothing was known yet; null otherwise. */
export function emptinessNote({ asAt, text }: Question): string | null {
  if (asAt.position > 0) return null;
  return text.startsWith('as known now') ? 'Nothing has been recorded yet.' : 'Nothing had been recorded then.';
}
