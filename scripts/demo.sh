#!/usr/bin/env bash
# The main job, from a level-0 notebook to a recorded run, on copies of the example notebooks; `make demo` runs it.
# usage: scripts/demo.sh BIN FOLDER      (where nbcoach is installed; the folder, which is made anew but for its MLflow store)
set -euo pipefail

examples=$(cd "$(dirname "${BASH_SOURCE[0]}")/../notebooks/examples" && pwd)
bin=$1
folder=$2
PATH=$(cd "$bin" && pwd):$PATH

if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then bold=$'\e[1m' faint=$'\e[2m' plain=$'\e[0m'; else bold='' faint='' plain=''; fi

say() { printf '\n%s── %s%s\n' "$bold" "$*" "$plain"; }

show() {
  printf '%s$ %s%s\n' "$faint" "$*" "$plain"
  "$@"
}

# excerpt FIRST LAST COMMAND…: its first and last lines
excerpt() {
  local first=$1 last=$2 code=0 text
  shift 2
  text=$(show "$@") || code=$?
  printf '%s\n' "$text" | awk -v first="$((first + 1))" -v last="$last" '
    { line[NR] = $0 }
    END {
      for (n = 1; n <= NR; n++) {
        if (n <= first || n > NR - last) print line[n]
        else if (n == first + 1) print "  … " NR - first - last " more lines …"
      }
    }'
  return "$code"
}

# Findings end with 1: that is what lint is for. Anything else is a failure of the demo.
finds() {
  local code=0
  "$@" || code=$?
  [ "$code" = 1 ] || { echo "error: lint was to find something, and ended with $code" >&2; return 1; }
}

fresh_copies() {
  mkdir -p "$folder"
  find "$folder" -mindepth 1 -maxdepth 1 ! -name mlflow.db ! -name mlruns ! -name mlartifacts -exec rm -rf {} +
  cp -R "$examples/." "$folder"
}

# Like most teams: the notebooks are under version control, the data is not.
under_version_control() {
  command -v git >/dev/null || return 0
  printf 'data/\nmlruns/\nmlflow.db*\n' >.gitignore
  git init -q . && git add -A
  git -c user.name=demo -c user.email=demo@localhost -c commit.gpgsign=false commit -q -m "What we have"
}

main() {
  fresh_copies
  cd "$folder"
  under_version_control
  export MLFLOW_TRACKING_URI="sqlite:///$PWD/mlflow.db"

  say "1. What does the coach see in the churn notebook?"
  finds excerpt 40 1 nbcoach lint customer_churn.ipynb
  echo
  finds excerpt 0 1 nbcoach lint .

  say "2. Why does it matter?"
  excerpt 14 0 nbcoach explain unseeded-run

  say "3. Turn it into a pipeline whose results are proven equal, and run that with another number of trees"
  show nbcoach export customer_churn.ipynb --to churn-pipeline --yes --steps headings
  show nbcoach run churn-pipeline -p N_TREES=60

  say "4. Insert MLflow tracking into the notebook itself"
  show nbcoach track customer_churn.ipynb --write

  say "5. How far is the folder on its way?"
  excerpt 4 3 nbcoach assess .

  say "Where to look"
  printf '  %-36s %s\n' \
    "make lab" "JupyterLab on $folder/: open customer_churn.ipynb" \
    "$folder/churn-pipeline/" "the pipeline; runs/ holds the executed notebook" \
    "$folder/customer_churn_tracked.ipynb" "the same notebook, one level up"
  printf '  %s\n' "$bin/mlflow ui --backend-store-uri $MLFLOW_TRACKING_URI"
}

main
