export type { Contender, OpenContender } from './contender';
import { openCastore } from './castore';
import type { OpenContender } from './contender';
import { openEmmett } from './emmett';
import { openMessageDb } from './message-db';
import { openOutturn } from './outturn';
import { openPlainInsert } from './plain-insert';

/** This project's store first, then what a team would pick instead. */
export const CONTENDERS: readonly OpenContender[] = [
  openOutturn,
  openEmmett,
  openCastore,
  openMessageDb,
  openPlainInsert,
];
