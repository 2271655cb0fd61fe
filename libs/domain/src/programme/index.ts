export * from './events';
export * from './programme';
export * from './slippage';
