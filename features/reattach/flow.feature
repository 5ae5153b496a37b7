@reattach @flow
Feature: Data flows before a session is settled
  After a move the first acknowledgement shows that data flows; only later is the new path known to be stable. Both are promises, and both can be stated.

  Background:
    Given a gateway "gw"
    And a client "phone" with a session on "gw"
    And the link of "phone" has a delay of 50 ms with a jitter of 0 ms
    And "phone" has exchanged 3 messages

  Scenario: First the data, then the state
    When the socket of "phone" dies
    And "phone" reattaches from a new socket
    Then "phone" gets data through again within 200 ms
    And the session of "phone" is RECOVERING
    And the session of "phone" is ATTACHED again within 5 s

  Scenario: A path of one state
    When the socket of "phone" dies
    Then the session of "phone" went through REATTACHING
