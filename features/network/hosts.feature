@network @hosts
Feature: Hosts sleep, crash and change their network
  A phone goes to sleep, a gateway is restarted, Wi-Fi is left behind. None of it may corrupt a session, and each has a clear end.

  Background:
    Given a gateway "gw" with a session TTL of 30 s
    And a NAT "home" that is a port-restricted cone
    And a NAT "carrier" that is a CGNAT
    And a client "phone" behind "home" with a session on "gw"

  Rule: A pause within the TTL costs nothing but time

    Scenario: The phone sleeps while an acknowledgement is on its way
      Given the link of "phone" has a delay of 500 ms
      When "phone" sends a message
      And "phone" pauses for 10 s
      And 10 s pass
      Then all messages of "phone" arrive exactly once
      And the session of "phone" is ATTACHED with the same id

    Scenario: The gateway stalls and answers everything late
      When "gw" pauses
      And "phone" sends 3 messages
      And 4 s pass
      And "gw" resumes
      Then all messages of "phone" arrive exactly once
      And "gw" has not switched the transport of "phone"

    Scenario: A stalled gateway keeps only so much, the newest is lost and sent again
      Given the receive queue of "gw" has room for 1 datagram
      When "gw" pauses
      And "phone" sends 5 messages
      And 5 s pass
      And "gw" resumes
      Then at least 1 datagram was dropped for receive queue full
      And all messages of "phone" arrive exactly once

    Scenario: A mapping expires while the phone sleeps
      Given "phone" has exchanged 1 message
      When "phone" pauses for 25 s
      And "home" rebinds "phone" to a new port
      And 25 s pass
      And "phone" sends a message
      Then all messages of "phone" arrive exactly once
      And exactly 1 datagram was refused as WRONG_TRANSPORT

  Rule: A pause beyond the TTL ends the session, and says so

    Scenario: The phone sleeps too long
      When "phone" pauses for 40 s
      And 40 s pass
      And "phone" reattaches from a new socket
      Then the reattach is refused as UNKNOWN_SESSION (session_expired)

  Rule: A gateway that lost its sessions says so, and a new session works

    Scenario: The gateway restarts without its state
      Given "phone" has exchanged 2 messages
      When "gw" crashes and restarts without its state
      And "phone" reattaches from a new socket
      Then the reattach is refused as UNKNOWN_SESSION
      And "gw" holds no session
      When "phone" starts a new session on "gw"
      Then "phone" can exchange 2 more messages
      And the session of "phone" is ATTACHED with another id

    Scenario: The gateway restarts with its state
      Given "phone" has exchanged 2 messages
      When "gw" crashes and keeps its state
      And "phone" sends a message
      And "gw" restarts
      Then at least 1 datagram was dropped for host down
      And all messages of "phone" arrive exactly once
      And the session of "phone" is ATTACHED with the same id

    Scenario: The phone restarts without its state
      Given "phone" has exchanged 1 message
      When "phone" crashes and restarts without its state
      And "phone" starts a new session on "gw"
      Then "phone" can exchange 1 more message
      And the session of "phone" is ATTACHED with another id

  Rule: A session moves from one interface to another

    Scenario: From Wi-Fi to LTE, and back
      Given "phone" has an interface "lte" behind "carrier"
      And the link of "phone.lte" has a delay of 60 ms
      And "phone" has exchanged 1 message
      When "phone" loses its network
      And "phone" reattaches over "lte"
      Then the reattach is accepted
      And "phone" can exchange 2 more messages
      When 10 s pass
      And "phone" regains its network
      And "phone" reattaches from a new socket
      Then the reattach is accepted
      And "gw" has switched the transport of "phone" exactly 2 times, explicitly
      And the session of "phone" is ATTACHED with the same id

    Scenario: What arrives at an interface that is gone is lost, and sent again
      Given the link of "phone" has a delay of 100 ms
      When "phone" sends a message
      And "phone" loses its network
      And "phone" regains its network
      Then all messages of "phone" arrive exactly once
