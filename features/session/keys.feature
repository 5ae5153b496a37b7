@session @keys
Feature: A session has keys of its own
  The demonstration has one secret for all sessions. In psk and ephemeral mode both sides agree on a secret for each session, and every
  message after the handshake shows that its sender holds it.

  Rule: A session with keys does all that a session does

    Scenario Outline: It is made, used, moved and ended in <mode> mode
      Given a gateway "gw" in <mode> mode
      And a NAT "home" that is a port-restricted cone
      And a client "phone" behind "home" with a session on "gw"
      And "phone" has exchanged 3 messages
      When the socket of "phone" dies
      And "phone" reattaches from a new socket
      Then the reattach is accepted
      And "phone" can exchange 3 more messages
      And no acknowledged message was lost or delivered twice
      When "phone" ends its session
      Then "gw" holds no session

      Examples:
        | mode      |
        | psk       |
        | ephemeral |

    Scenario Outline: It survives a rebinding that the phone does not notice in <mode> mode
      Given a gateway "gw" in <mode> mode
      And a NAT "home" that is a port-restricted cone
      And a client "phone" behind "home" with a session on "gw"
      When "home" rebinds "phone" to a new port
      And "phone" sends a message
      Then all messages of "phone" arrive exactly once
      And "phone" has reattached on its old socket
      And exactly 1 datagram was refused as WRONG_TRANSPORT

      Examples:
        | mode      |
        | psk       |
        | ephemeral |

    Scenario Outline: It is kept alive in <mode> mode
      Given a gateway "gw" in <mode> mode
      And a client "phone" with a session on "gw" and a keepalive every 10 s
      When 5 min pass
      Then the session of "phone" is ATTACHED with the same id

      Examples:
        | mode      |
        | psk       |
        | ephemeral |

  Rule: A handshake that is repeated makes one session

    Scenario Outline: Its <message> is lost
      Given a gateway "gw" in psk mode
      And a client "phone"
      And the link of "phone" loses the next <message>
      When "phone" starts a session on "gw"
      Then "gw" holds exactly 1 session
      And "phone" can exchange 1 more message

      Examples:
        | message        |
        | HANDSHAKE_INIT |
        | HANDSHAKE_ACK  |

    Scenario: Its request arrives twice
      Given a gateway "gw" in ephemeral mode
      And a client "phone"
      And the link of "phone" duplicates the next HANDSHAKE_INIT
      When "phone" starts a session on "gw"
      Then "gw" holds exactly 1 session
      And "phone" can exchange 1 more message

  Rule: The keys of one session open no other

    Background:
      Given a gateway "gw" in psk mode
      And a client "phone" with a session on "gw"
      And a client "laptop" with a session on "gw"
      And an off-path attacker "eve" who sees what "laptop" sends

    Scenario: A proof is good for its own session only
      Given "laptop" has reattached once
      When "eve" sends the captured REATTACH_REQUEST for the session of "phone"
      Then "gw" refuses it as BAD_PROOF
      And the session of "phone" is unchanged

    Scenario: A message is good for its own session only
      Given "laptop" has exchanged 1 message
      When "eve" sends the captured DATA for the session of "phone"
      Then "gw" refuses it as BAD_MAC and records a security event
      And the session of "phone" is unchanged

  Rule: In psk mode, a client without the pre-shared key gets no session

    Scenario: A stranger with another key
      Given a gateway "gw" in psk mode
      And a client "stranger"
      And "stranger" holds a pre-shared key that no gateway holds
      When "stranger" starts a session on "gw" without waiting for the answer
      Then "gw" refuses it as BAD_MAC and records a security event
      And "stranger" gets no session because of bad_mac
      And "gw" holds no session
