/** Name under which Nest finds the `TokenVerifier`. */
export const TOKEN_VERIFIER = Symbol('TokenVerifier');
/** Name under which Nest finds the `SignIn`; undefined where nobody signs in. */
export const SIGN_IN = Symbol('SignIn');
