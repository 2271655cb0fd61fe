import type { Role } from '../../apps/server/src/security/permissions';

const EVERYBODY: readonly Role[] = ['officer', 'approver', 'performance', 'auditor', 'commissioner', 'administrator'];
const INDICATOR = 'qh-homelessness-prevented';
const OPEN_PERIOD = '2024-25-Q1';
const CLOSED_PERIOD = '2023-24-Q4';
const EDITION = '2023-24-Q4.1';
const RECONCILIATION = 'ed13a742afbd0954-1';
const PROPOSERS: readonly Role[] = ['officer', 'performance'];
/** An id that nothing has: whoever may ask is told so, and nobody else. */
const NOTHING = '6f1c8f0e-0000-4000-8000-000000000000';

/** Who may see a page or send its form, and what it answers to them. */
export interface PageRoute {
  readonly roles: readonly Role[];
  /** Its address in the example; that of the route when absent. */
  readonly address?: string;
  /** Of a form, what it answers to one without fields. */
  readonly status: number;
}

const read = (status = 200, address?: string): PageRoute => ({ roles: EVERYBODY, status, address });
const only = (roles: readonly Role[], status = 200, address?: string): PageRoute => ({ roles, status, address });

/** Pages that need nobody to be signed in. */
export const OPEN_PAGES = [
  'GET /',
  'GET /sign-in',
  'GET /sign-in/callback',
  'GET /signed-out',
  'POST /sign-out',
] as const;

