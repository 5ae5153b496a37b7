@attack @flood
Feature: A flood costs its sender, not the sessions
  Whoever sends what belongs to no session gets a share of the gateway's work, and no more. A live session never notices.

  Background:
    Given a gateway "gw"
    And a client "phone" with a session on "gw"
    And a stranger "mallory"

  Rule: Each source has its share, and beyond it nothing is computed

    Scenario Outline: A flood of <message> messages for sessions that do not exist
      When "mallory" floods "gw" with 500 <message> messages
      Then "gw" has refused exactly 200 messages as UNKNOWN_SESSION, answered or not
      And "gw" has refused exactly 300 messages as RATE_LIMITED, answered or not
      And exactly 1 datagram was refused as RATE_LIMITED
      And "gw" holds exactly 1 session
      And "phone" can exchange 10 more messages

      Examples:
        | message          |
        | REATTACH_REQUEST |
        | DATA             |
        | KEEPALIVE        |

    Scenario: The share grows back, a hundred a second
      When "mallory" floods "gw" with 300 REATTACH_REQUEST messages
      And 1 s passes
      And "mallory" floods "gw" with 300 REATTACH_REQUEST messages
      Then "gw" has refused exactly 300 messages as UNKNOWN_SESSION, answered or not
      And "gw" has refused exactly 300 messages as RATE_LIMITED, answered or not
      And exactly 2 datagrams were refused as RATE_LIMITED

    Scenario: Handshakes have the same share
      When "mallory" floods "gw" with 500 HANDSHAKE_INIT messages
      Then "gw" holds exactly 201 sessions
      And "gw" has refused exactly 300 messages as RATE_LIMITED, answered or not

    Scenario: One source's flood is no other's
      Given a client "laptop"
      When "mallory" floods "gw" with 500 REATTACH_REQUEST messages
      And "laptop" starts a session on "gw"
      And the socket of "phone" dies
      And "phone" reattaches from a new socket
      Then the reattach is accepted
      And "laptop" can exchange 1 more message

  Rule: A live session does not pay for what comes from its address

    Scenario: The flood bears the phone's own address
      Given 1 s passes
      When "mallory" floods "gw" with 500 REATTACH_REQUEST messages from the address of "phone"
      And "phone" exchanges 10 messages
      Then "gw" has refused exactly 300 messages as RATE_LIMITED, answered or not
      And the session of "phone" is unchanged
      And "phone" can exchange 10 more messages

    Scenario: Moving away from it takes no longer than the share needs to grow by one
      When "mallory" floods "gw" with 500 REATTACH_REQUEST messages from the address of "phone"
      And 10 ms pass
      And the socket of "phone" dies
      And "phone" reattaches from a new socket
      Then the reattach is accepted
