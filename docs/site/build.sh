#!/usr/bin/env bash
# Builds the site (pages and API reference) into site/pages. A warning, such as a link that leads nowhere, is an error.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
dotnet tool restore
dotnet build src/JumpingVpn.Cli -c Release --nologo --verbosity quiet
rm -rf site
dotnet docfx metadata docfx.json --warningsAsErrors
dotnet docfx build docfx.json --warningsAsErrors
