@reattach @failover
Feature: How long a network is passed over is policy
  A network that was left is given time to recover. How much depends on the place: a minute in a train, a second in a house with a bad spot.

  Scenario Outline: A Wi-Fi that came back is returned to after penalty and stability
    Given the policy:
      | setting          | value     |
      | path-penalty     | <penalty> |
      | return-stability | 3 s       |
    And a gateway "gw" with a session TTL of 30 s
    And a client "phone"
    And "phone" has an interface "lte"
    And "phone" roams between its first network and "lte"
    And "phone" has started a session on "gw"
    And the link of "phone" is cut
    And "phone" has sent a message
    And 6 s pass
    And the link of "phone" is restored
    When <pause> pass
    Then the session of "phone" runs over <network>
    And all messages of "phone" arrive exactly once

    Examples: the path counts as dead after 5 s of silence
      | penalty | pause | network           |
      | 5 s     | 6.9 s | "lte"             |
      | 5 s     | 7.1 s | its first network |
      | 1 s     | 2.9 s | "lte"             |
      | 1 s     | 3.1 s | its first network |
