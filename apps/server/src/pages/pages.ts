import { Inject, Injectable } from '@nestjs/common';
import { SERVER_PARTS, type ServerParts } from '../parts';
import { ROLE_NAMES, type Identity } from '../security/permissions';
import { ASSETS_PATH } from './assets';
import type { PageRequest } from './browser';
import { navigationFor } from './navigation';
import type { PageModel } from './page';
import { FORM_TOKEN_FIELD } from './page-middleware';
import { renderView } from './templates';

/** Puts pages together: what all of them have in common around what each is about. */
@Injectable()
export class Pages {
  constructor(@Inject(SERVER_PARTS) private readonly parts: ServerParts) {}

  /**
   * A page.
   *
   * @param view name of its template in `views`
   * @param model what a presenter has made of the answers to its questions
   */
  async render(request: PageRequest, view: string, model: PageModel): Promise<string> {
    const { session } = request;
    const actor = session?.content.kind === 'signed-in' ? session.content.identity.actor : undefined;
    const names = actor === undefined ? undefined : await this.parts.directory.names([actor]);
    return renderPage(request, view, model, actor === undefined ? undefined : (names?.get(actor) ?? actor));
  }

  /** What people are called, for a page; who has no name is called by their id. */
  async namesOf(people: readonly string[]): Promise<(person: string) => string> {
    const names = await this.parts.directory.names(people);
    return (person) => names.get(person) ?? person;
  }
}

/** A page without a look into the directory: what is shown when the database is away. */
export function renderPage(request: PageRequest, view: string, model: PageModel, personName?: string): string {
  const content = request.session?.content;
  const signedIn = content?.kind === 'signed-in' ? content : undefined;
  return renderView(view, {
    model,
    assets: ASSETS_PATH,
    formTokenField: FORM_TOKEN_FIELD,
    formToken: signedIn?.formToken,
    navigation: signedIn && navigationFor(signedIn.identity, request.path),
    person: signedIn && { name: personName, roles: rolesInWords(signedIn.identity) },
  });
}

function rolesInWords({ roles }: Identity): string {
  return roles.length === 0 ? 'no role' : roles.map((role) => ROLE_NAMES[role]).join(', ');
}
