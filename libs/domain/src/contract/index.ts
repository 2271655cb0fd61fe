export * from './commands';
export * from './decide';
export * from './events';
export * from './facts';
export * from './governance';
export * from './state';
