Feature: QUIC through networks that move
  The stack is ngtcp2 with GnuTLS, as the system's packages bring it. What is ours is the glue beside this file. Build it first: ../build.sh.

  Background:
    Given an endpoint "server" on port 4433 that runs "quic.so" with "listen"
    And a NAT "home" that is a port-restricted cone
    And the link of "home" has a delay of 20 ms
    And an endpoint "phone" behind "home" that runs "quic.so" with "connect server:4433"
    And "server" must say each "got *" only once

  Scenario: A handshake and a line
    When "phone" is told "send hello"
    Then "server" says "got hello" within 200 ms
    And "phone" says "delivered hello" within 200 ms
    And "phone" has said "handshake completed" exactly once

  Scenario: Streams do not wait for each other
    Given "phone" has been told "send before"
    When "phone" is told "bulk 3000000; send beside"
    Then "server" says "received 3000000 bytes" within 10 s
    And "server" has said in this order:
      | line                   |
      | got before             |
      | got beside             |
      | received 3000000 bytes |

  Scenario: Loss costs time and nothing else
    Given the link of "phone" loses 10 % of the datagrams
    When "phone" is told "bulk 300000; send hello"
    Then "server" says "received 300000 bytes" within 60 s
    And "server" has said "got hello" exactly once

  Scenario: A rebinding moves the connection
    Given "phone" has been told "send one"
    And 1 s passes
    When "home" rebinds "phone" to a new port
    And "phone" is told "send two"
    Then "server" says "got two" within 200 ms
    And "server" says "path validated" within 200 ms
    And "phone" says "delivered two" within 200 ms

  Scenario: What an attacker repeats opens and changes nothing
    Given an off-path attacker "eve" who sees what "phone" sends
    And "phone" has been told "send one"
    And 1 s passes
    When "eve" sends everything that she has captured from her own address
    And "phone" is told "send two"
    Then "server" says "got two" within 200 ms
    And "server" has never said "path *"
    And "server" has said "handshake completed" exactly once

  Scenario: The phone moves to its other network, after it has asked whether that works
    Given "phone" has an interface "lte"
    And "phone" has been told "send one"
    And 1 s passes
    When "phone" is told "migrate 1"
    Then "phone" says "path validated" within 200 ms
    And "server" says "path validated" within 1 s
    When "phone" is told "send two"
    Then "phone" says "delivered two" within 200 ms

  Scenario: A server that has forgotten says so
    Given "phone" has been told "send one"
    And 1 s passes
    When "server" crashes and restarts without its state
    And "phone" is told "send two"
    Then "phone" says "reset by the peer*" within 200 ms
    And "phone" has said "closed: *" exactly once
