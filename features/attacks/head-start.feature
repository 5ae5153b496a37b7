@attack @race
Feature: A head start wins a session for one round trip
  An eavesdropper sees each request when it is sent, and may send a copy from elsewhere before it arrives. Nothing in a request says which of two addresses is the
  client's. The record shows the race; with keys both addresses are challenged, the phone gets its session back, and the race costs it nothing.

  Background:
    Given the policy:
      | setting                     | value |
      | switch-cooldown             | 0 s   |
      | maximum-switches-per-minute | 3     |
    And a gateway "gw" in psk mode
    And a NAT "home" that is a port-restricted cone
    And a client "phone" behind "home" with a session on "gw"
    And "phone" has exchanged 1 message
    And an on-path attacker "mallory" on the link of "phone"

  Rule: Whoever cannot answer a challenge loses what was won

    Scenario: A copy of the request comes first
      When "mallory" holds the next REATTACH_REQUEST
      And "phone" reattaches from a new socket without waiting for the answer
      And "mallory" sends a copy of what she holds from her own address
      And "mallory" releases what she holds
      Then "gw" records the security event race
      And "gw" has challenged exactly 2 paths
      And the reattach is accepted
      And "gw" has switched the transport of "phone" exactly 2 times, explicitly
      And "phone" can exchange 2 more messages
      And no acknowledged message was lost or delivered twice

    Scenario: A copy of the request comes second
      When "mallory" holds the next REATTACH_REQUEST
      And "phone" reattaches from a new socket without waiting for the answer
      And "mallory" releases what she holds
      And "mallory" sends a copy of what she holds from her own address
      Then "gw" refuses it as REPLAY_DETECTED and records a security event
      And "gw" has switched the transport of "phone" exactly once, explicitly
      And "phone" can exchange 2 more messages

  Rule: A race costs none of the switches of a minute

    Scenario: Three moves, and a race for each, where three switches are allowed
      When "mallory" holds the next REATTACH_REQUEST
      And "phone" reattaches from a new socket without waiting for the answer
      And "mallory" sends a copy of what she holds from her own address
      And "mallory" releases what she holds
      And 1 s passes
      And "mallory" holds the next REATTACH_REQUEST
      And "phone" reattaches from a new socket without waiting for the answer
      And "mallory" sends a copy of what she holds from her own address
      And "mallory" releases what she holds
      And 1 s passes
      And "mallory" holds the next REATTACH_REQUEST
      And "phone" reattaches from a new socket without waiting for the answer
      And "mallory" sends a copy of what she holds from her own address
      And "mallory" releases what she holds
      Then the reattach is accepted
      And "gw" has switched the transport of "phone" exactly 6 times, explicitly
      And "phone" can exchange 2 more messages
