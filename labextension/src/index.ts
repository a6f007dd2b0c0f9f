import { exporting } from './features/export';
import { hints } from './features/hints';
import { panel } from './features/panel';
import { report } from './features/report';
import { status } from './features/status';
import { widget } from './features/widget';
import { coach } from './plugin';

/** The plugins: the shared state first, then one per feature. */
export default [coach, hints, exporting, panel, report, status, widget];
