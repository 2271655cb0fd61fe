import { invalid } from '@outturn/domain';
import { StaleRevision } from '@outturn/event-store';
import { Problem, staleProblem } from '../api/problem';
import type { PageRequest } from './browser';
import { attempt, errorsByField, formContext, typedIn } from './form';
import { recordedSince } from './missed';

/** Only what is read of a request. */
function sent(body: object, rest: object = {}): PageRequest {
  const request: unknown = { body, method: 'POST', path: '/submit', ...rest };
  return request as PageRequest;
}
const FIELDS = { '/value': 'figure', '/evidence': 'evidence', '': 'first' };

describe('a form', () => {
  it('is read as typed, blanks and all; what was not sent is empty', () => {
    expect(typedIn(sent({ value: ' 4,5 ' }), ['value', 'note'])).toEqual({ value: ' 4,5 ', note: '' });
  });

  it.each([
    [{ other: '1' }, 'There is no field "other" in this form.'],
    [{ constructor: '1' }, 'There is no field "constructor" in this form.'],
    [{ value: ['1', '2'] }, 'The field "value" is given more than once.'],
  ])('refuses %j', (body, detail) => {
    expect(() => typedIn(sent(body), ['value'])).toThrow(detail);
  });

  it('names what is wrong beside its field', async () => {
    const outcome = await attempt(() => {
      throw invalid('invalid-decimal', 'Write a number.', '/value');
    }, FIELDS);
    expect(outcome).toMatchObject({ errors: [{ field: 'figure', text: 'Write a number.' }] });
  });

  it('names the nearest field, and the first where there is none', async () => {
    const places = ['/evidence/0', '/unknown'].map((pointer) => ({ in: 'body' as const, pointer, detail: pointer }));
    const problem = new Problem({ status: 409, code: 'c', detail: 'd', errors: places });
    const outcome = await attempt(() => Promise.reject(problem), FIELDS);
    expect(outcome).toMatchObject({
      errors: [
        { field: 'evidence', text: '/evidence/0' },
        { field: 'first', text: '/unknown' },
      ],
    });
  });

  it('leaves what is not its fault to a page of its own', async () => {
    const missing = new Problem({ status: 403, code: 'missing-role', detail: 'This needs the role officer.' });
    await expect(attempt(() => Promise.reject(missing), FIELDS)).rejects.toBe(missing);
    const unexpected = new Error('unexpected');
    await expect(attempt(() => Promise.reject(unexpected), FIELDS)).rejects.toBe(unexpected);
  });

  it('hands on what was done', async () => {
    await expect(attempt(() => Promise.resolve('receipt'), FIELDS)).resolves.toEqual({ done: 'receipt' });
  });

  it('says what was recorded while it was being filled in', async () => {
    const events = [{ type: 'TargetSet', recordedAt: '2024-07-31T12:00:00Z', actor: 'u-1' }];
    const stale = staleProblem(new StaleRevision('indicator-a', 3, 5, {}), { recordedSince: events });
    const outcome = await attempt(() => Promise.reject(stale), FIELDS);
    expect(outcome).toMatchObject({
      errors: [{ field: 'first', text: 'Somebody changed this while you were filling in the form.' }],
    });
    expect(recordedSince(stale)).toEqual({ revision: '5', events });
  });

  it('carries the revision that was seen and the key of its showing', () => {
    const request = sent({}, { identity: { actor: 'a', roles: [], areas: [] }, permission: 'figures.submit' });
    const once = '0f8e7a3c-5d0f-4f3b-9b0e-2f6f2a0d7d11';
    expect(formContext(request, { revision: '7', once })).toMatchObject({ expectedRevision: 7, idempotencyKey: once });
    expect(formContext(request, { revision: 'x', once: 'y z' })).toMatchObject({
      expectedRevision: undefined,
      idempotencyKey: undefined,
    });
  });

  it('shows one error at a field', () => {
    const errors = ['first', 'second'].map((text) => ({ field: 'value', text }));
    expect(errorsByField(errors)).toEqual({ value: { text: 'first' } });
  });
});
