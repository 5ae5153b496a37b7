@recipe @links
Feature: Losses that come in bursts are repaired by sending again
  Scenario: A tenth of the datagrams is lost, four in a row
    Given a gateway "gw"
    And a client "phone" with a session on "gw"
    And the link of "phone" has a delay of 30 ms
    And the link of "phone" loses 10 % of the datagrams in bursts of 4
    When "phone" exchanges 150 messages
    Then at least 1 datagram was lost
    And no acknowledged message was lost or delivered twice
    And "phone" still holds its first session
