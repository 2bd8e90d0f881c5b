#!/usr/bin/env bash
# The hook `fairlead-build` of pre-commit: runs the fairlead of the PATH, else builds the one of this checkout, which
# pre-commit keeps per revision. Nothing is installed on the way.
set -euo pipefail
if command -v fairlead >/dev/null; then exec fairlead lint --pre-commit "$@"; fi
here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
FAIRLEAD_NO_INSTALL=1 exec "$here/scripts/fairlead" lint --pre-commit "$@"
