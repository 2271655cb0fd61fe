import { ConfigurationError, isLoopbackHost, parseConfiguration, type Program } from '.';

const provider = {
  JWT_ISSUER: 'https://identity.example/',
  JWT_AUDIENCE: 'outturn',
  JWT_JWKS_URL: 'https://identity.example/keys',
};

function mistakesOf(environment: Record<string, string>, program: Program): readonly string[] {
  try {
    parseConfiguration(environment, program);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.mistakes;
    throw error;
  }
  return [];
}

describe('parseConfiguration', () => {
  it('needs nothing to run standalone', () => {
    expect(parseConfiguration({}, 'standalone')).toEqual({
      program: 'standalone',
      port: 3000,
      host: '127.0.0.1',
      dataDir: './data',
      databaseUrl: undefined,
      eventStore: { kind: 'postgres' },
      jobs: { kind: 'postgres' },
      mail: { kind: 'folder', from: 'outturn@localhost' },
      directoryFile: undefined,
      calendar: undefined,
      identities: { kind: 'demonstration' },
      signIn: { kind: 'demonstration' },
      logLevel: 'info',
    });
  });

  it('takes an empty setting for an absent one', () => {
    expect(parseConfiguration({ PORT: '', HOST: ' ', DATABASE_URL: '' }, 'standalone').port).toBe(3000);
  });

  it('does not take an empty data folder for the usual one', () => {
    for (const folder of ['', ' ']) {
      expect(mistakesOf({ DATA_DIR: folder }, 'standalone')).toEqual([
        'DATA_DIR is empty: name a folder, or leave it out for ./data.',
      ]);
    }
  });

  it('takes the events to EventStoreDB', () => {
    const environment = {
      EVENT_STORE: 'eventstoredb',
      EVENTSTORE_URL: 'esdb+discover://app:secret@a:2113,b:2113?tls=true',
    };
    expect(parseConfiguration(environment, 'standalone').eventStore).toEqual({
      kind: 'eventstoredb',
      url: environment.EVENTSTORE_URL,
    });
  });

  it.each([
    [{ EVENT_STORE: 'eventstoredb' }, /^EVENTSTORE_URL is missing: EVENT_STORE=eventstoredb needs it, such as esdb:/],
    [{ EVENT_STORE: 'eventstoredb', EVENTSTORE_URL: 'http://app:secret@a' }, /^EVENTSTORE_URL is not the URL of an/],
    [
      { EVENT_STORE: 'eventstoredb', EVENTSTORE_URL: 'esdb://app:se/secret@a' },
      /and @ in user and password percent-encoded\.$/,
    ],
    [{ EVENT_STORE: 'eventstoredb', EVENTSTORE_URL: 'esdb://app:secret@a b' }, /^EVENTSTORE_URL is not the URL of an/],
    [
      { EVENTSTORE_URL: 'esdb://app:secret@a' },
      /^EVENTSTORE_URL is set and the events go to PostgreSQL: set EVENT_STORE/,
    ],
  ])('says what is wrong with the event store of %j', (environment, message) => {
    const mistakes = mistakesOf(environment, 'standalone');
    expect(mistakes).toEqual([expect.stringMatching(message)]);
    expect(mistakes.join()).not.toContain('secret');
  });

  it('takes jobs to Redis, mail to a server, and opens and closes periods by the calendar', () => {
    const environment = {
      REDIS_URL: 'rediss://me:secret@redis.example:6380/2',
      SMTP_URL: 'smtps://me:secret@mail.example:465',
      MAIL_FROM: 'performance@council.example',
      DIRECTORY_FILE: './directory.json',
      CALENDAR_CUT_OFF_DAYS: '30',
      CALENDAR_CLOSING_DAYS: '60',
    };
    expect(parseConfiguration(environment, 'standalone')).toMatchObject({
      jobs: { kind: 'redis', url: environment.REDIS_URL },
      mail: { kind: 'smtp', url: environment.SMTP_URL, from: environment.MAIL_FROM },
      directoryFile: './directory.json',
      calendar: { cutOffDays: 30, closingDays: 60 },
    });
    expect(parseConfiguration({ CALENDAR_CUT_OFF_DAYS: '30' }, 'standalone').calendar).toEqual({ cutOffDays: 30 });
  });

  it.each([
    [{ REDIS_URL: 'http://me:secret@redis' }, /^REDIS_URL is not the URL of a Redis: write redis:/],
    [{ REDIS_URL: 'redis://me:secret@a b' }, /^REDIS_URL is not the URL of a Redis: write redis:/],
    [{ SMTP_URL: 'mail.example' }, /^SMTP_URL is not the URL of a mail server: write smtps:/],
    [{ SMTP_URL: 'smtp://me:secret@mail.example' }, /^MAIL_FROM is missing: SMTP_URL needs a sender/],
    [{ MAIL_FROM: 'nobody' }, /^MAIL_FROM is "nobody": give an e-mail address/],
    [{ CALENDAR_CUT_OFF_DAYS: '-1' }, /^CALENDAR_CUT_OFF_DAYS is "-1": give a whole number/],
    [{ CALENDAR_CLOSING_DAYS: '60' }, /^CALENDAR_CUT_OFF_DAYS is missing: CALENDAR_CLOSING_DAYS needs it/],
    [
      { CALENDAR_CUT_OFF_DAYS: '60', CALENDAR_CLOSING_DAYS: '60' },
      /^CALENDAR_CLOSING_DAYS is 60: a period closes after its cut-off/,
    ],
  ])('says what is wrong with the work of %j', (environment, message) => {
    const mistakes = mistakesOf(environment, 'standalone');
    expect(mistakes).toEqual([expect.stringMatching(message)]);
    expect(mistakes.join()).not.toContain('secret');
  });

  it('reports every mistake, one line each, and repeats no secret', () => {
    const mistakes = mistakesOf(
      {
        PORT: '99999',
        HOST: 'http://x',
        DATABASE_URL: 'mysql://me:hunter2@host/db',
        EVENT_STORE: 'kafka',
        LOG_LEVEL: 'loud',
        JWT_ISSUER: 'https://identity.example/',
        JWT_JWKS_URL: 'http://identity.example/keys',
      },
      'server',
    );
    expect(mistakes.map((mistake) => mistake.split(' ')[0])).toEqual([
      'HOST',
      'PORT',
      'DATABASE_URL',
      'EVENT_STORE',
      'JWT_AUDIENCE',
      'JWT_JWKS_URL',
      'LOG_LEVEL',
    ]);
    expect(mistakes.join()).not.toContain('hunter2');
  });

  it.each(['1.5', '-1', '65536', '3000x', '0x10', '1e3'])('refuses the port %s', (PORT) => {
    expect(mistakesOf({ PORT }, 'standalone')).toHaveLength(1);
  });

  it('refuses demonstration identities where another machine could use them', () => {
    expect(mistakesOf({ HOST: '0.0.0.0' }, 'standalone')).toEqual([
      expect.stringContaining('demonstration identities are for this machine only'),
    ]);
    expect(mistakesOf({ HOST: '0.0.0.0', ...provider }, 'standalone')).toEqual([]);
  });

  it('lets the server run alone only with a database and an identity provider', () => {
    expect(mistakesOf({}, 'server')).toEqual([
      expect.stringContaining('DATABASE_URL is missing'),
      expect.stringContaining('JWT_ISSUER, JWT_AUDIENCE and JWT_JWKS_URL are missing'),
    ]);
    expect(mistakesOf({ DATABASE_URL: 'postgresql://a:b@c/d', ...provider }, 'server')).toEqual([]);
  });

  it('takes the socket URL of an embedded PostgreSQL', () => {
    expect(mistakesOf({ DATABASE_URL: 'postgresql://outturn@/outturn?host=%2Ftmp%2Fx' }, 'worker')).toEqual([]);
  });
});

describe('isLoopbackHost', () => {
  it.each(['127.0.0.1', '127.9.8.7', '::1', 'localhost'])('takes %s', (host) => {
    expect(isLoopbackHost(host)).toBe(true);
  });

  it.each(['0.0.0.0', '::', '10.0.0.1', '127.0.0.1.example.com', '127.0.0.256', 'example.com', ''])(
    'refuses %s',
    (host) => {
      expect(isLoopbackHost(host)).toBe(false);
    },
  );
});
