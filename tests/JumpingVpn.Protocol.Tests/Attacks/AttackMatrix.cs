using System.Text;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Tests.Attacks;

/// <summary>Runs every cell of one profile.</summary>
internal static class AttackMatrix
{
    private static readonly Manipulation[] Columns = Enum.GetValues<Manipulation>();

    private static readonly Lazy<List<(MessageType Type, bool ToServer)>> Missing = new(FindUnspoken);

    /// <summary>What the schema allows to be said and no conversation of any profile has, in the order of the schema.</summary>
    public static IReadOnlyList<(MessageType Type, bool ToServer)> Unspoken => Missing.Value;

    /// <summary>The types on the wire of this profile and their directions, in the order of <see cref="MessageType"/>.</summary>
    public static IReadOnlyList<(MessageType Type, bool ToServer)> Rows(AttackProfile profile)
    {
        using var world = new AttackWorld(profile);
        return
        [
            .. world
                .Wire.Select(capture => (capture.Type, capture.ToServer))
                .Distinct()
                .OrderBy(row => row.Type)
                .ThenByDescending(row => row.ToServer),
        ];
    }

    public static IReadOnlyList<AttackCell> Run(AttackProfile profile) =>
        [.. from row in Rows(profile) from column in Columns select RunCell(profile, row.Type, row.ToServer, column)];

    private static List<(MessageType Type, bool ToServer)> FindUnspoken()
    {
        HashSet<(MessageType Type, bool ToServer)> spoken = [];
        foreach (AttackProfile profile in AttackProfile.All)
        {
            using var world = new AttackWorld(profile, isMadeUp: false);
            spoken.UnionWith(world.Wire.Select(capture => (capture.Type, capture.ToServer)));
        }

        List<(MessageType Type, bool ToServer)> unspoken = [];
        foreach (MessageRow row in MessageSchema.Rows)
        {
            unspoken.AddRange(Directions(row.From).Select(toServer => (row.Type, toServer)).Where(said => !spoken.Contains(said)));
        }

        return unspoken;
    }

    private static bool[] Directions(Sender sender) =>
        sender switch
        {
            Sender.Nobody => [],
            Sender.Client => [true],
            Sender.Server => [false],
            _ => [true, false],
        };

    private static AttackCell RunCell(AttackProfile profile, MessageType type, bool toServer, Manipulation manipulation)
    {
        using var world = new AttackWorld(profile);
        List<string> answers = [];
        List<string> damage = [];
        if (manipulation == Manipulation.TwoAtOnce)
        {
            Race(world, type, toServer, answers, damage);
            return new AttackCell(type, toServer, manipulation, answers, damage);
        }

        if (manipulation is Manipulation.AfterExpiry)
        {
            world.ExpireVictim();
        }
        else if (manipulation is Manipulation.AfterTermination)
        {
            world.TerminateVictim();
        }

        foreach (Attack attack in Attack.Make(world, type, toServer, manipulation))
        {
            AttackSnapshot before = world.Snapshot();
            byte[]? answer = world.Inject(attack.Bytes, attack.ToServer, attack.From);
            Note(world.Describe(answer), answers);
            Judge(attack, answer, before, world.Snapshot(), damage);
        }

        return new AttackCell(type, toServer, manipulation, answers, damage);
    }

    /// <summary>A fresh message and its copy: whatever it does, it does once.</summary>
    private static void Race(AttackWorld world, MessageType type, bool toServer, List<string> answers, List<string> damage)
    {
        if (!toServer || world.Withhold(type) is not { } fresh)
        {
            return;
        }

        AttackSnapshot before = world.Snapshot();
        byte[]? thief = world.Inject(fresh, toServer: true, Addresses.Eve);
        byte[]? owner = world.Inject(fresh, toServer: true, Addresses.PhoneMoved);
        answers.Add($"{world.Describe(thief)}, then {world.Describe(owner)}");
        AttackSnapshot after = world.Snapshot();
        if (after.Delivered - before.Delivered > 1 || after.Switches - before.Switches > 1)
        {
            damage.Add($"it counted twice: {Encoding.UTF8.GetString(fresh)}");
        }

        if (after.Bystander != before.Bystander)
        {
            damage.Add($"it moved another session: {Encoding.UTF8.GetString(fresh)}");
        }
    }

    private static void Judge(Attack attack, byte[]? answer, AttackSnapshot before, AttackSnapshot after, List<string> damage)
    {
        string text = Encoding.UTF8.GetString(attack.Bytes);
        if (after.Without(newSessions: IsHandshake(text)) != before.Without(newSessions: IsHandshake(text)))
        {
            damage.Add($"{text} from {attack.From} changed {before} to {after}");
        }

        if (answer?.Length > attack.Bytes.Length * 3)
        {
            damage.Add($"{text} was answered with {answer.Length} bytes");
        }
    }

    /// <summary>Asking for one's own session is no attack on another's; what it may cost is bounded elsewhere.</summary>
    private static bool IsHandshake(string text) => text.Contains("\"HANDSHAKE_INIT\"", StringComparison.Ordinal);

    private static void Note(string answer, List<string> answers)
    {
        if (!answers.Contains(answer))
        {
            answers.Add(answer);
        }
    }
}
