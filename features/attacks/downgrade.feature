@attack @downgrade @keys
Feature: Nobody can be talked out of using keys
  A side that is set to agree on keys makes no session without them, whatever the other side, or somebody in between, would prefer.

  Rule: A gateway that requires keys makes no session without them

    Scenario Outline: A client in demo mode and a gateway in <mode> mode
      Given a gateway "gw" in <mode> mode
      And a client "phone"
      And "phone" is set to demo mode
      When "phone" starts a session on "gw" without waiting for the answer
      Then "gw" refuses it as POLICY_DENY (key_required) and records a security event
      And "phone" gets no session because of key_required
      And "gw" holds no session

      Examples:
        | mode      |
        | psk       |
        | ephemeral |

    Scenario: A client in ephemeral mode and a gateway in psk mode
      Given a gateway "gw" in psk mode
      And a client "phone"
      And "phone" is set to ephemeral mode
      When "phone" starts a session on "gw" without waiting for the answer
      Then "gw" refuses it as BAD_MAC and records a security event
      And "phone" gets no session because of bad_mac

  Rule: A client that requires keys accepts no session without them

    Scenario Outline: A client in <mode> mode and a gateway in demo mode
      Given a gateway "gw" in demo mode
      And a client "phone"
      And "phone" is set to <mode> mode
      When "phone" starts a session on "gw" without waiting for the answer
      Then "phone" records the security event downgrade
      And "phone" gets no session because of downgrade

      Examples:
        | mode      |
        | psk       |
        | ephemeral |

    Scenario: A client in psk mode and a gateway that does not hold the key
      Given a gateway "gw" in ephemeral mode
      And a client "phone"
      And "phone" is set to psk mode
      When "phone" starts a session on "gw" without waiting for the answer
      Then "phone" records the security event bad_mac
      And "phone" gets no session because of bad_mac

  Rule: The secret that everybody knows opens no session with keys

    Scenario Outline: A request that is proven with another secret in <mode> mode
      Given a gateway "gw" in <mode> mode
      And a client "phone" with a session on "gw"
      And an off-path attacker "eve" who sees what "phone" sends
      When "eve" sends a REATTACH_REQUEST for the session of "phone" with a proof made from the demo secret
      Then "gw" refuses it as BAD_PROOF
      And the session of "phone" is unchanged
      And "phone" can exchange 1 more message

      Examples:
        | mode      |
        | psk       |
        | ephemeral |

    Scenario: In demo mode that same request takes the session
      Given a gateway "gw" in demo mode
      And a client "phone" with a session on "gw"
      And an off-path attacker "eve" who sees what "phone" sends
      When "eve" sends a REATTACH_REQUEST for the session of "phone" with a proof made from the demo secret
      Then "gw" has switched the transport of "phone" exactly once, explicitly
