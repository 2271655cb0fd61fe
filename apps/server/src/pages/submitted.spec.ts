import { isSentAt } from './submitted';

const step = (position: number, eventType: string, actor = 'u-1') => ({ position, eventType, actor });
const SUBMITTED = step(7, 'OutturnSubmitted');
const COMMENTED = step(9, 'CommentaryWritten');

describe('what is confirmed as sent', () => {
  it('was recorded of this figure at this position', () => {
    expect(isSentAt([SUBMITTED], 7, 'figure')).toBe(true);
    expect(isSentAt([SUBMITTED, COMMENTED], 9, 'figure')).toBe(true);
    expect(isSentAt([SUBMITTED, COMMENTED], 9, 'commentary')).toBe(true);
    expect(isSentAt([step(7, 'OutturnDeclaredUnavailable')], 7, 'none')).toBe(true);
  });

  it('is nothing where none was, another figure’s, or something else', () => {
    expect(isSentAt([], 0, 'figure')).toBe(false);
    expect(isSentAt([SUBMITTED], 8, 'figure')).toBe(false);
    expect(isSentAt([COMMENTED], 9, 'figure')).toBe(false);
    expect(isSentAt([SUBMITTED], 7, 'none')).toBe(false);
    expect(isSentAt([step(7, 'OutturnSubmitted', 'u-2'), COMMENTED], 9, 'figure')).toBe(false);
  });
});
