@attack @injection @keys
Feature: Knowing a session's id and forging addresses is not enough to speak for it
  A session id travels in the clear and a source address is easily forged. Only a message that shows the session's keys is the client's,
  or the gateway's.

  Rule: With keys, a forged message changes nothing at the gateway

    Scenario Outline: The gateway gets a forged <message> in <mode> mode
      Given a gateway "gw" in <mode> mode
      And a client "phone" with a session on "gw"
      And "phone" has exchanged 1 message
      And an off-path attacker "eve" who sees what "phone" sends
      When "eve" forges a <message> from "phone"
      Then "gw" refuses it as BAD_MAC and records a security event
      And the session of "phone" is unchanged
      And "phone" can exchange 1 more message

      Examples:
        | message   | mode      |
        | DATA      | psk       |
        | KEEPALIVE | psk       |
        | TERMINATE | psk       |
        | DATA      | ephemeral |
        | KEEPALIVE | ephemeral |
        | TERMINATE | ephemeral |

    Scenario Outline: A captured <message> with another <member>
      Given a gateway "gw" in psk mode
      And a client "phone" with a session on "gw" and a keepalive every 10 s
      And an off-path attacker "eve" who sees what "phone" sends
      And "phone" has exchanged 1 message
      And "phone" has reattached once
      When 11 s pass
      And "eve" sends the captured <message> with another <member> from its original address
      Then "gw" refuses it as <refusal>
      And the session of "phone" is ATTACHED with the same id
      And "phone" can exchange 1 more message

      Examples:
        | message          | member        | refusal   |
        | DATA             | mac           | BAD_MAC   |
        | DATA             | seq           | BAD_MAC   |
        | DATA             | payload       | BAD_MAC   |
        | KEEPALIVE        | mac           | BAD_MAC   |
        | KEEPALIVE        | seq           | BAD_MAC   |
        | REATTACH_REQUEST | mac           | BAD_MAC   |
        | REATTACH_REQUEST | state_version | BAD_MAC   |
        | REATTACH_REQUEST | nonce         | BAD_PROOF |
        | REATTACH_REQUEST | proof         | BAD_PROOF |

  Rule: With keys, a forged message changes nothing at the client

    Scenario Outline: The client gets a forged <message> in <mode> mode
      Given a gateway "gw" in <mode> mode
      And a client "phone" with a session on "gw"
      And "phone" has exchanged 1 message
      And an off-path attacker "eve" who sees what "phone" sends
      When "eve" forges a <message> from the gateway to "phone"
      Then "phone" records the security event bad_mac
      And the session of "phone" is ATTACHED with the same id
      And "phone" can exchange 1 more message

      Examples:
        | message       | mode      |
        | DATA_ACK      | psk       |
        | KEEPALIVE_ACK | psk       |
        | REATTACH_ACK  | psk       |
        | TERMINATE     | psk       |
        | ERROR         | psk       |
        | TERMINATE     | ephemeral |
        | ERROR         | ephemeral |

  Rule: Without keys, nobody can tell

    Background:
      Given a gateway "gw" in demo mode
      And a client "phone" with a session on "gw"
      And "phone" has exchanged 1 message
      And an off-path attacker "eve" who sees what "phone" sends

    Scenario: In demo mode a forged message is delivered
      When "eve" forges a DATA from "phone"
      Then "gw" mistakes it for a message from "phone"

    Scenario: In demo mode a forged end ends the session at the gateway
      When "eve" forges a TERMINATE from "phone"
      Then "gw" holds no session

    Scenario: In demo mode a forged end ends the session at the client
      When "eve" forges a TERMINATE from the gateway to "phone"
      Then the session of "phone" is TERMINATED
