/** What somebody is, as their token says. */
export const ROLES = ['officer', 'approver', 'performance', 'auditor', 'commissioner', 'administrator'] as const;
export type Role = (typeof ROLES)[number];

/**
 * Who may do what: the one table. What is not in it is forbidden.
 *
 * An administrator reads and operates, and decides nothing: no role goes around an approval or a lock. Whoever has
 * several roles still cannot decide on their own submission, which the domain refuses by person.
 */
export const PERMISSIONS = {
  /** Everything that is recorded, with its history. */
  'figures.read': ['officer', 'approver', 'performance', 'auditor', 'commissioner', 'administrator'],
  /** Outturns, annual returns, and that there is none. */
  'figures.submit': ['officer'],
  /** Checked spreadsheets: officers see their own. */
  'imports.read': ['officer', 'performance', 'auditor'],
  'commentary.write': ['officer'],
  /** Of values, with their revision and withdrawal and, once a period is closed, of targets: the performance team's. */
  'corrections.propose': ['officer', 'performance'],
  'outturns.validate': ['performance'],
  'outturns.decide': ['approver'],
  'outturns.audit': ['auditor'],
  'corrections.decide': ['approver'],
  'restatements.decide': ['approver'],
  /** A judgement in the place of the computed status, which somebody else approves. */
  'overrides.request': ['officer', 'performance'],
  'overrides.decide': ['approver'],
  'figures.withdraw': ['approver'],
  'areas.manage': ['performance'],
  'indicators.manage': ['performance'],
  'comparability.manage': ['performance'],
  'targets.set': ['performance'],
  'rules.set': ['performance'],
  'benchmarks.record': ['performance'],
  'revisions.record': ['performance'],
  'restatements.open': ['performance'],
  'periods.manage': ['performance'],
  'published-summaries.record': ['performance'],
  /** Editions of reports, and their errata. */
  'publications.publish': ['performance'],
  /** Printed documents that are checked, and what is answered to the findings. */
  'reconciliations.record': ['performance'],
  'reconciliations.answer': ['performance'],
  /** The 'we wills' and the actions of the business plan; what is said of the actions is the officers'. */
  'business-plan.manage': ['performance'],
  'actions.update': ['officer'],
  'risks.manage': ['performance'],
  'programmes.manage': ['performance'],
  /** Everything of a contract but decisions: terms, KPIs, data, meetings, money, notices, statements, and what is proposed. */
  'contracts.manage': ['performance'],
  /** Variations, ratings and corrections of contracts. */
  'contracts.decide': ['approver'],
  /** How far the data of a supplier can be relied on. */
  'contracts.assess': ['approver', 'auditor'],
  /** The jobs that one has started oneself; whoever operates sees and stops all. */
  'jobs.read': ['officer', 'approver', 'performance', 'auditor', 'commissioner', 'administrator'],
  'jobs.cancel': ['officer', 'approver', 'performance', 'auditor', 'commissioner', 'administrator'],
  /** Where the store and the read models stand. */
  'system.read': ['performance', 'auditor', 'administrator'],
  'operations.read': ['administrator'],
  /** Rebuilds, verifications and scans, and what has failed. */
  'operations.manage': ['administrator'],
} as const satisfies Readonly<Record<string, readonly Role[]>>;

export type Permission = keyof typeof PERMISSIONS;

/** Roles that write only about indicators of the areas that their token names. */
export const ROLES_OF_AREAS: ReadonlySet<Role> = new Set<Role>(['officer']);

/** A person and what they are, as a verified token says. */
export interface Identity {
  /** Opaque id. */
  readonly actor: string;
  readonly roles: readonly Role[];
  /** Keys of the areas for which they write. */
  readonly areas: readonly string[];
}

/** The roles of a person that carry a permission, those without a limit to areas first. */
export function rolesFor(identity: Identity, permission: Permission): readonly Role[] {
  const allowed: readonly Role[] = PERMISSIONS[permission];
  const held = allowed.filter((role) => identity.roles.includes(role));
  return [...held.filter((role) => !ROLES_OF_AREAS.has(role)), ...held.filter((role) => ROLES_OF_AREAS.has(role))];
}

/** The role in which a person may use a permission in an area; undefined when in none. */
export function roleInArea(identity: Identity, permission: Permission, area: string | undefined): Role | undefined {
  return rolesFor(identity, permission).find(
    (role) => !ROLES_OF_AREAS.has(role) || (area !== undefined && identity.areas.includes(area)),
  );
}

/** The roles that carry a permission, for a message: `an officer or the performance team`. */
export function describeRoles(permission: Permission): string {
  const names = PERMISSIONS[permission].map((role) => ROLE_NAMES[role]);
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1) ?? ''}`;
}

/** The roles as people read them. */
export const ROLE_NAMES: Readonly<Record<Role, string>> = {
  officer: 'officer',
  approver: 'approver',
  performance: 'performance team',
  auditor: 'auditor',
  commissioner: 'commissioner',
  administrator: 'administrator',
};
