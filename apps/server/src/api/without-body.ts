import { Injectable, UseGuards, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { badRequest } from './problem';
import { unknownName } from './unknown-names';

@Injectable()
class RefuseFields implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const body: unknown = context.switchToHttp().getRequest<Request>().body;
    const [name] = Object.keys(Object(body) as object);
    if (name !== undefined) throw badRequest('invalid-request', unknownName(name, 'body', `/${name.slice(0, 60)}`));
    return true;
  }
}

/** A route whose address says it all: a field beside it would be ignored, so it is refused. */
export const WithoutBody = (): MethodDecorator => UseGuards(RefuseFields);
