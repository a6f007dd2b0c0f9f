import type { TranslationBundle } from '@jupyterlab/translation';
import { VDomRenderer } from '@jupyterlab/ui-components';
import * as React from 'react';
import { Report, type ReportProps } from './body';
import type { Survey } from './survey';

/** The content of a report's tab. */
export class ReportView extends VDomRenderer<Survey> {
  constructor(
    survey: Survey,
    private readonly actions: Pick<ReportProps, 'openNotebook' | 'openFinding'>,
    private readonly trans: TranslationBundle
  ) {
    super(survey);
    this.addClass('nbcoach-Report');
    this.node.tabIndex = -1;
  }

  get path(): string {
    return this.model.path;
  }

  override dispose(): void {
    const survey = this.isDisposed ? null : this.model;
    super.dispose();
    survey?.dispose();
  }

  protected override onActivateRequest(): void {
    this.node.focus();
  }

  protected override render(): React.JSX.Element {
    return <Report survey={this.model} trans={this.trans} {...this.actions} />;
  }
}
