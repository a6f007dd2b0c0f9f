import { URLExt } from '@jupyterlab/coreutils';
import { ServerConnection } from '@jupyterlab/services';
import type { ErrorAnswer } from './wire';

/** What the server said when it could not answer: what happened, and what to do about it. */
export class ServerError extends Error {
  constructor(
    message: string,
    readonly cure: string,
    readonly status: number,
    readonly kind: ErrorAnswer['kind'] = 'failed'
  ) {
    super(message);
    this.name = 'ServerError';
  }

  /** Both sentences, for a notice. */
  get advice(): string {
    return `${this.message} ${this.cure}`.trim();
  }
}

/** Sends one message to `nbcoach/<endpoint>`: a GET without a body, a POST with one. Throws `ServerError`. */
export async function ask<Answer>(
  settings: ServerConnection.ISettings,
  endpoint: string,
  body?: object,
  signal?: AbortSignal
): Promise<Answer> {
  const url = URLExt.join(settings.baseUrl, 'nbcoach', endpoint);
  const init: RequestInit = { method: body ? 'POST' : 'GET' };
  if (body) {
    init.body = JSON.stringify(body);
  }
  if (signal) {
    init.signal = signal;
  }
  const response = await ServerConnection.makeRequest(url, init, settings);
  if (!response.ok) {
    throw await failure(response);
  }
  return (await response.json()) as Answer;
}

async function failure(response: Response): Promise<ServerError> {
  const said = (await response.json().catch(() => ({}))) as Partial<ErrorAnswer>;
  if (response.status === 404 && said.cure === undefined) {
    return new ServerError(
      'The nbcoach server extension does not answer.',
      'Enable it with: jupyter server extension enable nbcoach',
      404
    );
  }
  return new ServerError(said.message ?? response.statusText, said.cure ?? '', response.status, said.kind);
}
