using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Network.Impairments;

/// <summary>The rarer random streams of one direction of a link, each at its beginning when its impairment is first used.</summary>
internal sealed class LinkStreams(in RandomSource source)
{
    private readonly RandomSource _source = source;
    private RandomStream? _lossCorrelation;
    private RandomStream? _lossModel;
    private RandomStream? _duplication;
    private RandomStream? _copies;
    private RandomStream? _copyDelay;
    private RandomStream? _corruption;
    private RandomStream? _reordering;
    private RandomStream? _clog;
    private RandomStream? _jitterCorrelation;

    public RandomStream LossCorrelation => _lossCorrelation ??= _source.Stream("loss-correlation");

    public RandomStream LossModel => _lossModel ??= _source.Stream("loss-model");

    public RandomStream Duplication => _duplication ??= _source.Stream("duplication");

    public RandomStream Copies => _copies ??= _source.Stream("copies");

    public RandomStream CopyDelay => _copyDelay ??= _source.Stream("copy-delay");

    public RandomStream Corruption => _corruption ??= _source.Stream("corruption");

    public RandomStream Reordering => _reordering ??= _source.Stream("reordering");

    public RandomStream Clog => _clog ??= _source.Stream("clog");

    public RandomStream JitterCorrelation => _jitterCorrelation ??= _source.Stream("jitter-correlation");
}
