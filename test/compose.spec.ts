import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ConfigurationError, parseConfiguration, type Program } from '@outturn/configuration';

// Docker does not run here: what the files say is compared with what the programs and the build want.

interface Service {
  readonly image: string;
  readonly build?: unknown;
  readonly user?: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly networks?: readonly string[];
  readonly network_mode?: string;
  readonly privileged?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly read_only?: boolean;
  readonly healthcheck?: object;
  readonly restart?: string;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly volumes?: readonly string[];
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean }>>;
}

const DOCKER = join(__dirname, '../docker');
const ROOT = join(DOCKER, '..');
const ENTRY = /^dist\/apps\/(server|worker|cli)\/src\/main\.js$/;
/** It hands key files to another account, without a network, and ends. */
const ROOT_FOR_A_MOMENT = 'certificates';
const FILLED = {
  POSTGRES_PASSWORD: 'a1b2c3',
  REDIS_PASSWORD: 'd4e5f6',
  JWT_ISSUER: 'https://identity.example/',
  JWT_AUDIENCE: 'outturn',
  JWT_JWKS_URL: 'https://identity.example/keys',
  EVENTSTORE_ADMIN_PASSWORD: 'a7b8c9',
  EVENTSTORE_OPS_PASSWORD: 'd1e2f3',
  EVENTSTORE_PASSWORD: 'a4b5c6',
};

function readText(name: string): string {
  return readFileSync(join(DOCKER, name), 'utf8');
}

/** As Compose replaces `${NAME:?what is missing}` and `${NAME:-default}`. */
function fillIn(text: string, variables: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{(\w+)(?::([?-])([^}]*))?\}/g, (_, name: string, kind: string | undefined, rest: string) => {
    const value = variables[name];
    if (value !== undefined) return value;
    if (kind === '-') return rest;
    throw new Error(`${name} is missing: ${rest}`);
  });
}

function readCompose(name: string): Compose {
  return parse(fillIn(readText(name), FILLED), { merge: true }) as Compose;
}

function isOurs({ build }: Service): boolean {
  return build !== undefined;
}

function programOf({ command }: Service): Program {
  const [, entry = ''] = command ?? [];
  const program = ENTRY.exec(entry)?.[1];
  return program === 'server' || program === 'worker' ? program : 'tool';
}

/** What of a required environment the configuration's check misses when it is not there. */
const REQUIRED: Readonly<Record<Program, readonly string[]>> = {
  server: ['DATABASE_URL', 'EVENTSTORE_URL', 'JWT_ISSUER', 'JWT_AUDIENCE', 'JWT_JWKS_URL'],
  worker: ['DATABASE_URL', 'EVENTSTORE_URL'],
  tool: ['EVENTSTORE_URL'],
  standalone: [],
};

