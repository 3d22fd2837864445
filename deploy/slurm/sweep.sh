#!/usr/bin/env bash
# Submits an experiment as an array of shards, and a job that waits for the array and completes the dataset. README.md beside this explains it.
set -euo pipefail

usage() {
  cat <<'TEXT'
sweep.sh --tasks N [--at-once K] [--program DLL] [options of sbatch] -- run NAME --out DIR [options of run]

  --tasks N      Shards, and so tasks of the array: one for at least 10 s of work each.
  --at-once K    Tasks that run at the same time, at the most; as many as Slurm finds room for unless given.
  --program DLL  Sim.Experiments.dll, in a folder that all nodes see; this checkout's Release build unless given.

All else before -- goes to sbatch, for the array and for the job that completes it: --partition, --time, --mem, --cpus-per-task, --output.
TEXT
}

fail() {
  echo "sweep.sh: $*" >&2
  exit 2
}

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
tasks='' at_once='' program=$here/../../artifacts/bin/Sim.Experiments/release/Sim.Experiments.dll
options=()
while [[ $# -gt 0 && $1 != -- ]]; do
  case $1 in
    --help) usage && exit 0 ;;
    --tasks | --at-once | --program)
      [[ $# -gt 1 && $2 != -- ]] || fail "$1 needs a value; sweep.sh --help shows what it takes."
      printf -v "$(tr - _ <<<"${1#--}")" %s "$2"
      shift 2
      ;;
    --tasks=* | --at-once=* | --program=*) set -- "${1%%=*}" "${1#*=}" "${@:2}" ;;
    --array* | --dependency* | --parsable) fail "$1 is set by sweep.sh itself; use --tasks and --at-once." ;;
    *) options+=("$1") && shift ;;
  esac
done

whole='^[1-9][0-9]{0,8}$'
[[ -n $tasks ]] || fail "say with --tasks how many tasks the array has, such as --tasks 8."
[[ $tasks =~ $whole ]] || fail "--tasks takes a whole number from 1, not '$tasks'."
[[ -z $at_once || $at_once =~ $whole ]] || fail "--at-once takes a whole number from 1, not '$at_once'."
[[ ${1-} == -- ]] || fail "write the run line after --, such as -- run predator-prey --runs 10000 --out /shared/sweep."
shift
[[ ${1-} == run ]] || fail "the run line after -- begins with run, not '${1-}'."

out=''
for ((i = 1; i <= $#; i++)); do
  case ${!i} in
    --out) j=$((i + 1)) && out=${!j-} ;;
    --out=* | --out:*) out=${!i:6} ;;
    --shard* | --finish | --resume | --overwrite) fail "${!i} does not belong in the run line: the array computes shards, keeps what is there, and is finished by itself." ;;
    --threads*) fail "${!i} does not belong in the run line: a task has as many threads as --cpus-per-task (before --) gives it." ;;
  esac
done
[[ -n $out && $out != -* ]] || fail "give the dataset's folder with --out, in a folder that all nodes see."
command -v sbatch >/dev/null || fail "there is no sbatch on the PATH: run this where Slurm's commands are, such as on a login node."
command -v dotnet >/dev/null || fail "there is no dotnet on the PATH: install the .NET 10 runtime, here and on the nodes."
[[ -f $program ]] || fail "there is no program at $program: build it with 'dotnet build -c Release experiments', or name it with --program."
program=$(realpath "$program")

array=$(sbatch "${options[@]}" --parsable --requeue --array="0-$((tasks - 1))${at_once:+%$at_once}" "$here/shard.sbatch" "$program" "$@")
array=${array%%;*}
# Not afterok: a task of which some runs failed has done its work, and the finish says itself which parts are missing.
finish=$(sbatch "${options[@]}" --parsable --requeue --dependency="afterany:$array" "$here/finish.sbatch" "$program" "$@") ||
  fail "the array was submitted as job $array, its finish was not: when the array is done, give the same line again."
echo "Job $array computes $tasks shards of $out, job ${finish%%;*} completes it. 'squeue --me' shows them; the same line again computes what is missing."
