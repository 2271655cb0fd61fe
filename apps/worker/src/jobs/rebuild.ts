import { JobFailure, progressOf, type JobHandler } from '@outturn/jobs';
import { readModels, rebuildReadModels } from '@outturn/read-models';
import type { JobParts } from './parts';

/** Makes read models again from the events, beside those in use, and puts them in their place. */
export function rebuild({ store, pool }: JobParts): JobHandler {
  return {
    kind: 'rebuild',
    async run({ input }, { signal, report }) {
      const models = readModels.filter(({ name }) => input.readModel === undefined || name === input.readModel);
      if (models.length === 0) throw new JobFailure('There is no read model of that name.');
      const onProgress = (done: number, total: number): void => {
        signal.throwIfAborted();
        report(progressOf(done, total, `${done} of ${total} indicators`));
      };
      const position = await rebuildReadModels({ store, pool, models, onProgress });
      return { position, readModels: models.map(({ name }) => name) };
    },
  };
}
