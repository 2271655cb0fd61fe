export * from './commands';
export * from './decide';
export * from './edition';
export * from './events';
export * from './state';
