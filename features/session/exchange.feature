@session
Feature: A client and a gateway hold a session
  A handshake makes a session, messages are acknowledged, and only the bound transport may speak for it.

  Background:
    Given a gateway "gw" with a session TTL of 30 s

  Rule: A handshake makes exactly one session

    Scenario: The first contact
      Given a client "phone"
      When "phone" starts a session on "gw"
      Then the session of "phone" is ATTACHED
      And "gw" holds exactly 1 session

    Scenario: Each client has its own
      Given a client "phone" with a session on "gw"
      And a client "laptop" with a session on "gw"
      Then "gw" holds exactly 2 sessions
      And "phone" can exchange 3 more messages
      And "laptop" can exchange 3 more messages
      And no acknowledged message was lost or delivered twice

    Scenario: The handshake is repeated until it is answered
      Given a client "phone"
      And the link of "phone" is cut
      When "phone" starts a session on "gw" without waiting for the answer
      And 1 s passes
      And the link of "phone" is restored
      And 2 s pass
      Then the session of "phone" is ATTACHED

  Rule: Every message is acknowledged once it is delivered

    Scenario: A hundred messages
      Given a client "phone" with a session on "gw"
      When "phone" exchanges 100 messages
      Then no acknowledged message was lost or delivered twice

  Rule: What cannot be parsed is not heard

    Scenario Outline: <what> from a stranger
      Given a client "phone" with a session on "gw"
      And a stranger "mallory"
      When "mallory" sends <what> to "gw"
      Then "gw" <answer>
      And the session of "phone" is unchanged
      And "phone" can exchange 1 more message

      Examples:
        | what                        | answer                    |
        | an empty datagram           | stays silent              |
        | 100 random bytes            | stays silent              |
        | the text '[1,2,3]'          | stays silent              |
        | the text '{"type":"DANCE"}' | refuses it as UNKNOWN_TYPE |
        | the text '{"type":"DATA"}'  | refuses it as MALFORMED   |
