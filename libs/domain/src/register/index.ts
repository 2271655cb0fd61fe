export * from './events';
export * from './movement';
export * from './register';
export * from './risk';
