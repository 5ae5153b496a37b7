@session @lifetime @scenario-7
Feature: No session lives for ever
  A session that is never silent still ends at its maximum lifetime: what a thief may hold is bounded in time.

  Background:
    Given a gateway "gw" with a session TTL of 30 s and a maximum lifetime of 60 s
    And a client "phone" with a session on "gw"
    When 25 s pass
    And "phone" exchanges 1 message
    And 25 s pass
    And "phone" exchanges 1 message

  Rule: The last tick counts

    Scenario: One tick before the end the session is alive
      When one tick less than 10 s pass
      Then "phone" can exchange 1 more message
      And "gw" holds exactly 1 session

    Scenario: At the end the session is gone, however busy it was
      When 10 s pass
      And the socket of "phone" dies
      And "phone" reattaches from a new socket
      Then the reattach is refused as UNKNOWN_SESSION (lifetime_expired)
      And the session of "phone" is TERMINATED
      And "gw" holds no session

  Rule: The client goes on with another session

    Scenario: It starts anew
      When 10 s pass
      And "phone" starts a new session on "gw"
      Then the session of "phone" is ATTACHED with another id
      And "phone" can exchange 1 more message
