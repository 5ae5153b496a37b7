@recipe @links
Feature: Datagrams that overtake each other are each delivered once
  Scenario: Jitter as large as the delay, and one message that is five seconds late
    Given a gateway "gw"
    And a client "phone" with a session on "gw"
    And the link of "phone" has a delay of 50 ms with a jitter of 50 ms
    And the link of "phone" may reorder
    And the link of "phone" delays the next DATA by 5 s
    When "phone" sends 30 messages
    Then all messages of "phone" arrive exactly once
    And "gw" has not switched the transport of "phone"
