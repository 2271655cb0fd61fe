import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Response } from 'express';
import { map, type Observable } from 'rxjs';
import type { ReceiptAnswer } from './common-answers';
import type { Plain } from './plain';
import type { Receipt } from './writer';

/** What a writing route has done. */
export interface Outcome {
  readonly receipt: Receipt;
  /** Where it can be read. */
  readonly location?: string;
  /** Whether something was made to which later requests refer: its id is that of its event. */
  readonly made?: boolean;
}

/** Answers what was recorded: the receipt as the body, the rest as headers. */
@Injectable()
export class ReceiptInterceptor implements NestInterceptor<Outcome, Plain<ReceiptAnswer>> {
  intercept(context: ExecutionContext, next: CallHandler<Outcome>): Observable<Plain<ReceiptAnswer>> {
    const response = context.switchToHttp().getResponse<Response>();
    return next.handle().pipe(
      map(({ receipt, location, made }) => {
        const { position, revision, eventIds, repeated } = receipt;
        response.setHeader('ETag', `"${revision}"`);
        if (location !== undefined) response.setHeader('Location', location);
        if (repeated) response.setHeader('Idempotent-Replay', 'true');
        return { position, revision, eventIds, id: made === true ? eventIds[0] : undefined };
      }),
    );
  }
}
