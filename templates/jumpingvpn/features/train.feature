Feature: A phone on a train keeps its session
  The sentence with "rides" is our own: MyNetwork.Steps/TrainSteps.cs.

  Scenario: Five stops
    Given a gateway "gw"
    And a NAT "train" that is a port-restricted cone
    And a client "phone" behind "train" with a session on "gw"
    When "phone" behind "train" rides 5 stops
    Then all messages of "phone" arrive exactly once
