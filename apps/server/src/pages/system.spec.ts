import { systemPage } from './system';

describe('the page about the system', () => {
  it('says how far each read model is behind the store', () => {
    const page = systemPage({
      product: 'PostgreSQL',
      node: 'v20.19.0',
      lag: { position: 9, head: 12, lagEvents: 3, lagMs: 1600 },
      standings: [
        { name: 'areas', version: 1, position: 12 },
        { name: 'figure_history', version: 2, position: 11 },
      ],
      underWay: [],
      failed: [],
      stopped: 'It broke',
    });
    expect(page.stopped).toBe('It broke.');
    expect(page.facts[2]).toEqual({
      key: 'Read models',
      value: 'They are 3 events and 2 seconds behind the store',
    });
    expect(page.readModels).toEqual([
      { name: 'Areas', version: '1', position: '12', behind: 'Up to date' },
      { name: 'Figure history', version: '2', position: '11', behind: '1 event behind' },
    ]);
  });
});
