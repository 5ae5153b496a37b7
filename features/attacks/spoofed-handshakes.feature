@attack @cookie
Feature: A handshake under a forged address leaves nothing behind
  Anybody can write another's address on a handshake. A gateway that asks for a cookie first keeps nothing of it: only who receives at that
  address can send the cookie back.

  Background:
    Given the policy:
      | setting      | value  |
      | retry-policy | always |
    And a gateway "gw"
    And a client "phone"
    And a stranger "mallory"

  Rule: Whoever receives at his address gets a session with the next transmission

    Scenario: An honest client
      When "phone" starts a session on "gw"
      Then "gw" has answered exactly 1 handshake with HANDSHAKE_RETRY
      And "gw" holds exactly 1 session
      And "phone" can exchange 3 more messages

    Scenario Outline: The <message> is lost
      Given the link of "phone" loses the next <message>
      When "phone" starts a session on "gw"
      Then "gw" holds exactly 1 session

      Examples:
        | message         |
        | HANDSHAKE_INIT  |
        | HANDSHAKE_RETRY |
        | HANDSHAKE_ACK   |

  Rule: Nobody else does

    Scenario: Handshakes under a bystander's address
      Given a gateway "elsewhere"
      And a NAT "home" that is a port-restricted cone
      And a client "bystander" behind "home" with a session on "elsewhere"
      When "mallory" floods "gw" with 100 HANDSHAKE_INIT messages from the address of "bystander"
      Then "gw" holds no session
      And "gw" has answered exactly 100 handshakes with HANDSHAKE_RETRY
      And "gw" records at most 0 events

    Scenario: A cookie is good for the address that it was sent to
      Given an off-path attacker "eve" who sees what "phone" sends
      And "phone" has started a session on "gw"
      When "eve" sends the captured HANDSHAKE_INIT from her own address
      Then "gw" has answered exactly 2 handshakes with HANDSHAKE_RETRY
      And "gw" holds exactly 1 session
      And the session of "phone" is unchanged

    Scenario: A cookie does not keep
      Given an off-path attacker "eve" who sees what "phone" sends
      And "phone" has started a session on "gw"
      And "phone" has ended its session
      When 20 s pass
      And "eve" sends the captured HANDSHAKE_INIT from its original address
      Then "gw" has answered exactly 2 handshakes with HANDSHAKE_RETRY
      And "gw" holds no session

    Scenario: A forged cookie
      When "mallory" sends the text '{"type":"HANDSHAKE_INIT","cookie":"00112233445566778899aabbccddeeff"}' to "gw"
      Then "gw" has answered exactly 1 handshake with HANDSHAKE_RETRY
      And "gw" holds no session
