#!/usr/bin/env bash
# Makes the three pictures of docs/reports.md from real runs, in this folder. Needs chromium; run it after a build, from the repository's root.
set -euo pipefail
root=$PWD
images=$root/docs/images
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

cat > "$folder/commuter.feature" <<'FEATURE'
@commuter
Feature: A commuter's session
  From the kitchen to the train, and past a thief.

  Rule: The NAT forgets

    @nat
    Scenario: The NAT gives a new port while copies come and datagrams go
      Given a gateway "gw"
      And a NAT "home" that is a port-restricted cone
      And a client "phone" behind "home" with a session on "gw"
      And an off-path attacker "mallory" who sees what "phone" sends
      And the link of "phone" has a delay of 30 ms with a jitter of 10 ms
      And the link of "phone" loses 10 % of the datagrams
      And the link of "phone" duplicates the next DATA
      When "home" rebinds "phone" to a new port
      And "phone" sends a message
      And "mallory" sends the captured DATA from his own address
      Then all messages of "phone" arrive exactly once
      And exactly 5 datagrams were refused as WRONG_TRANSPORT
FEATURE

run() { dotnet "$root/src/JumpingVpn.Cli/bin/Debug/net10.0/jumpingvpn.dll" run --quiet --report-detail all "$@" || [ $? -eq 1 ]; }
picture() { # name, address, size
  chromium --headless=new --no-sandbox --disable-gpu --hide-scrollbars --window-size="$3" --virtual-time-budget=5000 \
    --screenshot="$images/$1.png" "file://$2" 2>/dev/null
}

cp -r "$root/features" "$folder/features"
(cd "$folder" && run commuter.feature features/nat features/attacks features/reattach --report html=all.html)
(cd "$folder" && run commuter.feature --seeds 2 --report html=two.html)
picture report-overview "$folder/all.html#/" 1200,820
picture report-ladder "$folder/two.html#/s/0" 1280,1560
picture report-diff "$folder/two.html#/diff/0/1" 1280,1300
