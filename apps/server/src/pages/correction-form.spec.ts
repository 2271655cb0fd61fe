import type { SuppliedValue } from '@outturn/domain';
import { emptyCorrection, readCorrection, type CorrectionTyped } from './correction-form';

const STANDING: SuppliedValue = { value: '56.26', unit: 'percent', observationStatus: ['E'], forecast: '60' };
const WHY = { reason: 'Wrong.', cause: 'Typed.', evidence: ' export-1 \r\n\r\nexport-2' };

const read = (typed: Partial<CorrectionTyped>, standing = STANDING) =>
  readCorrection({ ...emptyCorrection(7, standing), ...WHY, ...typed }, '2023-24-Q4', standing);

describe('a correction as it is typed', () => {
  it('is read with its evidence, one reference a line; what the form does not ask for stays', () => {
    expect(read({ change: 'correction', value: ' 91.4% ', numerator: '1,828', denominator: '2000' })).toEqual({
      proposal: {
        type: 'ProposeCorrection',
        period: '2023-24-Q4',
        kind: 'correction',
        change: {
          subject: 'value',
          to: {
            value: '91.4',
            unit: 'percent',
            numerator: '1828',
            denominator: '2000',
            weight: undefined,
            observationStatus: ['E'],
            forecast: '60',
            note: undefined,
          },
        },
        justification: { reason: 'Wrong.', cause: 'Typed.', evidence: ['export-1', 'export-2'] },
      },
    });
  });

  it('keeps the note that stands, unless it is taken away', () => {
    const standing = { ...STANDING, note: 'Counted by hand.\nTwice.' };
    const noteOf = (typed: Partial<CorrectionTyped>) => read({ change: 'correction', value: '60', ...typed }, standing);
    expect(noteOf({})).toMatchObject({ proposal: { change: { to: { note: standing.note } } } });
    expect(noteOf({ note: '' })).toMatchObject({ proposal: { change: { to: { note: undefined } } } });
  });

  it('is a revision where the figure was right on what was then known', () => {
    expect(read({ change: 'revision', value: '60' })).toMatchObject({ proposal: { kind: 'revision' } });
  });

  it('takes a figure back, whatever has been typed as the right one', () => {
    expect(read({ change: 'withdrawal', withdrawal: 'withheld', value: 'x' })).toMatchObject({
      proposal: { kind: 'correction', change: { subject: 'withdrawal', unavailable: 'withheld' } },
    });
  });

  it.each([
    ['pence', '£1,250.50', '125050'],
    ['seconds', '4 minutes 35 seconds', '275'],
    ['count', '1,024', '1024'],
  ] as const)('reads %s as people write them', (unit, value, expected) => {
    const standing: SuppliedValue = { value: '1', unit, observationStatus: ['A'] };
    expect(read({ change: 'correction', value }, standing)).toMatchObject({
      proposal: { change: { to: { value: expected } } },
    });
  });

  it('names every field that is wrong', () => {
    const nothing = { reason: ' ', cause: '', evidence: '\r\n' };
    expect(read({ ...nothing, change: 'withdrawal', withdrawal: 'late' })).toEqual({
      errors: [
        { field: 'withdrawal', text: 'Choose what the figure becomes.' },
        { field: 'reason', text: 'Say why it changes.' },
        { field: 'cause', text: 'Say how it came about.' },
        { field: 'evidence', text: 'Give at least one reference to a document that shows it.' },
      ],
    });
    expect(read({ value: '' })).toEqual({
      errors: [
        { field: 'change', text: 'Choose what kind of change it is.' },
        { field: 'value', text: 'Enter the figure.' },
      ],
    });
  });

  it('names the value where its parts come to another', () => {
    expect(read({ change: 'correction', value: '91.4', numerator: '1', denominator: '2' })).toMatchObject({
      errors: [{ field: 'value' }],
    });
  });
});
