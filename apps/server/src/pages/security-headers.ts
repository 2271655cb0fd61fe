import type { SignInSetting } from '@outturn/configuration';
import type { RequestHandler } from 'express';
import helmet from 'helmet';
import { isPagePath, pathOf } from './browser';

/** What browsers may do with an answer: with pages, nothing but what comes from this very server and stands in a file. */
export function securityHeaders(signIn: SignInSetting): RequestHandler {
  // Only the documentation of the API has its style in the page. Whoever puts TLS in front sees to http addresses.
  const forPrograms = helmet({ contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } } });
  const forPages = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        connectSrc: ["'self'"],
        // Signing out goes on to the identity provider, and browsers count that as part of the form.
        formAction: signIn.kind === 'provider' ? ["'self'", new URL(signIn.issuer).origin] : ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    // Whoever puts TLS in front knows whether all of the host is to be reached encrypted only.
    strictTransportSecurity: false,
  });
  return (request, response, next) => {
    (isPagePath(pathOf(request)) ? forPages : forPrograms)(request, response, next);
  };
}
