@session @keepalive @end
Feature: A session is kept alive on purpose and ended on purpose
  Silence is ambiguous. A keepalive says that the client is still there; a TERMINATE says that it will not come back.

  Background:
    Given a gateway "gw" with a session TTL of 30 s

  Rule: Keepalives restart the TTL

    Scenario: A client that has nothing to say keeps its session
      Given a client "phone" with a session on "gw" and a keepalive every 10 s
      When 5 min pass
      Then the session of "phone" is ATTACHED with the same id
      And "gw" holds exactly 1 session
      And "phone" can exchange 1 more message

    Scenario: A client that has moved keeps its session so, too
      Given a client "phone" with a session on "gw" and a keepalive every 10 s
      When the socket of "phone" dies
      And "phone" reattaches from a new socket
      And 5 min pass
      Then "phone" still holds its first session
      And "gw" holds exactly 1 session

    Scenario: A keepalive that comes after the TTL revives nothing
      Given a client "phone" with a session on "gw" and a keepalive every 30 s
      When 31 s pass
      Then "gw" holds no session
      And the session of "phone" is TERMINATED

    Scenario: Without keepalives the session expires
      Given a client "phone" with a session on "gw"
      When 30 s pass
      Then "gw" holds no session

    Scenario: An unauthenticated error stops none of them
      Given a client "phone" with a session on "gw" and a keepalive every 10 s
      And an off-path attacker "eve" who sees what "phone" sends
      And the link of "phone" holds the next KEEPALIVE
      When 10 s pass
      And "eve" sends the text '{"type":"ERROR","code":"UNKNOWN_TYPE"}' from the address of "gw"
      And the link of "phone" releases what it holds
      And 5 min pass
      Then the session of "phone" is ATTACHED with the same id
      And "gw" holds exactly 1 session
      And "phone" can exchange 1 more message

  Rule: An end is final on both sides

    Background:
      Given a client "phone" with a session on "gw"
      And "phone" has exchanged 1 message

    Scenario: The client ends its session
      When "phone" ends its session
      Then "gw" holds no session
      And the session of "phone" is TERMINATED

    Scenario: The gateway ends the session
      When "gw" ends the session of "phone"
      Then "gw" holds no session
      And the session of "phone" is TERMINATED

    Scenario: The client can start anew, with another session
      Given "phone" has ended its session
      When "phone" starts a new session on "gw"
      Then the session of "phone" is ATTACHED with another id
      And "phone" can exchange 1 more message
