#!/bin/sh
# Starts Workshop from this folder with the Python of this machine, without a network and without rights but those
# to write here.
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
for python in python3 python python3.14 python3.13 python3.12 python3.11 ''; do
  [ -n "$python" ] || break
  "$python" -c 'import sys; raise SystemExit(sys.version_info < (3, 11))' 2> /dev/null && break
done
if [ -z "$python" ]; then
  echo "Workshop needs Python 3.11 or later here. The folder that needs no Python is the other kit." >&2
  exit 2
fi
"$python" "$here/start.py" "$@"
code=$?
if [ "$code" -gt 2 ] && [ -t 1 ]; then # it was killed: give the terminal back as it was
  printf '\033[?1000l\033[?1002l\033[?1003l\033[?1006l\033[?2004l\033[?25h\033[?1049l'
  stty sane
fi
exit "$code"
