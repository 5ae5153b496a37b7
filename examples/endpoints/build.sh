#!/usr/bin/env bash
# Builds the examples of the languages that this machine has a compiler for, beside their sources; says what it leaves out.
# Usage: build.sh [HEADER_FOLDER]   Where jumpingvpn_endpoint.h is; default: its folder in this repository.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
header=${1:-../../src/JumpingVpn.Endpoints}

build() {
  local tool=$1 language=$2
  shift 2
  if command -v "$tool" >/dev/null; then
    (cd "$language" && "$@")
    echo "$language: built"
  else
    echo "$language: left out, there is no $tool"
  fi
}

build cc c cc -shared -fPIC -O2 -Wall -Wextra -Werror -fvisibility=hidden -I"$([[ $header = /* ]] && echo "$header" || echo "../$header")" -o ping.so ping.c
build rustc rust rustc --edition 2021 --crate-type cdylib -O -o ping.so ping.rs
build go go go build -o ping ping.go
build dotnet csharp dotnet build ping.cs -o built -v quiet --nologo
