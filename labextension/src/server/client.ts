import type { ServerConnection } from '@jupyterlab/services';
import { ask } from './request';
import type {
  EditsAnswer,
  ExplainAnswer,
  ExplainRequest,
  ExportAnswer,
  ExportPlanAnswer,
  ExportPlanRequest,
  ExportRequest,
  LintAnswer,
  LintRequest,
  ResolveRequest,
  StatusAnswer,
  TrackRequest
} from './wire';

/** The server extension, one method per endpoint. */
export class Client {
  constructor(private readonly settings: ServerConnection.ISettings) {}

  status(): Promise<StatusAnswer> {
    return ask(this.settings, 'status');
  }

  lint(request: LintRequest, signal: AbortSignal): Promise<LintAnswer> {
    return ask(this.settings, 'lint', request, signal);
  }

  resolve(request: ResolveRequest): Promise<EditsAnswer> {
    return ask(this.settings, 'resolve', request);
  }

  track(request: TrackRequest): Promise<EditsAnswer> {
    return ask(this.settings, 'track', request);
  }

  explain(request: ExplainRequest): Promise<ExplainAnswer> {
    return ask(this.settings, 'explain', request);
  }

  exportPlan(request: ExportPlanRequest): Promise<ExportPlanAnswer> {
    return ask(this.settings, 'export-plan', request);
  }

  export(request: ExportRequest): Promise<ExportAnswer> {
    return ask(this.settings, 'export', request);
  }
}
