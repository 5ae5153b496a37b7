namespace JumpingVpn.Endpoints.Tests.ChildProcess;

/// <summary>The beginning of a guest in Python that behaves until its first datagram.</summary>
internal static class GuestScript
{
    public const string Prologue = """
        import json, sys, time
        def answer(**members):
            print(json.dumps(members), flush=True)
        sys.stdin.readline(); answer(version=1)
        sys.stdin.readline(); answer()
        call = json.loads(sys.stdin.readline())
        """;
}
