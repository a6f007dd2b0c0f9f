#!/usr/bin/env bash
# Makes an environment with jupyter-collaboration beside another one, whose packages it sees: collaboration.sh PYTHON FOLDER.
# It is one of its own because collaboration changes how every notebook is opened and saved.
set -euo pipefail

python=$1 folder=$2
if [ ! -x "$folder/bin/python" ]; then
  "$python" -m venv --without-pip "$folder"
  own=$("$folder/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
  below=$("$python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
  printf 'import site; site.addsitedir(%s)\n' "'$below'" > "$own/below.pth"
fi
"$python" -m pip --disable-pip-version-check --python "$folder/bin/python" install -q 'jupyter-collaboration>=4'
