import {
  FINDING_ANSWERS,
  displayStatedDate,
  placeInWords,
  type AnsweredFinding,
  type FindingAnswer,
  type ReconciliationState,
} from '@outturn/domain';
import { capitalised, counted, sentence } from '@outturn/reports';
import type { VintageQuery } from '../api/queries';
import { choices, type Choice } from './filters';
import { addressOf } from './links';
import type { PageModel } from './page';
import { numberedPage, type PageNumbers } from './page-numbers';
import type { TimeControl } from './time-control';

/** What a finding has been answered; `open` where nothing has. */
export const FINDING_STATES = ['open', ...FINDING_ANSWERS] as const;

const STATE_TEXTS: Readonly<Record<(typeof FINDING_STATES)[number], string>> = {
  open: 'No answer yet',
  accepted: 'Accepted: the document is wrong',
  explained: 'Explained: the document is right',
  dismissed: 'Dismissed: there is nothing in it',
};

type Paged = Pick<VintageQuery, 'asAt'> & { readonly page?: string };

interface ReconciliationsInput {
  readonly query: Paged;
  readonly time: TimeControl;
  readonly reconciliations: readonly ReconciliationState[];
  readonly nameOf: (person: string) => string;
}

/** The page that lists the documents that were checked. */
export interface ReconciliationsPage extends PageModel {
  readonly time: TimeControl;
  readonly rows: readonly {
    readonly document: string;
    readonly href: string;
    readonly publishedOn: string;
    readonly findings: string;
    readonly recordedBy: string;
  }[];
  readonly numbers?: PageNumbers;
}

const ROWS_A_PAGE = 25;

/** Puts the list of checked documents together. */
export function reconciliationsPage({
  query,
  time,
  reconciliations,
  nameOf,
}: ReconciliationsInput): ReconciliationsPage {
  const { asAt, page } = query;
  const hrefOf = (number: string) => addressOf('/reconciliation', { asAt, page: number });
  const { items, numbers } = numberedPage(reconciliations, ROWS_A_PAGE, page, hrefOf);
  return {
    title: 'Reconciliation',
    time,
    rows: items.map(({ reconciliation = '', document, findings, recordedBy = '' }) => {
      const all = Object.values(findings);
      const open = all.filter(({ answers }) => answers.length === 0).length;
      return {
        document: document?.name ?? reconciliation,
        href: addressOf(`/reconciliation/${reconciliation}`, { asAt }),
        publishedOn: document === undefined ? '' : displayStatedDate(document.publishedOn),
        findings: `${counted(all.length, 'finding', 'findings')}, ${open} without an answer`,
        recordedBy: nameOf(recordedBy),
      };
    }),
    numbers,
  };
}

interface ReconciliationInput {
  readonly query: Paged & { readonly state?: (typeof FINDING_STATES)[number] };
  readonly time: TimeControl;
  readonly state: ReconciliationState;
  readonly mayAnswer: boolean;
  readonly nameOf: (person: string) => string;
}

/** A finding in words. */
export interface FindingView {
  readonly id: string;
  readonly place: string;
  readonly sentence: string;
  readonly state: string;
  readonly facts: readonly { readonly key: string; readonly value: string }[];
  readonly answerHref?: string;
}

/** The page of the findings in a document. */
export interface ReconciliationPage extends PageModel {
  readonly caption: string;
  readonly time: TimeControl;
  readonly asAt: string;
  readonly listHref: string;
  readonly findHref: string;
  readonly states: readonly Choice[];
  readonly found: string;
  readonly findings: readonly FindingView[];
  readonly numbers?: PageNumbers;
}

/** Puts the page of the findings in a document together. */
export function reconciliationPage({ query, time, state, mayAnswer, nameOf }: ReconciliationInput): ReconciliationPage {
  const { asAt, page, state: wanted } = query;
  const { reconciliation = '', document, rulesVersion = 0, recordedBy = '' } = state;
  const path = `/reconciliation/${reconciliation}`;
  const findings = Object.values(state.findings)
    .filter((finding) => wanted === undefined || stateOf(finding) === wanted)
    .sort((a, b) => a.order - b.order);
  const hrefOf = (number: string) => addressOf(path, { state: wanted, asAt, page: number });
  const { items, numbers } = numberedPage(findings, ROWS_A_PAGE, page, hrefOf);
  const published = document === undefined ? '' : `Published on ${displayStatedDate(document.publishedOn)}. `;
  return {
    title: document?.name ?? reconciliation,
    caption: `${published}Checked by version ${rulesVersion} of the rules, at the wish of ${nameOf(recordedBy)}.`,
    time,
    asAt: asAt ?? '',
    listHref: addressOf('/reconciliation', { asAt }),
    findHref: `${path}/find`,
    states: choices(
      'All',
      FINDING_STATES.map((value) => ({ value, text: STATE_TEXTS[value] })),
      wanted,
    ),
    found: findings.length === 0 ? 'No finding matches.' : `${counted(findings.length, 'finding', 'findings')}.`,
    findings: items.map((finding) => {
      const view = findingView(finding, nameOf);
      return mayAnswer ? { ...view, answerHref: `${path}/findings/${finding.finding}` } : view;
    }),
    numbers,
  };
}

/** Puts a finding into words. */
export function findingView(found: AnsweredFinding, nameOf: (person: string) => string): FindingView {
  const { finding, rule, certainty, place, printed, expected, answers } = found;
  return {
    id: finding,
    place: placeInWords(place),
    sentence: sentence(capitalised(found.sentence)),
    state: STATE_TEXTS[stateOf(found)],
    facts: [
      { key: 'Printed', value: printed },
      { key: 'To be expected from the facts', value: expected },
      { key: 'Rule', value: `${capitalised(rule.replaceAll('-', ' '))} (${certainty})` },
      ...answers.map((answer) => ({ key: 'Answer', value: answerText(answer, nameOf) })),
    ],
  };
}

function stateOf({ answers }: AnsweredFinding): (typeof FINDING_STATES)[number] {
  return answers.at(-1)?.answer ?? 'open';
}

function answerText(
  { answer, reason, erratum, answeredBy }: FindingAnswer,
  nameOf: (person: string) => string,
): string {
  const should = erratum === undefined ? '' : ` It should say: ${sentence(erratum)}`;
  return `${STATE_TEXTS[answer]}. ${sentence(reason)}${should} ${nameOf(answeredBy)}.`;
}
