import type { TranslationBundle } from '@jupyterlab/translation';
import { VDomRenderer } from '@jupyterlab/ui-components';
import type { Message } from '@lumino/messaging';
import * as React from 'react';
import { Panel, type PanelActions } from './body';
import type { PanelState } from './state';

/** The panel as a widget of the side bar; it asks the server only while it is to be seen. */
export class CoachPanel extends VDomRenderer<PanelState> {
  constructor(
    state: PanelState,
    private readonly actions: PanelActions,
    private readonly trans: TranslationBundle
  ) {
    super(state);
    this.addClass('nbcoach-Panel');
    this.node.setAttribute('role', 'region');
    this.node.setAttribute('aria-label', trans.__('Coach'));
    this.node.tabIndex = -1;
  }

  protected override onAfterAttach(message: Message): void {
    super.onAfterAttach(message);
    this.model.setVisible(this.isVisible);
  }

  protected override onAfterShow(message: Message): void {
    super.onAfterShow(message);
    this.model.setVisible(true);
  }

  protected override onBeforeHide(message: Message): void {
    super.onBeforeHide(message);
    this.model.setVisible(false);
  }

  protected override onActivateRequest(message: Message): void {
    super.onActivateRequest(message);
    this.node.focus();
  }

  protected override render(): React.JSX.Element {
    return <Panel state={this.model} actions={this.actions} trans={this.trans} />;
  }
}
