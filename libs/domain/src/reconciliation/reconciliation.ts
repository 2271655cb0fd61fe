import { Decider, Recorded } from '../decider';
import { ActorId, EventId } from '../ids';
import type { DateText } from '../period';
import { conflict, invalid, notFound } from '../refusal';
import { requireText } from '../text';
import type { Finding } from './finding';
import { parsePrintedDocument } from './read-document';
import { RECONCILIATION_RULES_VERSION, reconcile } from './reconcile';

/** The findings in one document by one version of the rules, and what the council answers to each. */
export const reconciliationStream = (reconciliation: string): string => `reconciliation-${reconciliation}`;

/** The same document under the same rules is the same reconciliation: its key follows from the hash of its content. */
export function reconciliationKey(sha256: string): string {
  return `${sha256.slice(0, 16)}-${RECONCILIATION_RULES_VERSION}`;
}

/** Accepted: the document is wrong. Explained: it is right, and why. Dismissed: there is nothing in it. */
export const FINDING_ANSWERS = ['accepted', 'explained', 'dismissed'] as const;
export type FindingAnswerKind = (typeof FINDING_ANSWERS)[number];

interface Answered {
  readonly finding: string;
  readonly reason: string;
  /** The answer that this one takes the place of. */
  readonly replaces?: EventId;
  readonly answeredBy: ActorId;
}

export type ReconciliationEvent =
  | {
      readonly type: 'ReconciliationRecorded';
      readonly data: {
        reconciliation: string;
        document: ReconciledDocument;
        rulesVersion: number;
        findings: readonly Finding[];
        recordedBy: ActorId;
      };
    }
  /** `erratum` is what the document should say. */
  | { readonly type: 'FindingAccepted'; readonly data: Answered & { readonly erratum: string } }
  | { readonly type: 'FindingExplained'; readonly data: Answered }
  | { readonly type: 'FindingDismissed'; readonly data: Answered };

export interface ReconciledDocument {
  readonly name: string;
  readonly publishedOn: DateText;
  /** Of its canonical JSON (RFC 8785), in hexadecimal. */
  readonly sha256: string;
}

export interface FindingAnswer {
  readonly eventId: EventId;
  readonly answer: FindingAnswerKind;
  readonly reason: string;
  readonly erratum?: string;
  readonly answeredBy: ActorId;
}

export interface AnsweredFinding extends Finding {
  /** Place among the findings. */
  readonly order: number;
  /** All answers; the last one holds. */
  readonly answers: readonly FindingAnswer[];
}

export interface ReconciliationState {
  readonly reconciliation?: string;
  readonly document?: ReconciledDocument;
  readonly rulesVersion?: number;
  readonly recordedBy?: ActorId;
  readonly findings: Readonly<Record<string, AnsweredFinding>>;
}

export const initialReconciliation: ReconciliationState = { findings: {} };

/** The reconciliation after one more event. */
export function evolveReconciliation(
  state: ReconciliationState,
  event: Recorded<ReconciliationEvent>,
): ReconciliationState {
  switch (event.type) {
    case 'ReconciliationRecorded': {
      const { findings, ...facts } = event.data;
      const numbered = findings.map((finding, order) => [finding.finding, { ...finding, order, answers: [] }] as const);
      return { ...facts, findings: Object.fromEntries(numbered) };
    }
    case 'FindingAccepted':
      return withAnswer(state, event.data, { eventId: event.id, answer: 'accepted', erratum: event.data.erratum });
    case 'FindingExplained':
      return withAnswer(state, event.data, { eventId: event.id, answer: 'explained' });
    case 'FindingDismissed':
      return withAnswer(state, event.data, { eventId: event.id, answer: 'dismissed' });
  }
}

function withAnswer(
  state: ReconciliationState,
  { finding, reason, answeredBy }: Answered,
  answer: Pick<FindingAnswer, 'eventId' | 'answer' | 'erratum'>,
): ReconciliationState {
  const current = state.findings[finding];
  if (current === undefined) return state;
  const answers = [...current.answers, { ...answer, reason, answeredBy }];
  return { ...state, findings: { ...state.findings, [finding]: { ...current, answers } } };
}

export type ReconciliationCommand =
  | {
      readonly type: 'RecordReconciliation';
      readonly actor: ActorId;
      /** A printed document, as somebody sent it. */
      readonly document: unknown;
      readonly sha256: string;
    }
  | {
      readonly type: 'AnswerFinding';
      readonly actor: ActorId;
      readonly finding: string;
      readonly answer: FindingAnswerKind;
      readonly reason: string;
      /** What the document should say; only with `accepted`. */
      readonly erratum?: string;
    };

/** The events that follow from a command, or a `Refusal`. */
export function decideReconciliation(
  command: ReconciliationCommand,
  state: ReconciliationState,
): ReconciliationEvent[] {
  if (command.type === 'RecordReconciliation') return record(command, state);
  if (state.reconciliation === undefined) {
    throw notFound('unknown-reconciliation', 'There is no such reconciliation. Look it up.', '/reconciliation');
  }
  return [answerFinding(command, state)];
}

type Of<Type extends ReconciliationCommand['type']> = Extract<ReconciliationCommand, { type: Type }>;

function record({ document, sha256, actor }: Of<'RecordReconciliation'>, state: ReconciliationState) {
  // The key follows from the content, so what is recorded already says all that there is to say.
  if (state.reconciliation !== undefined) return [];
  const parsed = parsePrintedDocument(document);
  const { name, publishedOn } = parsed;
  const recorded: ReconciliationEvent = {
    type: 'ReconciliationRecorded',
    data: {
      reconciliation: reconciliationKey(sha256),
      document: { name, publishedOn, sha256 },
      rulesVersion: RECONCILIATION_RULES_VERSION,
      findings: reconcile(parsed),
      recordedBy: actor,
    },
  };
  return [recorded];
}

function answerFinding(command: Of<'AnswerFinding'>, state: ReconciliationState): ReconciliationEvent {
  const { finding, answer, reason, erratum, actor } = command;
  const found = Object.hasOwn(state.findings, finding) ? state.findings[finding] : undefined;
  if (found === undefined) {
    throw notFound('unknown-finding', `This reconciliation has no finding "${finding.slice(0, 60)}".`, '/finding');
  }
  requireText(reason, '/reason', 'The reason');
  const current = found.answers.at(-1);
  if (current?.answer === answer && current.reason === reason && current.erratum === erratum) {
    throw conflict('nothing-changes', 'The finding has this very answer already.', { state: current });
  }
  const data = { finding, reason, ...(current && { replaces: current.eventId }), answeredBy: actor };
  if (answer === 'accepted') {
    const text = requireText(erratum ?? '', '/erratum', 'What the document should say');
    return { type: 'FindingAccepted', data: { ...data, erratum: text } };
  }
  if (erratum !== undefined) {
    throw invalid('erratum-not-accepted', 'Only an accepted finding has an erratum. Leave it out.', '/erratum');
  }
  return { type: answer === 'explained' ? 'FindingExplained' : 'FindingDismissed', data };
}

export const reconciliation: Decider<ReconciliationState, ReconciliationCommand, ReconciliationEvent> = {
  initialState: initialReconciliation,
  decide: decideReconciliation,
  evolve: evolveReconciliation,
};
