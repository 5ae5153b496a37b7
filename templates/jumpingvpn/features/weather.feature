Feature: Loss is weather
  Scenario Outline: <loss> % loss
    Given a gateway "gw"
    And a NAT "home" that is a port-restricted cone
    And a client "phone" behind "home" with a session on "gw"
    And the link of "phone" loses <loss> % of the datagrams
    When "phone" sends 10 messages
    Then all messages of "phone" arrive exactly once

    Examples:
      | loss |
      | 2    |
      | 10   |
