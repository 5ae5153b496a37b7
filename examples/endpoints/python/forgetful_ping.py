"""The ping of ping.py with a bug in it: it takes a message as often as it comes. ../planted-bug.feature finds it."""
import ping


class ForgetfulPing(ping.Ping):
    def is_new(self, name, number):
        return True  # the planted bug


ping.run(ForgetfulPing)
