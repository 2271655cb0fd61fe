import { readAnswer } from './finding';

const typed = { answer: 'accepted', reason: ' Wrong. ', erratum: ' 30.9% ', revision: '3', once: '' };

describe('the answer to a finding', () => {
  it('is read as it was typed, without blanks around it', () => {
    expect(readAnswer(typed)).toEqual({ answer: 'accepted', reason: 'Wrong.', erratum: '30.9%' });
    expect(readAnswer({ ...typed, answer: 'dismissed', erratum: ' ' })).toEqual({
      answer: 'dismissed',
      reason: 'Wrong.',
    });
  });

  it('is refused by the fields that are missing', () => {
    expect(readAnswer({ ...typed, answer: 'maybe', reason: ' ' })).toEqual({
      errors: [
        { field: 'answer', text: 'Choose an answer.' },
        { field: 'reason', text: 'Say why.' },
      ],
    });
    expect(readAnswer({ ...typed, erratum: '' })).toEqual({
      errors: [{ field: 'erratum', text: 'Say what the document should say.' }],
    });
  });
});
