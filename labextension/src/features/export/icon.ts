import { LabIcon } from '@jupyterlab/ui-components';

/** A notebook's page from which an arrow leads on to three steps. */
export const pipelineIcon = new LabIcon({
  name: 'nbcoach:pipeline',
  svgstr: `<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 16 16">
  <g class="jp-icon3" fill="none" stroke="#616161" stroke-width="1.4" stroke-linecap="round" stroke-linejoin="round">
    <circle cx="3" cy="8" r="1.8"/><circle cx="13" cy="3.4" r="1.8"/><circle cx="13" cy="12.6" r="1.8"/>
    <path d="M4.8 8h2.4c2 0 1.6-4.6 4-4.6M7.2 8c2 0 1.6 4.6 4 4.6"/>
  </g>
</svg>`
});
