import type { EditionView } from '@outturn/read-models';
import { errorsByField, type Typed } from './form';
import type { FieldError, PageModel } from './page';

/** What is asked of an erratum. */
export const ERRATUM_FIELDS = ['place', 'printed', 'shouldRead', 'note'] as const;
export type TypedErratum = Typed<(typeof ERRATUM_FIELDS)[number]>;

interface ErratumInput {
  readonly edition: EditionView;
  readonly typed: TypedErratum;
  readonly once: string;
  readonly errors?: readonly FieldError[];
}

/** The page on which an error of an edition as a document is recorded. */
export interface ErratumPage extends PageModel {
  readonly caption: string;
  readonly editionHref: string;
  readonly action: string;
  readonly typed: TypedErratum;
  readonly once: string;
  readonly errors: readonly FieldError[];
  readonly errorOf: ReturnType<typeof errorsByField>;
}

/** Puts the page on which an erratum is recorded together. */
export function erratumPage({ edition, typed, once, errors = [] }: ErratumInput): ErratumPage {
  const editionHref = `/publications/${edition.edition}`;
  return {
    title: `Record an erratum of ${edition.edition}`,
    caption: edition.title,
    editionHref,
    action: `${editionHref}/errata`,
    typed,
    once,
    errors,
    errorOf: errorsByField(errors),
  };
}
