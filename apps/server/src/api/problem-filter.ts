import { Catch, Inject, NotFoundException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { Response } from 'express';
import { PinoLogger } from 'nestjs-pino';
import { correlationIdOf, type CorrelatedRequest } from './correlation';
import { wantsPage } from '../pages/browser';
import { errorPage } from '../pages/error-pages';
import { SignInNeeded } from '../security/guard';
import { Problem, problemBody, toProblem } from './problem';
import { methodsOf, routesOf } from './routes';

/** Writes whatever was thrown as application/problem+json. The only place that answers with an error. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    @Inject(HttpAdapterHost) private readonly adapter: HttpAdapterHost,
    @Inject(PinoLogger) private readonly logger: PinoLogger,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<CorrelatedRequest>();
    const response = host.switchToHttp().getResponse<Response>();
    const problem = error instanceof NotFoundException ? this.unrouted(request) : toProblem(error);
    if (problem.status >= 500)
      this.logger.error({ err: problem.cause ?? problem, code: problem.code }, problem.message);
    if (response.headersSent) {
      response.destroy();
      return;
    }
    if (wantsPage(request)) {
      this.answerBrowser(request, response, problem);
      return;
    }
    response
      .status(problem.status)
      .set(problem.headers)
      .type('application/problem+json')
      .send(JSON.stringify(problemBody(problem, request.path, correlationIdOf(request))));
  }

  /** A page for people; who has to sign in is sent to do so, and comes back. */
  private answerBrowser(request: CorrelatedRequest, response: Response, problem: Problem): void {
    if (problem.cause instanceof SignInNeeded && request.method === 'GET') {
      response.redirect(303, `/sign-in?${new URLSearchParams({ returnTo: request.originalUrl }).toString()}`);
      return;
    }
    response.status(problem.status).set(problem.headers).type('html').send(errorPage(request, problem));
  }

  /** Only the router throws Nest's own NotFoundException: no route took the request. */
  private unrouted(request: CorrelatedRequest): Problem {
    const allowed = methodsOf(routesOf(this.adapter.httpAdapter), request.path);
    if (allowed.length === 0) {
      return new Problem({
        status: 404,
        code: 'unknown-address',
        detail: 'There is nothing at this address. The addresses are listed at /api/docs.',
      });
    }
    const methods = allowed.join(', ');
    return new Problem({
      status: 405,
      code: 'method-not-allowed',
      detail: `This address does not take ${request.method.slice(0, 20)}. It takes ${methods}.`,
      headers: { Allow: methods },
    });
  }
}
