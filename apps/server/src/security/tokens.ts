/** Name under which Nest finds the `TokenVerifier`. */
export const TOKEN_VERIFIER = Symbol('TokenVerifier');
