#!/usr/bin/env bash
# Installs a wheel alone into an empty environment and reads an article with it: scripts/smoke_wheel.sh dist/*.whl
set -euo pipefail
wheel=$(realpath "${1:?give the path of a wheel}")
examples=$(realpath "$(dirname "$0")/../examples")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"${PYTHON:-python3}" -m venv "$work/env"
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check "$wheel"

# Away from the source tree, so that nothing but the wheel can be imported.
cd "$work"
unset PYTHONPATH VIRTUAL_ENV
"$work/env/bin/python" -c 'import comity, sys; sys.exit(0 if comity.__file__.startswith(sys.prefix) else comity.__file__)'
"$work/env/bin/comity" --help >/dev/null
for example in wire.txt page.html documents.jsonl; do
  "$work/env/bin/comity" read "$examples/$example" --format jsonl >"$work/rows.jsonl"
  "$work/env/bin/python" - "$work/rows.jsonl" "$example" <<'PY'
import json
import sys

rows = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
whole = [row for row in rows if row["id"] and row["kind"] and row["actors"] and row["quote"]]
if not rows or len(whole) != len(rows):
    sys.exit(f"{sys.argv[2]}: {len(whole)} whole statements of {len(rows)}")
print(f"{sys.argv[2]}: {len(rows)} statements")
PY
done
"$work/env/bin/comity" ingest "$examples/wire.txt" --ledger "$work/ledger.db" >/dev/null
"$work/env/bin/comity" ledger check --ledger "$work/ledger.db"
"$work/env/bin/comity" dossier KAZ FRA --ledger "$work/ledger.db" >"$work/dossier.txt"
[ -s "$work/dossier.txt" ] || { echo "the dossier is empty" >&2; exit 1; }
echo "the wheel stands alone: $(basename "$wheel")"
