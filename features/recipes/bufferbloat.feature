@recipe @links
Feature: A queue of seconds makes a session volatile, and loses nothing
  Scenario: A deep queue before a narrow uplink, and more traffic than it carries
    Given a gateway "gw"
    And a client "phone" with a session on "gw"
    And the links:
      | link of | way | delay | rate      | queue |
      | phone   | up  | 20 ms | 16 kbit/s | 1000  |
    When "phone" keeps sending a message every 30 ms
    And 10 s pass
    And "phone" stops sending
    Then the session of "phone" has been VOLATILE
    And all messages of "phone" arrive exactly once
    And "phone" still holds its first session
