@session @limits
Feature: Every bound of the policy is a refusal that says so
  A gateway that is full, or a session that has used up what it may remember, refuses. It never forgets what it must remember, and never grows.

  Scenario: As many sessions as the gateway may hold
    Given the policy:
      | setting          | value |
      | maximum-sessions | 2     |
    And a gateway "gw"
    And a client "phone" with a session on "gw"
    And a client "laptop" with a session on "gw"
    And a client "tablet"
    When "tablet" starts a session on "gw" without waiting for the answer
    Then "gw" refuses it as SERVER_FULL (server_full)
    And "gw" records the policy event server_full
    And "gw" holds exactly 2 sessions
    When "laptop" ends its session
    And "tablet" starts a session on "gw"
    Then "tablet" can exchange 1 more message

  Scenario: As many moves as a session may remember the nonces of
    Given the policy:
      | setting        | value |
      | maximum-nonces | 2     |
    And a gateway "gw"
    And a client "phone" with a session on "gw"
    And "phone" has reattached 2 times
    When 1 s passes
    And "phone" reattaches on its old socket
    Then the reattach is refused as POLICY_DENY (nonce_memory_full)
    And "gw" records the policy event nonce_memory_full
    And the session of "phone" is unchanged

  Scenario: Handshakes that come faster than the policy says need a cookie
    Given the policy:
      | setting              | value |
      | retry-handshake-rate | 1     |
    And a gateway "gw"
    And a client "phone" with a session on "gw"
    And a client "laptop"
    When "laptop" starts a session on "gw"
    Then "gw" has answered exactly 1 handshake with HANDSHAKE_RETRY
    And "gw" holds exactly 2 sessions

  Scenario: Handshakes leave sessions their time
    Given the policy:
      | setting        | value |
      | handshake-rate | 2     |
    And a gateway "gw"
    And a client "phone" with a session on "gw"
    And a client "laptop" with a session on "gw"
    And a client "tablet"
    When "tablet" starts a session on "gw" without waiting for the answer
    Then "gw" refuses it as RATE_LIMITED (handshake_rate)
    And "gw" records the policy event handshake_rate
    When 1 s passes
    Then "gw" holds exactly 3 sessions
    And "phone" can exchange 1 more message

  Scenario: A gateway that is half full asks for cookies, if the policy says so
    Given the policy:
      | setting             | value |
      | maximum-sessions    | 4     |
      | retry-session-share | 50 %  |
    And a gateway "gw"
    And a client "phone" with a session on "gw"
    And a client "laptop" with a session on "gw"
    And a client "tablet" with a session on "gw"
    Then "gw" has answered exactly 1 handshake with HANDSHAKE_RETRY
    And "gw" holds exactly 3 sessions

  Scenario: The share of a source is policy
    Given the policy:
      | setting      | value |
      | source-burst | 5     |
      | source-rate  | 1     |
    And a gateway "gw"
    And a stranger "mallory"
    When "mallory" floods "gw" with 10 DATA messages
    And 999 ms pass
    And "mallory" floods "gw" with 1 DATA message
    Then "gw" has refused exactly 6 messages as RATE_LIMITED, answered or not
    When 1 ms passes
    And "mallory" floods "gw" with 1 DATA message
    Then "gw" has refused exactly 6 messages as RATE_LIMITED, answered or not

  Scenario: The share of a session is policy
    Given the policy:
      | setting       | value |
      | source-burst  | 1     |
      | source-rate   | 1     |
      | session-burst | 2     |
      | session-rate  | 1     |
    And a gateway "gw"
    And a client "phone" with a session on "gw"
    And a stranger "mallory"
    When "mallory" sends a REATTACH_REQUEST for the session of "phone" with a wrong proof
    And "mallory" sends a REATTACH_REQUEST for the session of "phone" with a wrong proof
    And "mallory" sends a REATTACH_REQUEST for the session of "phone" with a wrong proof
    And "mallory" sends a REATTACH_REQUEST for the session of "phone" with a wrong proof
    Then "gw" has refused exactly 3 messages as BAD_PROOF, answered or not
    And "gw" has refused exactly 1 message as RATE_LIMITED, answered or not
