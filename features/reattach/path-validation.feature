@reattach @path-validation
Feature: A new address is adopted only if it answers
  A valid request may have been captured and sent from elsewhere, to draw the session's traffic there. Where the policy asks for it, the gateway
  first sends a challenge to the new address, and only the holder of the session can answer it (RFC 9000 section 8.2, RFC 9853).

  Background:
    Given the policy:
      | setting         | value |
      | path-validation | on    |
    And a gateway "gw"
    And a NAT "home" that is a port-restricted cone
    And a client "phone" behind "home" with a session on "gw"
    And an off-path attacker "eve" who sees what "phone" sends

  Rule: Whoever holds the session moves it, one round trip later

    Scenario: The phone answers
      When the socket of "phone" dies
      And "phone" reattaches from a new socket
      Then the reattach is accepted
      And "gw" has challenged exactly 1 path
      And "gw" has switched the transport of "phone" exactly once, explicitly
      And "phone" can exchange 3 more messages

    Scenario Outline: The <message> is lost
      Given the link of "phone" loses the next <message>
      When the socket of "phone" dies
      And "phone" reattaches from a new socket
      Then the reattach is accepted
      And "gw" has switched the transport of "phone" exactly once, explicitly
      And "phone" can exchange 1 more message

      Examples:
        | message          |
        | REATTACH_REQUEST |
        | PATH_CHALLENGE   |
        | PATH_RESPONSE    |
        | REATTACH_ACK     |

    Scenario: A neighbour floods meanwhile
      Given a stranger "mallory" behind "home"
      When "mallory" keeps flooding "gw" with 1000 REATTACH_REQUEST messages a second
      And 3 s pass
      And the socket of "phone" dies
      And "phone" reattaches from a new socket
      Then the reattach is accepted
      And "gw" has switched the transport of "phone" exactly once, explicitly

  Rule: Whoever does not hold it moves nothing

    Scenario: A captured request that is sent from elsewhere first
      Given the link of "phone" loses the next PATH_CHALLENGE
      When the socket of "phone" dies
      And "phone" reattaches from a new socket without waiting for the answer
      And "eve" sends the captured REATTACH_REQUEST from her own address
      Then "gw" has challenged exactly 2 paths
      And "gw" has not switched the transport of "phone"
      When 2 s pass
      Then the session of "phone" is ATTACHED with the same id
      And "gw" has switched the transport of "phone" exactly once, explicitly

    Scenario: A captured answer opens nothing
      Given "phone" has reattached once
      When "eve" sends the captured PATH_RESPONSE from her own address
      Then "gw" refuses it as REPLAY_DETECTED and records a security event
      And the session of "phone" is unchanged

    Scenario: The very answer that moved the session is acknowledged again and changes nothing
      Given "phone" has reattached once
      When "eve" sends the captured PATH_RESPONSE from its original address
      Then "gw" acknowledges it again
      And the session of "phone" is unchanged

    Scenario: An answer for a session that has expired
      Given "phone" has reattached once
      When 30 s pass
      And "eve" sends the captured PATH_RESPONSE from its original address
      Then "gw" refuses it as UNKNOWN_SESSION (session_expired)

    Scenario: The answer of one session opens no other
      Given a client "laptop" with a session on "gw"
      And "phone" has reattached once
      When "eve" sends the captured PATH_RESPONSE for the session of "laptop"
      Then "gw" refuses it as BAD_PROOF
      And the session of "laptop" is unchanged
