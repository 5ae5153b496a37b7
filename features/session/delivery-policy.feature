@session @downlink
Feature: How often and how soon the gateway says it again is policy
  A message that is not acknowledged is sent again, each time after twice the wait, until nothing speaks for the phone any more.

  Scenario: A slow gateway
    Given the policy:
      | setting                       | value |
      | server.first-retransmission   | 3s    |
      | server.maximum-retransmission | 3s    |
    And a gateway "gw"
    And a client "phone" with a session on "gw"
    And "phone" has exchanged 1 message
    And the link of "phone" loses the next DATA
    When "gw" sends a message to "phone"
    And 2 s pass
    Then "phone" has received 0 messages from "gw"
    When 2 s pass
    Then "phone" has received 1 message from "gw"

  Scenario: A gateway that asks once, and again when it hears of the phone
    Given the policy:
      | setting              | value |
      | server.send-attempts | 1     |
    And a gateway "gw"
    And a client "phone" with a session on "gw"
    And "phone" has exchanged 1 message
    And the link of "phone" loses the next DATA
    When "gw" sends a message to "phone"
    And 20 s pass
    Then "phone" has received 0 messages from "gw"
    When "phone" exchanges 1 message
    Then all messages of "gw" to "phone" arrive exactly once
