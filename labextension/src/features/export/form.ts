import type { Dialog } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';
import type { ExportPlanAnswer, PlannedParameter } from '../../server';

/** Asks for the folder of a pipeline, and says what will be written there. */
export class ExportForm extends Widget implements Dialog.IBodyWidget {
  private readonly folder = document.createElement('input');

  constructor(folder: string, plan: ExportPlanAnswer, isDirty: boolean, trans: TranslationBundle) {
    super();
    this.addClass('nbcoach-Export');
    this.folder.className = 'jp-mod-styled';
    this.folder.value = folder;
    const label = document.createElement('label');
    label.append(trans.__('Folder, next to the notebook'), this.folder);
    this.node.append(label, ...describe(plan, isDirty, trans));
  }

  getValue(): string {
    return this.folder.value.trim();
  }

  protected override onAfterAttach(): void {
    this.folder.select();
  }
}

function describe(plan: ExportPlanAnswer, isDirty: boolean, trans: TranslationBundle): HTMLElement[] {
  const steps = plan.steps.map(step => step.notebook).join(', ');
  return [
    paragraph(trans._n('One step: %2', '%1 steps: %2', plan.steps.length, steps)),
    ...parameters(plan.parameters, trans),
    ...plan.warnings.map(warning => paragraph(warning, 'nbcoach-Export-warning')),
    ...(isDirty ? [paragraph(trans.__('The notebook has unsaved changes; it is saved first.'))] : [])
  ];
}

function parameters(planned: readonly PlannedParameter[], trans: TranslationBundle): HTMLElement[] {
  if (planned.length === 0) {
    return [paragraph(trans.__('No parameters were found: every run will do the same.'))];
  }
  const table = document.createElement('table');
  table.className = 'nbcoach-Export-parameters';
  for (const parameter of planned) {
    const row = table.insertRow();
    row.title = parameter.help;
    row.insertCell().textContent = parameter.name;
    row.insertCell().textContent = parameter.default;
  }
  return [paragraph(trans.__('Parameters that a run may set:')), table];
}

function paragraph(text: string, className = ''): HTMLElement {
  const made = document.createElement('p');
  made.className = className;
  made.textContent = text;
  return made;
}
