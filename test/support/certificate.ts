import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Certificate } from './eventstoredb-double';

const FOLDER = join(__dirname, '..', 'fixtures', 'tls');

/** Where the certificate lies that a client must trust to reach a node with `certificate`. */
export const CERTIFICATE_FILE = join(FOLDER, 'node.crt');

/** A certificate for 127.0.0.1 that signs itself. */
export const certificate: Certificate = {
  chain: readFileSync(CERTIFICATE_FILE),
  key: readFileSync(join(FOLDER, 'node.key')),
};
