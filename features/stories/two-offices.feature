@story @use-case
Feature: A laptop between two offices
  A laptop works on a server in the head office, is closed, carried to the branch, and opened there: another network, another NAT, another address. In the head office it used the server's
  public name from inside. docs/stories.md tells the story.

  Background:
    Given the NATs:
      | name   | kind               | hairpin         |
      | head   | home router        | external source |
      | branch | corporate firewall |                 |
    And a gateway "server" behind "head" at a forwarded port
    And a client "laptop" behind "head" with a session on "server"
    And "laptop" has an interface "wifi" behind "branch"
    And "laptop" has exchanged 3 messages

  Rule: The session is carried from one office to the other

    Scenario: The lid is closed for twenty seconds on the way
      When "laptop" loses its network
      And "laptop" sends 2 messages
      And "laptop" pauses for 20 s
      And 20 s pass
      And "laptop" reattaches over "wifi"
      Then the reattach is accepted
      And all messages of "laptop" arrive exactly once
      And the session of "laptop" is ATTACHED with the same id
      And "server" has switched the transport of "laptop" exactly once, explicitly

    Scenario: And back in the evening
      Given "laptop" has lost its network
      When "laptop" reattaches over "wifi"
      And "laptop" exchanges 3 messages
      And 25 s pass
      And "laptop" regains its network
      And "laptop" reattaches from a new socket
      Then the reattach is accepted
      And "laptop" can exchange 3 more messages

  Rule: What was recorded in one office is worth nothing in the other

    Scenario: Somebody in the branch has listened
      Given an off-path attacker "eve" who sees what "laptop" sends
      When "laptop" loses its network
      And "laptop" reattaches over "wifi"
      Then the reattach is accepted
      When "eve" sends the captured REATTACH_REQUEST from her own address
      Then "server" refuses it as REPLAY_DETECTED and records a security event
      And the session of "laptop" is unchanged

  Rule: A day in a bag ends the session, and the laptop is told

    Scenario: It is opened the next morning
      When "laptop" loses its network
      And "laptop" pauses for 12 h
      And 12 h pass
      Then "server" holds no session
      When "laptop" regains its network
      And "laptop" starts a new session on "server"
      Then "laptop" can exchange 3 more messages
      And the session of "laptop" is ATTACHED with another id
