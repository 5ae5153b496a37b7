@network @partitions
Feature: Hosts that cannot hear each other
  A network may work in one direction and not in the other. What was not acknowledged is sent again when it heals.

  Background:
    Given a gateway "gw" with a session TTL of 30 s
    And a client "phone" with a session on "gw"

  Rule: Whichever way is broken, each message is delivered once

    Scenario: Neither hears the other
      When "phone" and "gw" cannot reach each other
      And "phone" sends a message
      And 3 s pass
      And the partition heals
      Then all messages of "phone" arrive exactly once
      And at least 1 datagram was dropped by partition

    Scenario: The gateway does not hear the phone
      When nothing from "phone" reaches "gw"
      And "phone" sends a message
      And 3 s pass
      And the partition heals
      Then all messages of "phone" arrive exactly once

    Scenario: The phone does not hear the gateway
      When nothing from "gw" reaches "phone"
      And "phone" sends a message
      And 3 s pass
      And the partition heals
      Then all messages of "phone" arrive exactly once
      And "gw" has not switched the transport of "phone"
