@attack @false-answers
Feature: Posing as the gateway wins no session
  An eavesdropper knows the nonce of a request as soon as it is sent, and may answer it first, from the gateway's address. Without keys
  the client cannot tell such an answer from a true one: it may be delayed by it, and an UNKNOWN_SESSION ends its session. With keys no answer counts without a valid MAC.

  Rule: Without keys a false answer costs an attempt

    Background:
      Given a gateway "gw"
      And a client "phone" with a session on "gw"
      And "phone" has exchanged 3 messages
      And an off-path attacker "eve" who sees what "phone" sends
      And the link of "phone" holds the next REATTACH_ACK
      And the socket of "phone" has died

    Scenario Outline: The false answer <answer>
      When "phone" reattaches from a new socket without waiting for the answer
      And "eve" poses as the receiver of the captured REATTACH_REQUEST and answers with '<answer>'
      And the link of "phone" releases what it holds
      And "phone" sends a message
      Then all messages of "phone" arrive exactly once
      And the session of "phone" is ATTACHED with the same id

      Examples:
        | answer                                                                                |
        | {"type":"ERROR","code":"BAD_PROOF"}                                                   |
        | {"type":"ERROR","code":"RATE_LIMITED"}                                                |
        | {"type":"ERROR","code":"REPLAY_DETECTED"}                                             |
        | {"type":"ERROR","code":"STALE_STATE_VERSION","state_version":7}                       |
        | {"type":"ERROR","code":"POLICY_DENY","reason":"switch_rate"}                          |
        | {"type":"ERROR","code":"POLICY_DENY","reason":"path_not_validated","state_version":9} |
        | {"type":"ERROR","code":"SERVER_FULL"}                                                 |
        | {"type":"ERROR","code":"MALFORMED"}                                                   |
        | {"type":"REATTACH_ACK","state_version":2}                                             |
        | {"type":"REATTACH_ACK","session_id":"S-0123456789abcdef"}                             |
        | {"type":"PATH_CHALLENGE","challenge":"0123456789abcdef"}                              |

    Scenario: The one answer that sends a client home
      When "phone" reattaches from a new socket without waiting for the answer
      And "eve" poses as the receiver of the captured REATTACH_REQUEST and answers with '{"type":"ERROR","code":"UNKNOWN_SESSION"}'
      Then the session of "phone" is TERMINATED
      When "phone" starts a new session on "gw"
      Then "phone" can exchange 1 more message

  Rule: With keys a false answer costs nothing

    Background:
      Given a gateway "gw" in psk mode
      And a client "phone" with a session on "gw"
      And "phone" has exchanged 3 messages
      And an off-path attacker "eve" who sees what "phone" sends

    Scenario Outline: The false answer to a reattach <answer>
      Given the link of "phone" holds the next REATTACH_ACK
      And the socket of "phone" has died
      When "phone" reattaches from a new socket without waiting for the answer
      And "eve" poses as the receiver of the captured REATTACH_REQUEST and answers with '<answer>'
      And the link of "phone" releases what it holds
      Then the reattach is accepted
      And the session of "phone" is ATTACHED with the same id
      And "gw" has switched the transport of "phone" exactly once, explicitly

      Examples:
        | answer                                    |
        | {"type":"ERROR","code":"UNKNOWN_SESSION"} |
        | {"type":"ERROR","code":"POLICY_DENY"}     |
        | {"type":"ERROR","code":"RATE_LIMITED"}    |
        | {"type":"ERROR","code":"BAD_PROOF"}       |
        | {"type":"ERROR","code":"BAD_MAC"}         |
        | {"type":"ERROR","code":"MALFORMED"}       |
        | {"type":"ERROR","code":"TOO_LARGE"}       |
        | {"type":"REATTACH_ACK","state_version":9} |

    Scenario Outline: The false answer to a handshake <answer>
      Given a client "tablet"
      And an off-path attacker "oscar" who sees what "tablet" sends
      And the link of "tablet" holds the next HANDSHAKE_ACK
      When "tablet" starts a session on "gw" without waiting for the answer
      And "oscar" poses as the receiver of the captured HANDSHAKE_INIT and answers with '<answer>'
      And the link of "tablet" releases what it holds
      Then the session of "tablet" is ATTACHED
      And "gw" holds no session with the id "S-0123456789abcdef"
      And "tablet" can exchange 1 more message

      Examples:
        | answer                                                                       |
        | {"type":"HANDSHAKE_ACK","session_id":"S-0123456789abcdef","state_version":1} |
        | {"type":"HANDSHAKE_RETRY","cookie":"00112233445566778899aabbccddeeff"}       |
        | {"type":"ERROR","code":"SERVER_FULL"}                                        |

    Scenario: Four false retries to a handshake
      Given a client "tablet"
      And an off-path attacker "oscar" who sees what "tablet" sends
      And the link of "tablet" holds the next HANDSHAKE_ACK
      When "tablet" starts a session on "gw" without waiting for the answer
      And "oscar" poses as the receiver of the captured HANDSHAKE_INIT and answers with '{"type":"HANDSHAKE_RETRY","cookie":"00112233445566778899aabbccddee01"}'
      And "oscar" poses as the receiver of the captured HANDSHAKE_INIT and answers with '{"type":"HANDSHAKE_RETRY","cookie":"00112233445566778899aabbccddee02"}'
      And "oscar" poses as the receiver of the captured HANDSHAKE_INIT and answers with '{"type":"HANDSHAKE_RETRY","cookie":"00112233445566778899aabbccddee03"}'
      And "oscar" poses as the receiver of the captured HANDSHAKE_INIT and answers with '{"type":"HANDSHAKE_RETRY","cookie":"00112233445566778899aabbccddee04"}'
      And the link of "tablet" releases what it holds
      Then the session of "tablet" is ATTACHED
      And "tablet" can exchange 1 more message
