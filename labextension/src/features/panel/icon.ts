import { LabIcon } from '@jupyterlab/ui-components';

/** Three steps up, with a flag on the last one. */
export const coachIcon = new LabIcon({
  name: 'nbcoach:coach',
  svgstr: `<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 16 16">
  <g class="jp-icon3" fill="none" stroke="#616161" stroke-width="1.4" stroke-linecap="round" stroke-linejoin="round">
    <path d="M1.5 14h4v-3.2h4V7.6h4V14"/><path d="M11.5 7.4V1.8l3 1.2-3 1.3"/>
  </g>
</svg>`
});
