/** Whether this machine has the program redis-server. */
export function hasRedis(): boolean;
