// Improves pages that work without it: no page needs this file.
import { initAll } from './govuk-frontend.min.js';

document.body.classList.add('js-enabled', 'govuk-frontend-supported');
initAll();

// On the history of a figure the arrow keys step back and forth, unless they are needed where the focus is.
document.addEventListener('keydown', (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.target instanceof Element && event.target.closest('input, select, textarea, [tabindex]')) return;
  const direction = { ArrowLeft: 'prev', ArrowRight: 'next' }[event.key];
  const link = direction && document.querySelector(`.govuk-pagination a[rel="${direction}"]`);
  if (link) link.click();
});

// A job that has not ended shows by itself how far it has come; at its end the page is loaded again, with the result.
const job = document.querySelector('[data-job-events]');
if (job) {
  const changes = new EventSource(job.dataset.jobEvents);
  changes.addEventListener('job', (event) => {
    const { percent, text, hasEnded } = JSON.parse(event.data);
    job.querySelector('progress').value = percent;
    job.querySelector('[role="status"]').textContent = text;
    if (!hasEnded) return;
    changes.close();
    location.reload();
  });
}
