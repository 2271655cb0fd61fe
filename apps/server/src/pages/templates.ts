import { dirname, join } from 'node:path';
import { Environment, FileSystemLoader } from 'nunjucks';

const GOVUK = join(dirname(require.resolve('govuk-frontend/package.json')), 'dist');

/** Everything that is put into a page is escaped; a name that a page does not have is a mistake, not an empty place. */
const environment = new Environment(new FileSystemLoader([join(__dirname, 'views'), GOVUK]), {
  autoescape: true,
  trimBlocks: true,
  lstripBlocks: true,
});

/**
 * Renders a view.
 *
 * @param view name of its file in `views`, without its ending
 */
export function renderView(view: string, context: object): string {
  return environment.render(`${view}.njk`, context);
}
