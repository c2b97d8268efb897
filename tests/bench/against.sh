#!/usr/bin/env bash
# Benchmarks of another commit beside those of this tree, in turn on the machine at hand: what else the machine does
# falls on both. Called by `./dev bench --against COMMIT [NAME...] [ARGUMENT...]`, which has built this tree.
#   NAME      flight, batch, range, study or window; without any: the first four
#   ARGUMENT  goes to each of them, such as --benchmark_filter=widths
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
rounds=5
(($#)) || { echo "bench --against: expected a commit, such as HEAD~3" >&2; exit 2; }
commit=$(git -C "$root" rev-parse --verify --short "$1^{commit}")
shift
names=() arguments=()
for argument in "$@"; do
    if [[ $argument == -* ]]; then arguments+=("$argument"); else names+=("$argument"); fi
done
((${#names[@]})) || names=(flight batch range study)

there=$root/build/against/$commit
if [[ ! -d $there ]]; then
    mkdir -p "$there.part"
    git -C "$root" archive "$commit" | tar -x -C "$there.part"
    mv "$there.part" "$there"
fi
echo "building $commit in $there" >&2
cmake -S "$there" -B "$there/build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DAPOGEE_TESTS=OFF >"$there/configure.log"
ninja -C "$there/build" "${names[@]/#/bench_}" >"$there/build.log" || { tail -20 "$there/build.log" >&2; exit 1; }

runs=$(mktemp -d)
trap 'rm -rf "$runs"' EXIT
for ((round = 0; round < rounds; ++round)); do
    for name in "${names[@]}"; do
        for side in there here; do
            [[ $side == here ]] && program=$root/build/bench/$name || program=$there/build/bench/$name
            "$program" --benchmark_format=json "${arguments[@]}" 2>/dev/null >>"$runs/$side.json"
        done
    done
done

# The least processor time of each; of what a benchmark compares itself (the counter `ratio`) the median.
# JSON has a key a line; in CSV all benchmarks of a program would have to count the same.
awk -F': ' -v commit="$commit" -v rounds="$rounds" '
    function median(list,   n, v, i, j, t) {
        n = split(list, v, " ")
        for (i = 2; i <= n; ++i)
            for (j = i; j > 1 && v[j - 1] + 0 > v[j] + 0; --j) { t = v[j]; v[j] = v[j - 1]; v[j - 1] = t }
        return n % 2 ? v[(n + 1) / 2] : (v[n / 2] + v[n / 2 + 1]) / 2
    }
    { gsub(/[",]|^ +/, "") }
    $1 == "name" { name = $2; side = FILENAME ~ /there.json$/ ? "there" : "here" }
    $1 == "name" && !(name in seen) { seen[name] = 1; order[++count] = name }
    $1 == "cpu_time" && (!((side, name) in least) || $2 + 0 < least[side, name]) { least[side, name] = $2 + 0 }
    $1 == "time_unit" { unit[name] = $2 }
    $1 == "label" { label[name] = " " $2 }
    $1 == "ratio" { ratios[side, name] = ratios[side, name] " " $2 }
    END {
        printf "%-44s %12s %12s   %s\n", "", commit, "this tree", "this / " commit
        for (i = 1; i <= count; ++i) {
            n = order[i]
            if (!(("there", n) in least) || !(("here", n) in least)) { printf "%-44s only on one side\n", n; continue }
            printf "%-44s %9.3f %s %9.3f %s   %.3f\n", n label[n], least["there", n], unit[n], least["here", n], unit[n],
                least["here", n] / least["there", n]
            if (("there", n) in ratios && ("here", n) in ratios)
                printf "%-44s %12.1f %12.1f   times plain dopri5\n", "", median(ratios["there", n]),
                    median(ratios["here", n])
        }
        printf "least processor time of %d runs in turn\n", rounds
    }' "$runs/there.json" "$runs/here.json"