describe.each(['compose.yaml', 'compose.cluster.yaml'])('docker/%s', (name) => {
  const compose = readCompose(name);
  const services = Object.entries(compose.services);
  const ours = services.filter(([, service]) => isOurs(service));

  it('runs the server, the worker and the migration, each from what the build emits', () => {
    const entries = ours.map(([, { command }]) => command?.[1] ?? '');
    expect(new Set(entries.map((entry) => ENTRY.exec(entry)?.[1]))).toEqual(new Set(['server', 'worker', 'cli']));
    for (const entry of entries) {
      expect(existsSync(join(ROOT, entry.replace(/^dist\//, '').replace(/\.js$/, '.ts')))).toBe(true);
    }
  });

  it.each(ours)('gives %s an environment that its program accepts', (_, service) => {
    const configuration = parseConfiguration(service.environment ?? {}, programOf(service));
    expect(configuration.eventStore.kind).toBe('eventstoredb');
    expect(configuration.databaseUrl).toContain(FILLED.POSTGRES_PASSWORD);
  });

  it.each(ours)('gives %s nothing too little: without any required variable it does not start', (_, service) => {
    const program = programOf(service);
    for (const missing of REQUIRED[program]) {
      const environment = { ...service.environment, [missing]: undefined };
      expect(() => parseConfiguration(environment, program)).toThrow(ConfigurationError);
    }
  });

  it('asks for every password and for the identity provider, and knows none itself', () => {
    const text = readText(name);
    const asked = new Set([...text.matchAll(/\$\{(\w+):\?/g)].map(([, variable = '']) => variable));
    for (const variable of asked) {
      const { [variable]: missing, ...others } = FILLED as Readonly<Record<string, string>>;
      expect(missing).toBeDefined();
      expect(() => fillIn(text, others)).toThrow(`${variable} is missing`);
    }
    const inExample = [...readText('.env.example').matchAll(/^(\w+)=$/gm)].map(([, variable]) => variable);
    expect(inExample).toEqual(expect.arrayContaining([...asked]));
    for (const [, { environment = {} }] of services) {
      const secrets = Object.entries(environment).filter(([variable]) => /PASSWORD|AUTH$/.test(variable));
      for (const [, value] of secrets) expect(Object.values(FILLED)).toContain(value);
    }
    expect(text).not.toMatch(/changeit/);
  });

  it('pins every image by its version', () => {
    for (const [, { image }] of services) expect(image).toMatch(/:\d+\.\d+(\.\d+)?(-[a-z0-9.-]+)?$/);
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
    for (const [, { image }] of ours) expect(image).toBe(`outturn:${version}`);
  });

  it('publishes nothing but the server, and that to this machine alone', () => {
    const published = services.filter(([, { ports = [] }]) => ports.length > 0);
    expect(published.map(([service]) => service)).toEqual(['server']);
    for (const [, { ports = [] }] of published)
      for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\d+:3000$/);
  });

  it('keeps all but the server on a network without a way out', () => {
    expect(compose.networks.stores?.internal).toBe(true);
    for (const [service, { networks, network_mode: mode }] of services) {
      if (service === ROOT_FOR_A_MOMENT) expect(mode).toBe('none');
      else expect(networks).toEqual(service === 'server' ? ['stores', 'outside'] : ['stores']);
    }
  });

  it('runs nothing as root and nothing that may get more rights', () => {
    for (const [key, service] of services) {
      expect(service.privileged).toBeUndefined();
      expect(service.cap_drop).toEqual(['ALL']);
      expect(service.security_opt).toEqual(['no-new-privileges:true']);
      if (isOurs(service)) expect(service.read_only).toBe(true);
      else if (key !== ROOT_FOR_A_MOMENT) expect(service.user).toMatch(/^[1-9]\d*:[1-9]\d*$/);
    }
  });

  it('waits for what a service needs: those that run are healthy, those that end have succeeded', () => {
    for (const [, { depends_on: needs = {} }] of services) {
      for (const [needed, { condition }] of Object.entries(needs)) {
        const other = compose.services[needed]!;
        expect(condition).toBe(other.restart === 'no' ? 'service_completed_successfully' : 'service_healthy');
        if (condition === 'service_healthy') expect(other.healthcheck).toHaveProperty('test');
      }
    }
  });

  it.each(ours)('lets %s write into the data folder that server and workers share, or nowhere', (_, service) => {
    const writable = (service.volumes ?? []).filter((volume) => !volume.endsWith(':ro'));
    expect(writable).toEqual(programOf(service) === 'tool' ? [] : ['data:/data']);
    // The image says it for all of them.
    expect(service.environment).not.toHaveProperty('DATA_DIR');
  });

  it('names only volumes that it declares, and files that exist', () => {
    for (const volume of services.flatMap(([, { volumes = [] }]) => volumes)) {
      const [source = ''] = volume.split(':');
      if (source.startsWith('.')) expect(existsSync(join(DOCKER, source))).toBe(true);
      else expect(compose.volumes).toHaveProperty([source]);
    }
  });
});

describe('docker/compose.cluster.yaml', () => {
  const { services } = readCompose('compose.cluster.yaml');
  const nodes = Object.keys(services).filter((name) => name.startsWith('eventstore-'));

  it('has three nodes with TLS that know each other, and two workers', () => {
    expect(nodes).toHaveLength(3);
    expect(Object.keys(services).filter((name) => name.startsWith('worker-'))).toHaveLength(2);
    for (const node of nodes) {
      const { environment = {} } = services[node]!;
      const others = nodes.filter((other) => other !== node).map((other) => `${other}:2113`);
      expect(environment).toMatchObject({ KURRENTDB_CLUSTER_SIZE: '3', KURRENTDB_GOSSIP_SEED: others.join() });
      expect(environment.KURRENTDB_NODE_HOST_ADVERTISE_AS).toBe(node);
      expect(environment).not.toHaveProperty('KURRENTDB_INSECURE');
    }
  });

  it('sends the application to all nodes, with TLS, as a user of its own', () => {
    const url = services.server?.environment?.EVENTSTORE_URL;
    const hosts = nodes.map((node) => `${node}:2113`).join();
    expect(url).toBe(`esdb://outturn:${FILLED.EVENTSTORE_PASSWORD}@${hosts}?tls=true&tlsCAFile=/trust/ca.crt`);
  });
});

describe('docker/Dockerfile', () => {
  const text = readText('Dockerfile');
  const stages = text.split(/^FROM /m).slice(1);
  const copied = [...text.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, sources = '']) => sources.split(' '));
  const settings = [
    'package.json',
    'package-lock.json',
    '.npmrc',
    'nest-cli.json',
    'tsconfig.json',
    'tsconfig.build.json',
  ];

  it('builds from what the build reads, and all of that exists', () => {
    expect(copied.map((path) => path.replace('./', '')).sort()).toEqual([...settings, 'apps', 'libs'].sort());
    for (const path of copied) expect(existsSync(join(ROOT, path))).toBe(true);
  });

  it('takes over the programs and what they need, and runs as an account without rights', () => {
    const [, last = ''] = stages;
    expect(stages).toHaveLength(2);
    for (const path of ['package.json', 'node_modules', 'dist'])
      expect(last).toContain(`COPY --from=build /app/${path} `);
    expect(last).toMatch(/^USER node$/m);
    expect(last).toMatch(/^HEALTHCHECK /m);
    expect(last).toMatch(/^CMD \["node", "dist\/apps\/server\/src\/main\.js"\]$/m);
  });

  it('has a data folder of that account, which a new volume in its place takes over', () => {
    const [, last = ''] = stages;
    expect(last).toMatch(/^ENV .*\bDATA_DIR=\/data$/m);
    expect(last).toMatch(/^RUN install --directory --owner=node --group=node --mode=0700 \/data$/m);
  });

  it('stands on a Node of one version, which the project takes', () => {
    for (const stage of stages) expect(stage).toMatch(/^node:20\.\d+\.\d+-bookworm-slim\s/);
  });

  it('cannot take secrets or what was built elsewhere into the image', () => {
    const ignored = readText('Dockerfile.dockerignore').split('\n');
    expect(ignored).toEqual(expect.arrayContaining(['**/.env', '**/node_modules', '**/dist', 'data', '.git']));
    expect(text).not.toMatch(/^(ARG|ENV) .*(PASSWORD|SECRET|TOKEN|_URL)/m);
  });
});
