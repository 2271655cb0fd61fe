import { Header, applyDecorators } from '@nestjs/common';
import { ApiExcludeEndpoint } from '@nestjs/swagger';
import { PermitSignedIn } from '../security/guard';
import type { Permission } from '../security/permissions';

/** A route that answers with a page, for those who are signed in and have a permission. */
export function Page(permission: Permission): MethodDecorator {
  return applyDecorators(
    PermitSignedIn(permission),
    Header('Content-Type', 'text/html; charset=utf-8'),
    ApiExcludeEndpoint(),
  );
}

/** A route that answers with a file, or with a document that is no page of this service. */
export function PageFile(permission: Permission): MethodDecorator {
  return applyDecorators(PermitSignedIn(permission), ApiExcludeEndpoint());
}

/** What every page says of itself, whatever it is about. */
export interface PageModel {
  /** What the page is about: its heading, and the beginning of the browser's title. */
  readonly title: string;
}

/** One thing that is wrong in a form, beside its field. */
export interface FieldError {
  /** Id of the field. */
  readonly field: string;
  readonly text: string;
}
