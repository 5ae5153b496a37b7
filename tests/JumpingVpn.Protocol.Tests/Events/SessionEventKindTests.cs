using System.Runtime.CompilerServices;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Protocol.Tests.Events;

public sealed class SessionEventKindTests
{
    /// <summary>Whoever asks for a kind gets the record of its name, and nothing else.</summary>
    [Fact]
    public void Each_kind_is_one_record_of_its_name()
    {
        IEnumerable<ISessionEvent> records = typeof(ISessionEvent)
            .Assembly.GetTypes()
            .Where(type => type.IsValueType && type.IsAssignableTo(typeof(ISessionEvent)))
            .Select(type => (ISessionEvent)RuntimeHelpers.GetUninitializedObject(type));

        records
            .Select(e => (e.Kind, e.GetType().Name, e.Name))
            .Should()
            .BeEquivalentTo(Enum.GetValues<SessionEventKind>().Select(kind => (kind, kind.ToString(), kind.ToString())));
    }

    [Fact]
    public void A_set_of_kinds_holds_those_and_no_others()
    {
        SessionEventKinds some = SessionEventKinds.Of(SessionEventKind.SessionCreated) | SessionEventKinds.Of(SessionEventKind.ServerStop);

        Enum.GetValues<SessionEventKind>()
            .Where(some.Contains)
            .Should()
            .BeEquivalentTo([SessionEventKind.SessionCreated, SessionEventKind.ServerStop]);
        Enum.GetValues<SessionEventKind>().Should().OnlyContain(kind => SessionEventKinds.All.Contains(kind));
        Enum.GetValues<SessionEventKind>().Should().NotContain(kind => SessionEventKinds.None.Contains(kind));
    }
}
