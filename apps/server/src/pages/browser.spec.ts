import { isPagePath, localAddress } from './browser';

describe('addresses', () => {
  it.each([
    ['/periods/2023-24-Q4?asAt=2024-07-31', '/periods/2023-24-Q4?asAt=2024-07-31'],
    ['/', '/'],
    [undefined, '/'],
    ['', '/'],
    ['//elsewhere.example', '/'],
    ['/\\elsewhere.example', '/'],
    ['https://elsewhere.example/', '/'],
    ['javascript:alert(1)', '/'],
    ['/a\nb', '/'],
    ['/a/../../b', '/b'],
    ['/a/..//elsewhere.example', '/'],
    ['/.//elsewhere.example', '/'],
    ['/%2e//elsewhere.example', '/'],
  ])('that somebody gives stay on this server: %j', (given, address) => {
    expect(localAddress(given)).toBe(address);
  });

  it('are those of pages unless they are for programs', () => {
    expect(['/', '/periods/2023-24', '/apiary', '/nothing'].map(isPagePath)).toEqual([true, true, true, true]);
    expect(['/api', '/api/v1/areas', '/health/live', '/metrics', '/assets/x'].map(isPagePath)).toEqual(
      Array(5).fill(false),
    );
  });
});
