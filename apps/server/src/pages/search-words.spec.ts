import { holdsAll, wordsOf } from './search-words';

const finds = (text: string, typed: string) => holdsAll(text, wordsOf(typed));

describe('a search', () => {
  it('does not mind case, accents, apostrophes and punctuation', () => {
    expect(finds('Children’s Café (Adults & Families)', 'childrens CAFE')).toBe(true);
    expect(finds('Children’s Café (Adults & Families)', "Children's adults-families")).toBe(true);
    expect(finds('ﬁre safety', 'fire')).toBe(true);
  });

  it('takes words in any order, and parts of them', () => {
    expect(finds('Abandonment rate - Adults Contact Centre', 'contact abandon')).toBe(true);
    expect(finds('qh-fire-risk-assessments', 'risk fire')).toBe(true);
  });

  it('needs every word', () => {
    expect(finds('Abandonment rate - Adults Contact Centre', 'contact housing')).toBe(false);
  });

  it('has no words where only blanks and punctuation are typed', () => {
    expect(wordsOf('  - … ! ')).toEqual([]);
    expect(wordsOf(' Fire  risk ')).toEqual(['fire', 'risk']);
  });
});
