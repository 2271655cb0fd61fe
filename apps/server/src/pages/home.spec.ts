import { ROLES, type Role } from '../security/permissions';
import { homePage } from './home';

const pageOf = (role: Role) => homePage({ actor: 'u-1', roles: [role], areas: [] }, '2023-24-Q4');

describe('the first page', () => {
  it.each([
    ['officer', 'Submit figures'],
    ['approver', 'Decide what awaits you'],
    ['performance', 'Publish a report'],
    ['auditor', 'See how a figure changed'],
    ['commissioner', 'See what was corrected'],
    ['administrator', 'Look after the service'],
  ] as const)('begins, for %s, with "%s"', (role, text) => {
    expect(pageOf(role).tasks[0]?.text).toBe(text);
  });

  it.each(ROLES)('leads %s to each place once', (role) => {
    const places = pageOf(role).tasks.map(({ href }) => href);
    expect(new Set(places).size).toBe(places.length);
  });

  it('leads the performance team alone to the opening of periods', () => {
    const opens = (role: Role) => pageOf(role).tasks.some(({ href }) => href === '/cycle');
    expect(ROLES.filter(opens)).toEqual(['performance']);
  });

  it('leads to the latest reported quarter where there is one', () => {
    expect(pageOf('auditor').tasks[1]).toEqual({
      text: 'See the latest reported quarter',
      hint: 'The overview of quarter 4 of 2023/24 (January to March 2024).',
      href: '/periods/2023-24-Q4',
    });
    expect(homePage({ actor: 'u-1', roles: ['auditor'], areas: [] }, undefined).hasPeriods).toBe(false);
  });
});
