#!/bin/sh
# Explores in parts with GNU parallel, and merges them. A part that is killed is run again, 3 times at most.
#   explore-parallel.sh
#   PARTS=64 SEEDS=1000000 explore-parallel.sh
# On several machines that share this folder: PARALLEL='--sshloginfile machines --workdir .' explore-parallel.sh
set -eu
parts=${PARTS:-8}
results=${RESULTS:-results}
jumpingvpn=${JUMPINGVPN:-jumpingvpn}
mkdir -p "$results"
# 1: something was found, and the results are written. Only what has none is to be run again.
seq "$parts" | parallel --retries 4 \
  "$jumpingvpn explore --seeds ${SEEDS:-100000} --jobs 1 --shard {}/$parts --results '$results/{}.ndjson' --out 'findings-{}'" \
  '|| [ $? -eq 1 ]'
# shellcheck disable=SC2086 # the program may be several words
exec $jumpingvpn explore --merge "$results"/*.ndjson --results all.ndjson
