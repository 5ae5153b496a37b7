@endpoint
Feature: A stranger's ping
  An endpoint is somebody else's protocol, in any language. This one is a tiny reliable ping, a WebAssembly module; the network, the time and the
  attackers are those of every other feature.

  Background:
    Given an endpoint "server" on port 4000 that runs "examples/endpoints/wat/ping.wat" with "listen"
    And a NAT "home" that is a port-restricted cone
    And an endpoint "phone" behind "home" that runs "examples/endpoints/wat/ping.wat" with "connect server:4000"

  Scenario: A server that forgets takes an old message for a new one
    When "phone" is told "send hello"
    And "server" crashes and restarts without its state
    And "phone" is told "send again"
    Then "server" says "got again" within 2 s
    And "phone" has said "delivered *" exactly 2 times

  Scenario: A server that is restored from a backup takes an old message for a new one
    Given an off-path attacker "eve" who sees what "phone" sends
    When "server" saves its state
    And "phone" is told "send hello"
    And "server" crashes and restarts with the state that it saved
    And "eve" sends everything that she has captured from its original address
    Then "server" has said "got hello" exactly 2 times

  Rule: As long as the server remembers, no message is taken twice

    Background:
      Given "server" must say each "got *" only once

    Scenario: Noise is no message
      Given a stranger "eve"
      When "eve" sends 100 random bytes to "server"
      And "eve" sends an empty datagram to "server"
      And "eve" sends the text "P" to "server"
      And "phone" is told "send hello"
      Then "server" says "got hello" within 1 s
      And "server" has said "got *" exactly once

    Scenario: A rebinding does not stop it
      When "phone" is told "send hello"
      And "home" rebinds "phone" to a new port
      And "phone" is told "send again"
      Then "server" says "got again" within 2 s
      And "server" has said in this order:
        | line      |
        | got hello |
        | got again |
      And "phone" has said "delivered hello" exactly once

    Scenario: What is lost is sent again
      Given the link of "phone" loses the next 3 datagrams
      When "phone" is told "send hello"
      Then "server" says "got hello" within 1 s
      And "server" has said "got hello" exactly once

    Scenario: A replayed message is not taken twice
      Given an off-path attacker "eve" who sees what "phone" sends
      When "phone" is told "send hello"
      And "eve" sends everything that she has captured from its original address
      And "eve" sends everything that she has captured from her own address
      Then "server" has said "got hello" exactly once
