#!/usr/bin/env bash
# The figures of docs/ARCHITECTURE.md, Measurements: start and memory of whole processes, then the rest in one process.
# ROUNDS starts of each window are compared. For BenchmarkDotNet's tables: dotnet run -c Release --project tests/PveLab.Benchmarks -- --filter '*'
set -euo pipefail
cd "$(dirname "$0")"
dotnet build -c Release -v q --nologo
program=bin/Release/net10.0/PveLab.Benchmarks.dll
echo "$(date +%F), $(nproc) cores, load $(cut -d' ' -f1-3 /proc/loadavg)"
dotnet "$program" --first-paint "${ROUNDS:-7}"
for figure in keys short golden commands year replication lesson class; do dotnet "$program" --figures "$figure"; done
