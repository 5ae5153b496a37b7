@attack @reflection
Feature: A message sent back to its author is not news
  Somebody on the path reflects datagrams. Each side knows what only the other side may say, so an echo opens, moves and ends
  nothing, and no echo answers an echo for ever.

  Background:
    Given a gateway "gw" with a session TTL of 30 s
    And a client "phone" with a session on "gw"

  Rule: What a client says means nothing to a client

    Scenario Outline: The phone hears its own <message>
      Given an off-path attacker "eve" who sees what "phone" sends
      And "phone" has reattached once
      And "phone" has exchanged 1 message
      When "eve" reflects the captured <message>
      Then "phone" ignores it
      And the session of "phone" is unchanged
      And "phone" can exchange 1 more message

      Examples:
        | message          |
        | DATA             |
        | REATTACH_REQUEST |

    Scenario: The phone hears its own acknowledgement of the gateway's message
      Given an off-path attacker "eve" who sees what "phone" sends
      And "phone" has exchanged 1 message
      And "gw" has sent a message to "phone"
      When "eve" reflects the captured DATA_ACK
      Then "phone" ignores it
      And the session of "phone" is unchanged

  Rule: What a gateway says is not answered by a gateway

    Scenario Outline: The gateway hears its own <message>
      Given an off-path attacker "eve" who sees what "gw" sends
      And "phone" has reattached once
      And "phone" has exchanged 1 message
      When "eve" reflects the captured <message>
      Then "gw" stays silent
      And "gw" accepts none of it
      And the session of "phone" is unchanged
      And "phone" can exchange 1 more message

      Examples:
        | message      |
        | DATA_ACK     |
        | REATTACH_ACK |

    Scenario: What the gateway said to the phone comes back
      Given an off-path attacker "eve" who sees what "gw" sends
      And "phone" has exchanged 1 message
      And "gw" has sent a message to "phone"
      When "eve" reflects the captured DATA
      Then "gw" stays silent
      And "gw" accepts none of it
      And the session of "phone" is unchanged

    Scenario: A refusal that comes back is a security event and is not answered
      Given a stranger "mallory"
      When "mallory" sends the text '{"type":"ERROR","code":"UNKNOWN_TYPE","reason":"unknown_type"}' to "gw"
      Then "gw" stays silent
      And the session of "phone" is unchanged
