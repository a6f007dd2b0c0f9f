import type { ServerConnection } from '@jupyterlab/services';
import { ask } from './request';
import type {
  EditsAnswer,
  ExplainAnswer,
  ExplainRequest,
  ExportCancelRequest,
  ExportIntent,
  ExportIntentRequest,
  ExportListAnswer,
  ExportListRequest,
  ExportPlanAnswer,
  ExportPlanRequest,
  ExportRequest,
  ExportStatus,
  ExportStatusRequest,
  FilesAnswer,
  FilesRequest,
  FolderAnswer,
  FolderRequest,
  HabitsAnswer,
  HabitsRequest,
  LaterRequest,
  FixSafeAnswer,
  FixSafeRequest,
  IgnoreInProjectAnswer,
  IgnoreInProjectRequest,
  IgnoreRequest,
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

  fixSafe(request: FixSafeRequest): Promise<FixSafeAnswer> {
    return ask(this.settings, 'fix-safe', request);
  }

  ignore(request: IgnoreRequest): Promise<EditsAnswer> {
    return ask(this.settings, 'ignore', request);
  }

  ignoreInProject(request: IgnoreInProjectRequest): Promise<IgnoreInProjectAnswer> {
    return ask(this.settings, 'ignore-in-project', request);
  }

  track(request: TrackRequest): Promise<EditsAnswer> {
    return ask(this.settings, 'track', request);
  }

  explain(request: ExplainRequest): Promise<ExplainAnswer> {
    return ask(this.settings, 'explain', request);
  }

  habits(request: HabitsRequest, signal: AbortSignal): Promise<HabitsAnswer> {
    return ask(this.settings, 'habits', request, signal);
  }

  later(request: LaterRequest): Promise<HabitsAnswer> {
    return ask(this.settings, 'later', request);
  }

  folder(request: FolderRequest, signal: AbortSignal): Promise<FolderAnswer> {
    return ask(this.settings, 'folder', request, signal);
  }

  files(request: FilesRequest, signal: AbortSignal): Promise<FilesAnswer> {
    return ask(this.settings, 'files', request, signal);
  }

  exportPlan(request: ExportPlanRequest, signal: AbortSignal): Promise<ExportPlanAnswer> {
    return ask(this.settings, 'export-plan', request, signal);
  }

  exportIntent(request: ExportIntentRequest): Promise<ExportIntent> {
    return ask(this.settings, 'export-intent', request);
  }

  /** Begins an export; `exportStatus` tells how far it is. */
  export(request: ExportRequest): Promise<ExportStatus> {
    return ask(this.settings, 'export', request);
  }

  exportStatus(request: ExportStatusRequest): Promise<ExportStatus> {
    return ask(this.settings, 'export-status', request);
  }

  /** The exports of a notebook that go on, or ended with nobody told. */
  exportList(request: ExportListRequest): Promise<ExportListAnswer> {
    return ask(this.settings, 'export-list', request);
  }

  exportCancel(request: ExportCancelRequest): Promise<ExportStatus> {
    return ask(this.settings, 'export-cancel', request);
  }
}
