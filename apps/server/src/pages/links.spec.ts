import { addressOf } from './links';

describe('an address', () => {
  it('holds what is given, and nothing that is empty', () => {
    expect(addressOf('/register', { asAt: 'position:12', area: '', state: ' ', period: undefined })).toBe(
      '/register?asAt=position:12',
    );
    expect(addressOf('/register', {})).toBe('/register');
    expect(addressOf('/indicators', { search: ' a&b ' })).toBe('/indicators?search=a%26b');
  });
});
