#!/usr/bin/env bash
# Prints the path of a Chromium that starts; installs one where there is none.
# usage: scripts/chromium.sh PYTHON      (a Python that has playwright)
set -euo pipefail

python=$1

starts() { [ -n "$1" ] && "$1" --version >/dev/null 2>&1 </dev/null; }

installed() {
  local name path
  for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable \
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" \
    "/Applications/Chromium.app/Contents/MacOS/Chromium"; do
    path=$(command -v "$name" 2>/dev/null) && starts "$path" && echo "$path" && return
  done
  path=$(playwrights) && starts "$path" && echo "$path"
}

playwrights() {
  "$python" -c 'from playwright.sync_api import sync_playwright
with sync_playwright() as playwright: print(playwright.chromium.executable_path)' 2>/dev/null
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

from_apt() {
  command -v apt-get >/dev/null && as_root true 2>/dev/null || return 1
  as_root apt-get update -qq && DEBIAN_FRONTEND=noninteractive as_root apt-get install -y -qq chromium
}

say() { echo "$*" >&2; }

main() {
  installed && return
  say "No Chromium found for the browser tests: installing one …"
  from_apt >&2 </dev/null && installed && return
  "$python" -m playwright install chromium >&2 </dev/null && installed && return
  say "error: no Chromium could be found or installed."
  say "Install chromium or google-chrome with your package manager, or name one: make test CHROMIUM=/path/to/it"
  return 1
}

main
