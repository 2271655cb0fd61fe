import { numberedPage } from './page-numbers';

const letters = 'a b c d e f g h i j k l m'.split(' ');
const hrefOf = (number: string) => `/list?page=${number}`;

describe('a numbered page', () => {
  it('is the whole list where that fits', () => {
    expect(numberedPage(letters, 13, undefined, hrefOf)).toEqual({ items: letters });
    expect(numberedPage([], 3, undefined, hrefOf)).toEqual({ items: [] });
  });

  it('holds its part, and leads to those before and after', () => {
    const { items, numbers } = numberedPage(letters, 3, '3', hrefOf);
    expect(items).toEqual(['g', 'h', 'i']);
    expect(numbers).toMatchObject({ previousHref: '/list?page=2', nextHref: '/list?page=4' });
    expect(numbers?.items.map(({ number, current }) => (current ? `(${number})` : `${number}`))).toEqual([
      '1',
      '2',
      '(3)',
      '4',
      '5',
    ]);
  });

  it('names the first and the last, and neither twice', () => {
    const long = Array.from({ length: 100 }, (_, index) => index);
    const numbersOf = (page: string) => numberedPage(long, 10, page, hrefOf).numbers?.items.map(({ number }) => number);
    expect(numbersOf('1')).toEqual([1, 2, 10]);
    expect(numbersOf('6')).toEqual([1, 5, 6, 7, 10]);
    expect(numbersOf('10')).toEqual([1, 9, 10]);
  });

  it('is the last one where it is asked for more', () => {
    const { items, numbers } = numberedPage(letters, 3, '99', hrefOf);
    expect(items).toEqual(['m']);
    expect(numbers?.nextHref).toBeUndefined();
  });
});