/** Every other page, with whom it is for, as the council has decided it. */
export const PAGE_ROUTES: Readonly<Record<string, PageRoute>> = {
  // Figures.
  'GET /periods': read(303),
  'GET /periods/:period': read(200, `/periods/${CLOSED_PERIOD}`),
  'GET /cycle': read(),
  'GET /cycle/find': read(303),
  'GET /cycle/:period': read(200, `/cycle/${CLOSED_PERIOD}`),
  'POST /cycle/:period/opening': only(['performance'], 400, `/cycle/${CLOSED_PERIOD}/opening`),
  'POST /cycle/:period/closing': only(['performance'], 409, `/cycle/${CLOSED_PERIOD}/closing`),
  'POST /cycle/:period/reopening': only(['performance'], 400, `/cycle/${CLOSED_PERIOD}/reopening`),
  'GET /as-at': read(303),
  'GET /areas/:area/periods/:period': read(200, `/areas/quality-homes/periods/${CLOSED_PERIOD}`),
  'GET /indicators': read(),
  'GET /indicators/find': read(303),
  'GET /indicators/:indicator': read(200, `/indicators/${INDICATOR}`),
  'GET /indicators/:indicator/figures/:period': read(200, `/indicators/${INDICATOR}/figures/${CLOSED_PERIOD}`),
  'GET /indicators/:indicator/figures/:period/history': read(
    200,
    `/indicators/${INDICATOR}/figures/${CLOSED_PERIOD}/history`,
  ),
  'GET /search': read(),
  'GET /exports': read(),
  'GET /exports/find': read(400),
  'GET /exports/structure.json': read(),
  'GET /exports/:file': read(200, '/exports/figures.csv'),
  // Submitting.
  'GET /submit': only(['officer']),
  'GET /submit/find': only(['officer'], 303),
  'GET /submit/:indicator/:period': only(['officer'], 200, `/submit/${INDICATOR}/${OPEN_PERIOD}`),
  'POST /submit/:indicator/:period/change': only(['officer'], 200, `/submit/${INDICATOR}/${OPEN_PERIOD}/change`),
  'POST /submit/:indicator/:period/check': only(['officer'], 400, `/submit/${INDICATOR}/${OPEN_PERIOD}/check`),
  'POST /submit/:indicator/:period': only(['officer'], 400, `/submit/${INDICATOR}/${OPEN_PERIOD}`),
  'GET /submit/:indicator/:period/sent': only(['officer'], 404, `/submit/${INDICATOR}/${OPEN_PERIOD}/sent`),
  'GET /submit/spreadsheet': only(['officer']),
  'GET /submit/spreadsheet/template.xlsx': only(['officer'], 400),
  'POST /submit/spreadsheet': only(['officer'], 415),
  'GET /submit/spreadsheet/:id': only(['officer', 'performance', 'auditor'], 404, `/submit/spreadsheet/${NOTHING}`),
  'POST /submit/spreadsheet/:id': only(['officer'], 404, `/submit/spreadsheet/${NOTHING}`),
  // Changes and decisions.
  'GET /correct/:indicator': only(PROPOSERS, 200, `/correct/${INDICATOR}`),
  'GET /correct/:indicator/:period': only(PROPOSERS, 200, `/correct/${INDICATOR}/${CLOSED_PERIOD}`),
  'POST /correct/:indicator/:period/change': only(PROPOSERS, 200, `/correct/${INDICATOR}/${CLOSED_PERIOD}/change`),
  'POST /correct/:indicator/:period': only(PROPOSERS, 400, `/correct/${INDICATOR}/${CLOSED_PERIOD}`),
  'POST /correct/:indicator/:period/proposal': only(PROPOSERS, 400, `/correct/${INDICATOR}/${CLOSED_PERIOD}/proposal`),
  'GET /correct/:indicator/proposals/:id': only(PROPOSERS, 404, `/correct/${INDICATOR}/proposals/${NOTHING}`),
  'GET /correct/:indicator/restatement': only(['performance'], 200, `/correct/${INDICATOR}/restatement`),
  'POST /correct/:indicator/restatement/change': only(['performance'], 200, `/correct/${INDICATOR}/restatement/change`),
  'POST /correct/:indicator/restatement': only(['performance'], 400, `/correct/${INDICATOR}/restatement`),
  'POST /correct/:indicator/restatement/proposal': only(
    ['performance'],
    400,
    `/correct/${INDICATOR}/restatement/proposal`,
  ),
  'GET /correct/:indicator/:period/target': only(PROPOSERS, 200, `/correct/${INDICATOR}/${CLOSED_PERIOD}/target`),
  'POST /correct/:indicator/:period/target/change': only(
    PROPOSERS,
    200,
    `/correct/${INDICATOR}/${CLOSED_PERIOD}/target/change`,
  ),
  'POST /correct/:indicator/:period/target': only(PROPOSERS, 400, `/correct/${INDICATOR}/${CLOSED_PERIOD}/target`),
  'POST /correct/:indicator/:period/target/proposal': only(
    PROPOSERS,
    400,
    `/correct/${INDICATOR}/${CLOSED_PERIOD}/target/proposal`,
  ),
  'GET /targets/:indicator/:period': only(['performance'], 200, `/targets/${INDICATOR}/${OPEN_PERIOD}`),
  'POST /targets/:indicator/:period': only(['performance'], 400, `/targets/${INDICATOR}/${OPEN_PERIOD}`),
  'GET /overrides/:indicator/:period': only(PROPOSERS, 200, `/overrides/${INDICATOR}/${CLOSED_PERIOD}`),
  'POST /overrides/:indicator/:period': only(PROPOSERS, 400, `/overrides/${INDICATOR}/${CLOSED_PERIOD}`),
  'GET /decide': read(),
  'GET /decide/find': read(303),
  'GET /decide/:id': read(404, `/decide/${NOTHING}`),
  'POST /decide/outturns/:id': only(['approver'], 404, `/decide/outturns/${NOTHING}`),
  'POST /decide/corrections/:id': only(['approver'], 404, `/decide/corrections/${NOTHING}`),
  'POST /decide/restatements/:id': only(['approver'], 404, `/decide/restatements/${NOTHING}`),
  'POST /decide/overrides/:id': only(['approver'], 404, `/decide/overrides/${NOTHING}`),
  'POST /decide/outturns/:id/validation': only(['performance'], 404, `/decide/outturns/${NOTHING}/validation`),
  'POST /decide/outturns/:id/audit': only(['auditor'], 404, `/decide/outturns/${NOTHING}/audit`),
  'GET /decide/proposals': read(),
  'GET /decide/proposals/:id': read(404, `/decide/proposals/${NOTHING}`),
  'POST /decide/proposals/contracts/:id': only(['approver'], 404, `/decide/proposals/contracts/${NOTHING}`),
  'POST /decide/proposals/actions/:id': only(['approver'], 404, `/decide/proposals/actions/${NOTHING}`),
  'GET /register': read(),
  'GET /register/find': read(303),
  'GET /compare': read(),
  'GET /compare/find': read(400),
  'GET /reconciliation': read(),
  'GET /reconciliation/:reconciliation': read(200, `/reconciliation/${RECONCILIATION}`),
  'GET /reconciliation/:reconciliation/find': read(303, `/reconciliation/${RECONCILIATION}/find`),
  'GET /reconciliation/:reconciliation/findings/:finding': only(
    ['performance'],
    404,
    `/reconciliation/${RECONCILIATION}/findings/nothing`,
  ),
  'POST /reconciliation/:reconciliation/findings/:finding': only(
    ['performance'],
    404,
    `/reconciliation/${RECONCILIATION}/findings/nothing`,
  ),
  // Reports.
  'GET /publications': read(),
  'GET /publications/compare': read(),
  'GET /publications/drafts/:period': read(200, `/publications/drafts/${CLOSED_PERIOD}`),
  'GET /publications/:edition': read(404, `/publications/${EDITION}`),
  'GET /publications/:edition/files/:format': read(404, `/publications/${EDITION}/files/html`),
  'GET /publications/:edition/errata': only(['performance'], 404, `/publications/${EDITION}/errata`),
  'POST /publications/:edition/errata': only(['performance'], 404, `/publications/${EDITION}/errata`),
  'GET /publish': only(['performance']),
  'POST /publish': only(['performance'], 400),
  // Contracts and plans.
  'GET /contracts': read(),
  'GET /contracts/find': read(303),
  'GET /contracts/:contract': read(200, '/contracts/serco'),
  'GET /contracts/:contract/history': read(200, '/contracts/serco/history'),
  'GET /actions': read(),
  'GET /actions/find': read(303),
  'GET /risks': read(),
  'GET /programmes': read(),
  // The service.
  'GET /jobs': read(),
  'GET /jobs/find': read(303),
  'GET /jobs/:id': read(404, `/jobs/${NOTHING}`),
  'GET /jobs/:id/events': read(404, `/jobs/${NOTHING}/events`),
  'POST /jobs/:id/cancellation': read(404, `/jobs/${NOTHING}/cancellation`),
  'POST /jobs/:id/retry': only(['administrator'], 404, `/jobs/${NOTHING}/retry`),
  'GET /system': only(['performance', 'auditor', 'administrator']),
};
