import { periodInWords } from '@outturn/reports';
import { rolesFor, type Identity, type Permission } from '../security/permissions';
import type { PageModel } from './page';

/** Something that people come here for. */
interface Task {
  readonly text: string;
  readonly hint: string;
  readonly href: string;
}

/** The first page of somebody who is signed in. */
export interface HomePage extends PageModel {
  readonly tasks: readonly Task[];
  readonly hasPeriods: boolean;
}

/** What people come for by what they may do, what only few may do first: so each sees first what is theirs. */
const TASKS: readonly (Task & { readonly permission: Permission })[] = [
  {
    permission: 'figures.submit',
    text: 'Submit figures',
    hint: 'What is due from you, what is late, and what was rejected.',
    href: '/submit',
  },
  {
    permission: 'outturns.decide',
    text: 'Decide what awaits you',
    hint: 'Figures and corrections that somebody else has submitted, with what they would change.',
    href: '/decide',
  },
  {
    permission: 'publications.publish',
    text: 'Publish a report',
    hint: 'Check what would be in the next edition, and publish it.',
    href: '/publish',
  },
  {
    permission: 'periods.manage',
    text: 'Open and close periods',
    hint: 'When figures are taken for a quarter or a year, what is missing, and what is reopened.',
    href: '/cycle',
  },
  {
    permission: 'reconciliations.answer',
    text: 'Answer what does not agree in print',
    hint: 'Numbers, sums and dates of a published report that do not agree with each other.',
    href: '/reconciliation',
  },
  {
    permission: 'operations.manage',
    text: 'Look after the service',
    hint: 'Jobs that have failed, and how far the read models have followed.',
    href: '/jobs',
  },
  {
    permission: 'outturns.audit',
    text: 'See how a figure changed',
    hint: 'Choose an indicator and a period, and replay every step: who, when, why, and with what evidence.',
    href: '/indicators',
  },
  {
    permission: 'figures.read',
    text: 'See what was corrected',
    hint: 'Corrections, revisions, restatements, withdrawals and overrides, with before and after.',
    href: '/register',
  },
  {
    permission: 'figures.read',
    text: 'Compare two dates',
    hint: 'Only what differs between what was known on two days.',
    href: '/compare',
  },
  {
    permission: 'figures.read',
    text: 'Read published reports',
    hint: 'Each edition as it was published, word for word.',
    href: '/publications',
  },
  {
    permission: 'figures.read',
    text: 'See contracts and plans',
    hint: 'Contracts, actions of the business plan, risks and programmes, as known on any day.',
    href: '/contracts',
  },
];

/**
 * Puts the first page together.
 *
 * @param latest the latest reported quarter, if any
 */
export function homePage(identity: Identity, latest: string | undefined): HomePage {
  const permitted = TASKS.filter(({ permission }) => rolesFor(identity, permission).length > 0);
  const [first = [], ...others] = permitted
    .filter(({ href }, index) => permitted.findIndex((task) => task.href === href) === index)
    .map(({ text, hint, href }): Task[] => [{ text, hint, href }]);
  return {
    title: 'What do you want to do?',
    tasks: [...first, ...overviewOf(latest), ...others.flat()],
    hasPeriods: latest !== undefined,
  };
}

function overviewOf(latest: string | undefined): Task[] {
  if (latest === undefined) return [];
  const hint = `The overview of ${periodInWords(latest)}.`;
  return [{ text: 'See the latest reported quarter', hint, href: `/periods/${latest}` }];
}
