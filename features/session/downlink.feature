@session @downlink
Feature: The gateway speaks of its own accord
  Messages from the gateway do not wait until they are asked for. They follow the session wherever it is bound.

  Background:
    Given a gateway "gw" with a session TTL of 30 s
    And a client "phone" with a session on "gw"
    And "phone" has exchanged 1 message

  Rule: Each message reaches the phone exactly once, in any weather

    Scenario: A calm day
      When "gw" sends 10 messages to "phone"
      Then all messages of "gw" to "phone" arrive exactly once

    Scenario: A storm
      Given the link of "phone" has a delay of 40 ms with a jitter of 20 ms
      And the link of "phone" loses 15 % of the datagrams
      When "gw" sends 20 messages to "phone", one after the other
      Then all messages of "gw" to "phone" arrive exactly once

    Scenario: The network delivers everything twice
      Given the link of "phone" duplicates 100 % of the datagrams
      When "gw" sends 10 messages to "phone"
      Then all messages of "gw" to "phone" arrive exactly once

    Scenario: The acknowledgement is lost
      Given the link of "phone" loses the next DATA_ACK
      When "gw" sends a message to "phone"
      Then all messages of "gw" to "phone" arrive exactly once

  Rule: What is not acknowledged follows the session to its new transport

    Scenario: The phone is away for a while
      When the socket of "phone" dies
      And "gw" sends 3 messages to "phone"
      And 5 s pass
      Then "phone" has received 0 messages from "gw"
      When "phone" reattaches from a new socket
      Then all messages of "gw" to "phone" arrive exactly once

    Scenario: The NAT moves the phone and nobody notices at first
      Given a NAT "home" that is a port-restricted cone
      And a client "laptop" behind "home" with a session on "gw"
      And "laptop" has exchanged 1 message
      When "home" rebinds "laptop" to a new port
      And "gw" sends a message to "laptop"
      Then "laptop" has received 0 messages from "gw"
      When "laptop" sends a message
      Then all messages of "gw" to "laptop" arrive exactly once
      And all messages of "laptop" arrive exactly once

  Rule: Nothing is sent to an address from which nothing has come since the handshake

    Scenario: The client speaks first
      Given a client "tablet" with a session on "gw"
      When "gw" sends a message to "tablet"
      And 5 s pass
      Then "tablet" has received 0 messages from "gw"
      When "tablet" exchanges 1 message
      Then all messages of "gw" to "tablet" arrive exactly once
