import type { Figure } from '../api/figures';
import { sayingSentBack } from './rejection';

// What of a figure says why there is none; the rest is not looked at.
const FIGURE = { reason: 'pending-validation', reasonText: 'Wrong extract.' } as unknown as Figure;
const SUPPLIED = { value: '41.2', unit: 'percent', observationStatus: ['A'] } as const;

describe('why there is no figure', () => {
  it('is said to be the message with which it was sent back', () => {
    const rejection = { message: 'Wrong extract.', by: 'u-1', at: '2024-07-31T10:00:00Z', value: SUPPLIED };
    expect(sayingSentBack(FIGURE, rejection).reasonText).toBe('Sent back: Wrong extract.');
  });

  it('stays as its officer has declared it', () => {
    expect(sayingSentBack(FIGURE, undefined)).toBe(FIGURE);
  });
});
