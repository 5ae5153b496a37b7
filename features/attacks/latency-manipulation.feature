@attack @latency
Feature: Whoever can delay the phone cannot make it jump
  An attacker on the path who slows datagrams down wants the phone to leave a good path for one of his own. A spike moves nothing; lasting delay
  is reported, and still moves nothing by itself.

  Background:
    Given a gateway "gw" with a session TTL of 30 s
    And a client "phone" with a session on "gw"
    And the link of "phone" has a delay of 10 ms
    And "phone" has sent a message every 100 ms for 5 s

  Scenario: A single spike of two seconds
    When the link of "phone" has a delay of 1 s
    And "phone" sends a message
    And 100 ms pass
    And the link of "phone" has a delay of 10 ms
    And "phone" sends a message every 100 ms for 5 s
    Then the session of "phone" has never been VOLATILE
    And "gw" has not switched the transport of "phone"
    And all messages of "phone" arrive exactly once

  Scenario: Lasting delay is reported, and moves nothing
    When the link of "phone" has a delay of 300 ms
    And "phone" sends a message every 100 ms for 10 s
    Then the session of "phone" is VOLATILE
    And "gw" has not switched the transport of "phone"
    And "phone" can exchange 1 more message
