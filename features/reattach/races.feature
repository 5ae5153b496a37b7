@reattach @races
Feature: Requests that race for one session
  Whatever comes late, twice, or from two sides at once: one binding is active, and one winner is known.

  Background:
    Given a gateway "gw"
    And a client "phone" with a session on "gw"
    And "phone" has exchanged 3 messages

  Rule: Of two requests one wins

    Scenario: Of two reattaches from two sockets the one that arrives first wins
      Given the link of "phone" holds the next REATTACH_REQUEST
      When "phone" reattaches from a new socket without waiting for the answer
      And "phone" reattaches from a new socket
      Then the reattach is accepted
      When the link of "phone" releases what it holds
      Then "gw" refuses it as STALE_STATE_VERSION
      And "gw" has switched the transport of "phone" exactly once, explicitly
      And "phone" can exchange 3 more messages

    Scenario: A reattach overtaken by another one while its acknowledgement is under way
      Given the link of "phone" holds the next REATTACH_ACK
      When "phone" reattaches from a new socket without waiting for the answer
      And "phone" reattaches from a new socket without waiting for the answer
      And the link of "phone" releases what it holds
      Then the session of "phone" is attached again within 5 s
      And "phone" can exchange 3 more messages
      And the session of "phone" is ATTACHED with the same id

    Scenario: A late REATTACH_ACK of the attempt before is not taken for the present one
      Given the link of "phone" holds the next REATTACH_ACK
      When "phone" reattaches from a new socket without waiting for the answer
      And 600 ms pass
      And "phone" reattaches from a new socket
      And the link of "phone" releases what it holds
      Then the session of "phone" is ATTACHED with the same id
      And "phone" can exchange 3 more messages

    Scenario: Request and acknowledgement are both doubled
      Given the link of "phone" duplicates the next REATTACH_REQUEST
      And the link of "phone" duplicates the next REATTACH_ACK
      When "phone" reattaches from a new socket
      Then the reattach is accepted
      And "gw" has switched the transport of "phone" exactly once, explicitly
      And "phone" can exchange 1 more message

  Rule: What the old path still carries moves nothing

    Scenario: DATA of the old path comes after the switch and flips nothing
      Given the link of "phone" holds the next DATA
      When "phone" sends a message
      And "phone" reattaches from a new socket
      Then all messages of "phone" arrive exactly once
      When the link of "phone" releases what it holds
      Then "gw" refuses it as WRONG_TRANSPORT
      And "gw" has switched the transport of "phone" exactly once, explicitly
      And "phone" can exchange 3 more messages

    Scenario: The acknowledgement of the old path comes after the switch
      Given the link of "phone" holds the next DATA_ACK
      When "phone" sends a message
      And "phone" reattaches from a new socket
      And the link of "phone" releases what it holds
      Then all messages of "phone" arrive exactly once
      And "phone" can exchange 1 more message

  Rule: However many acknowledgements are lost, the session comes back

    Scenario Outline: <n> acknowledgements of a reattach are lost
      Given the link of "phone" loses the next <n> REATTACH_ACKs
      When "phone" reattaches from a new socket without waiting for the answer
      Then the session of "phone" is attached again within 5 s
      And all messages of "phone" arrive exactly once
      And "phone" can exchange 1 more message

      Examples:
        | n |
        | 2 |
        | 3 |
        | 4 |
        | 5 |

  Rule: An end is an end, whatever is under way

    Scenario: Both sides end the session at once
      Given the link of "phone" holds the next TERMINATE
      When "phone" ends its session
      And "gw" ends the session of "phone"
      And the link of "phone" releases what it holds
      Then the session of "phone" is TERMINATED
      And "gw" holds no session
      And exactly 1 datagram was refused as UNKNOWN_SESSION (session_terminated)

    Scenario: The end overtakes the data
      Given the link of "phone" holds the next DATA
      When "phone" sends a message
      And "phone" ends its session
      And the link of "phone" releases what it holds
      Then "gw" refuses it as UNKNOWN_SESSION (session_terminated)
      And "gw" holds no session
      And no acknowledged message was lost or delivered twice

    Scenario: The gateway ends the session while a reattach is under way
      Given the link of "phone" holds the next REATTACH_REQUEST
      When "phone" reattaches from a new socket without waiting for the answer
      And "gw" ends the session of "phone"
      And the link of "phone" releases what it holds
      And 1 s passes
      Then the session of "phone" is TERMINATED
      And "gw" holds no session
      And "gw" has not switched the transport of "phone"

    Scenario: The client ends its session before its reattach is answered
      Given the link of "phone" loses the next REATTACH_REQUEST
      When "phone" reattaches from a new socket without waiting for the answer
      And "phone" ends its session
      And 1 s passes
      Then the session of "phone" is TERMINATED
      And "gw" has not switched the transport of "phone"
      When 30 s pass
      Then "gw" holds no session
