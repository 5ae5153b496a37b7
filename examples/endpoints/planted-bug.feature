Feature: A ping that takes a message as often as it comes
  This feature fails: the server is wrong, in one line. One lost answer is enough to show it.

  Scenario: A message whose answer was lost is not taken twice
    Given an endpoint "server" on port 4000 that runs "python3 python/forgetful_ping.py" with "listen"
    And an endpoint "phone" that runs "python3 python/ping.py" with "connect server:4000"
    And "server" must say each "got *" only once
    And the link of "server" loses the next 1 datagram
    When "phone" is told "send hello"
    And 1 s passes
    Then "phone" has said "delivered hello" exactly once
