Feature: A ping that takes a message as often as it comes, on a network that loses nothing
  This feature passes, and the server is wrong all the same: its bug shows only where an answer is lost or late, or a message comes twice.
  "jumpingvpn explore unnoticed-bug.feature" finds that by itself. Build it first: build.sh.

  Scenario: A message is taken once
    Given an endpoint "server" on port 4000 that runs "c/forgetful_ping.so" with "listen"
    And a NAT "home" that is a port-restricted cone
    And an endpoint "phone" behind "home" that runs "c/ping.so" with "connect server:4000"
    And "server" must say each "got *" only once
    When "phone" is told "send hello"
    And 1 s passes
    Then "phone" has said "delivered hello" exactly once
