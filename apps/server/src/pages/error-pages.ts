import { correlationIdOf, type CorrelatedRequest } from '../api/correlation';
import type { Problem } from '../api/problem';
import type { PageRequest } from './browser';
import { renderPage } from './pages';

const TITLES: Readonly<Record<number, string>> = {
  400: 'The address or the form is not right',
  401: 'You are not signed in',
  403: 'You may not see or do this',
  404: 'Page not found',
  405: 'Page not found',
  409: 'This conflicts with what has been recorded',
  412: 'Somebody was faster',
  413: 'What you sent is too large',
  429: 'Too many requests',
  503: 'Not available at the moment',
};

/** What to do, where the problem itself does not say. */
const ADVICE: Readonly<Record<number, string>> = {
  400: 'Check the address, or go back and correct what you entered.',
  401: 'Nothing of what you sent has been recorded. Sign in on the first page, then do it again.',
  403: 'Ask whoever manages access at your council if you need it.',
  404: 'If you typed the address, check it. If you followed a link, it may be out of date.',
  409: 'Go back, reload the page and look at what is recorded now.',
  412: 'Go back, reload the page and look at what is recorded now.',
  413: 'Send less at once, such as fewer rows of a spreadsheet.',
  429: 'Wait a minute, then try again.',
  500: 'Try again later. If it happens again, tell whoever runs this service, with the reference below.',
  503: 'Try again in a moment.',
};

/** What problems add for programs: where the API lists what there is. */
const FOR_PROGRAMS = / (?:Look it up|The addresses are listed) at \/api\/\S*/g;

/** The page that says what went wrong, which role is needed or what to do, and the reference under which it is logged. */
export function errorPage(request: PageRequest & CorrelatedRequest, problem: Problem): string {
  const { status, message, errors } = problem;
  return renderPage(request, 'error', {
    title: TITLES[status] ?? 'Sorry, there is a problem with the service',
    ...{
      detail: errors.length > 1 ? 'More than one thing is wrong:' : message.replaceAll(FOR_PROGRAMS, ''),
      places: errors.length > 1 ? errors.map(({ detail }) => detail) : [],
      advice: ADVICE[status],
      correlationId: correlationIdOf(request),
    },
  });
}
