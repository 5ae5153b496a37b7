@reattach @links
Feature: A lost acknowledgement does not break a reattach
  The gateway has switched and its answer is lost: the client asks again, and is answered again. Nothing switches twice.

  Background:
    Given a gateway "gw" with a session TTL of 30 s
    And a client "phone" with a session on "gw"

  Rule: Asking again is answered again

    Scenario: The acknowledgement is lost once
      When the socket of "phone" dies
      And the link of "phone" loses the next REATTACH_ACK
      And "phone" reattaches from a new socket
      Then the reattach is accepted
      And the session of "phone" is ATTACHED with the same id
      And "gw" has switched the transport of "phone" exactly once, explicitly
      And "phone" can exchange 2 more messages

    Scenario: The request is lost
      When the socket of "phone" dies
      And the link of "phone" loses the next REATTACH_REQUEST
      And "phone" reattaches from a new socket
      Then the reattach is accepted
      And "gw" has switched the transport of "phone" exactly once, explicitly

    Scenario: The request arrives twice
      When the socket of "phone" dies
      And the link of "phone" duplicates the next REATTACH_REQUEST
      And "phone" reattaches from a new socket
      Then the reattach is accepted
      And "gw" has switched the transport of "phone" exactly once, explicitly
