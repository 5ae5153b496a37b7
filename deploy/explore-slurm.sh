#!/bin/sh
# Explores in 8 parts as a Slurm array. The folder that it is submitted in is shared by the nodes, and has the features.
#   sbatch explore-slurm.sh
#   jumpingvpn explore --merge results/*.ndjson --results all.ndjson
# The merge names parts that are missing: sbatch --array=3,7 explore-slurm.sh
# More parts: PARTS=64 sbatch --array=1-64 explore-slurm.sh
#SBATCH --job-name=explore
#SBATCH --array=1-8
#SBATCH --cpus-per-task=1
#SBATCH --output=explore-%a.log
set -u
part=$SLURM_ARRAY_TASK_ID
results=${RESULTS:-results}
mkdir -p "$results"
${JUMPINGVPN:-jumpingvpn} explore --seeds "${SEEDS:-100000}" --jobs "${SLURM_CPUS_PER_TASK:-1}" --shard "$part/${PARTS:-8}" \
  --results "$results/$part.ndjson" --out "findings-$part"
code=$?
# 1: something was found, and the results are written. Slurm is to report only parts that have none.
[ "$code" -eq 1 ] || exit "$code"
