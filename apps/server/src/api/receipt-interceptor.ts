import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Job } from '@outturn/jobs';
import type { Response } from 'express';
import { map, type Observable } from 'rxjs';
import type { ReceiptAnswer } from './common-answers';
import { jobAnswer, type JobAnswer } from './job-answers';
import type { Plain } from './plain';
import { RESPOND_ASYNC } from './prefer';
import type { Receipt } from './writer';

/** What a writing route has done. */
export interface Outcome {
  readonly receipt: Receipt;
  /** Where it can be read. */
  readonly location?: string;
  /** Whether something was made to which later requests refer: its id is that of its event. */
  readonly made?: boolean;
}

/** What a writing route has had a job do, as was preferred. */
export interface Started {
  readonly job: Job;
}

type Answer = Plain<ReceiptAnswer> | Plain<JobAnswer>;

/** Answers what was recorded: the receipt as the body, the rest as headers; or else the job that records it. */
@Injectable()
export class ReceiptInterceptor implements NestInterceptor<Outcome | Started, Answer> {
  intercept(context: ExecutionContext, next: CallHandler<Outcome | Started>): Observable<Answer> {
    const response = context.switchToHttp().getResponse<Response>();
    return next.handle().pipe(
      map((outcome) => {
        if ('job' in outcome) return accepted(outcome.job, response);
        const { receipt, location, made } = outcome;
        const { position, revision, eventIds, repeated } = receipt;
        response.setHeader('ETag', `"${revision}"`);
        if (location !== undefined) response.setHeader('Location', location);
        if (repeated) response.setHeader('Idempotent-Replay', 'true');
        return { position, revision, eventIds, id: made === true ? eventIds[0] : undefined };
      }),
    );
  }
}

function accepted(job: Job, response: Response): Plain<JobAnswer> {
  response.status(202).setHeader('Location', `/api/v1/jobs/${job.id}`).setHeader('Preference-Applied', RESPOND_ASYNC);
  return jobAnswer(job);
}
