#!/usr/bin/env bash
# Explores every feature for a time and files what it finds among the regressions, each finding once.
#
#   deploy/explore-nightly.sh [TIME]              default: 1h
#   deploy/explore-nightly.sh --seeds 100 --jobs 2   or any other options of explore
#
# A new finding becomes features/regressions/NAME.feature with the tags @ignore @unfixed, so that the tests stay green until somebody has
# fixed it and takes these two tags off, and a row of docs/test-scenarios.md. What is there already is not filed again.
# The exit code is 0 where nothing new was found, 1 where something was, and 2 where it could not explore.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

case ${1:-1h} in
  --*) options=("$@") ;;
  *) options=(--time "${1:-1h}") ;;
esac
read -r -a jumpingvpn <<<"${JUMPINGVPN:-dotnet run -c Release --project src/JumpingVpn.Cli --}"
regressions=features/regressions
page=docs/test-scenarios.md
found=$(mktemp -d)
trap 'rm -rf "$found"' EXIT

"${jumpingvpn[@]}" explore ${FEATURES:-features} "${options[@]}" --from "${SEED:-$(date +%s)}" --out "$found"
code=$?
if [ "$code" -gt 1 ]; then
  echo "explore-nightly: exploring ended with $code; nothing is filed." >&2
  exit 2
fi

new=0
mkdir -p "$regressions"
for feature in "$found"/*.feature; do
  [ -e "$feature" ] || continue
  name=$(basename "$feature" .feature | sed -E 's/^[0-9]+-//')
  target=$regressions/$name.feature
  if [ -e "$target" ]; then
    echo "known: $target"
    continue
  fi

  { echo "@regression @ignore @unfixed"; cat "$feature"; } >"$target"
  cp "${feature%.feature}.decisions" "$regressions/$name.decisions"
  row="| found by exploring, not fixed yet | [regressions/$name](../$target) | \`@regression @unfixed\` | $(sed -n 's/^Feature: //p' "$feature" | head -1 | tr '|' '/') | sim, udp |"
  ROW=$row awk 'NR == FNR { if (/^\|.*\(\.\.\/features\//) last = FNR; next } { print } FNR == last { print ENVIRON["ROW"] }' "$page" "$page" >"$found/page" &&
    cat "$found/page" >"$page"
  echo "filed: $target"
  new=$((new + 1))
done

# A finding of the reference model alone has a log and no feature.
for log in "$found"/*.decisions; do
  [ -e "$log" ] || continue
  [ -e "${log%.decisions}.feature" ] && continue
  name=$(basename "$log" .decisions | sed -E 's/^[0-9]+-//')
  target=$regressions/$name.decisions
  [ -e "$target" ] && { echo "known: $target"; continue; }
  cp "$log" "$target"
  echo "filed: $target, which only jumpingvpn replay repeats"
  new=$((new + 1))
done

echo "$new new"
[ "$new" -eq 0 ]
