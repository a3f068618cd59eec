#!/usr/bin/env bash
# Refuse what must never be committed: machine paths, addresses of a package index, unfinished places.
set -euo pipefail
cd "$(git rev-parse --show-toplevel)"
failed=0

refuse() { # message, then lines on standard input
  local found
  found=$(cat)
  if [ -n "$found" ]; then
    printf '%s\n%s\n' "$1" "$found" >&2
    failed=1
  fi
}

refuse "paths of one machine:" \
  < <(git grep -nE '(^|[^A-Za-z0-9_.])/(work|farm|root|home/[a-z]+)/' -- . ':!tools/check_tree.sh')
refuse "addresses in a lock file:" < <(git grep -nE 'https?://' -- '*.lock'; git grep -nE '"resolved"' -- 'package-lock.json')
refuse "address of a package index:" < <(git grep -nE '^(--)?(extra-)?index-url' -- . ':!tools/check_tree.sh')
refuse "unfinished places:" \
  < <(git grep -nE '\b(TODO|FIXME)\b|# XXX|raise NotImplementedError|mark\.(skip|xfail)\b' -- src tests)
exit $failed
