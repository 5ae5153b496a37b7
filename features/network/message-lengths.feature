@network @message-lengths
Feature: Short and long messages
  A message is carried by one datagram, and a link carries datagrams up to its MTU. What is longer never gets through, whatever else happens.

  Background:
    Given a gateway "gw"
    And a client "phone" with a session on "gw"

  Scenario Outline: A message of <length> bytes arrives, both ways
    When "phone" sends a message of <length> bytes
    And "gw" sends a message of <length> bytes to "phone"
    Then all messages of "phone" arrive exactly once
    And all messages of "gw" to "phone" arrive exactly once

    Examples:
      | length |
      | 16     |
      | 1000   |
      | 3000   |

  Scenario: A link that is too narrow for it
    Given the links:
      | link of | mtu        |
      | phone   | 1200 bytes |
    When "phone" sends a message of 800 bytes
    Then all messages of "phone" arrive exactly once
    When "phone" sends a message of 1200 bytes
    And 1 s passes
    Then at least 1 datagram was dropped for MTU

  Scenario: Damage makes no datagram longer than the link carries
    Given the links:
      | link of | way | mtu        | corruption | damage   |
      | phone   | up  | 1200 bytes | 50 %       | extended |
    When "phone" sends a message of 1000 bytes
    And "phone" sends a message of 1020 bytes
    Then all messages of "phone" arrive exactly once
    And exactly 0 datagrams were dropped for MTU
