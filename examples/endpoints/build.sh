#!/usr/bin/env bash
# Builds the examples of the languages that this machine has a compiler for, beside their sources; says what it leaves out.
# Usage: build.sh [HEADER_FOLDER]   Where jumpingvpn_endpoint.h is; default: its folder in this repository.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
header=$(realpath "${1:-../../src/JumpingVpn.Endpoints}")
strict=(-O2 -Wall -Wextra -Werror -fvisibility=hidden -I"$header")
wasm=(--target=wasm32-wasi -mexec-model=reactor)
quic=(-lngtcp2 -lngtcp2_crypto_gnutls -lgnutls)

# build NAME FOLDER TOOL COMMAND…: where there is the tool.
build() {
  local name=$1 folder=$2 tool=$3
  shift 3
  if command -v "$tool" >/dev/null; then
    (cd "$folder" && "$@")
    echo "$name: built"
  else
    echo "$name: left out, there is no $tool"
  fi
}

# links COMPILER OPTIONS…: whether it makes a program out of these headers, read from standard input, and options.
links() { "$@" -shared -fPIC -x c -o /dev/null - 2>/dev/null; }

build c c cc cc -shared -fPIC "${strict[@]}" -o ping.so ping.c
build c-forgetful c cc cc -shared -fPIC "${strict[@]}" -o forgetful_ping.so forgetful_ping.c
build c-process c cc cc "${strict[@]}" -o ping-lines lines.c ping.c
if echo '#include <stdlib.h>' | clang "${wasm[@]}" -x c -o /dev/null - 2>/dev/null; then
  build c-wasm c clang clang "${wasm[@]}" "${strict[@]}" -o ping.wasm ping.c
else
  echo "c-wasm: left out, there is no clang for wasm32-wasi with its C library (Debian: clang lld wasi-libc libclang-rt-dev-wasm32)"
fi
build rust rust rustc rustc --edition 2021 --crate-type cdylib -O -o ping.so ping.rs
build go go go go build -o ping ping.go
build csharp csharp dotnet dotnet build ping.cs -o built -v quiet --nologo
if echo '#include <ngtcp2/ngtcp2_crypto_gnutls.h>' | links cc "${quic[@]}"; then
  build quic quic cc cc -shared -fPIC "${strict[@]}" -o quic.so endpoint.c connection.c stream.c tls.c "${quic[@]}"
else
  echo "quic: left out, there is no ngtcp2 with GnuTLS (Debian: libngtcp2-dev libngtcp2-crypto-gnutls-dev libgnutls28-dev)"
fi
