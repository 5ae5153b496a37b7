namespace JumpingVpn.Fuzzing;

/// <summary>What a run of the fuzzer found.</summary>
/// <param name="Datagrams">How many datagrams were fed.</param>
/// <param name="Behaviours">How many distinct behaviours they caused.</param>
/// <param name="CorpusSize">How many datagrams were kept for further mutation.</param>
/// <param name="GrowthBytes">Live managed memory after the run less that after the first tenth of it, corpus included.</param>
/// <param name="Failure">The first failure; null where there was none.</param>
public sealed record FuzzReport(long Datagrams, int Behaviours, int CorpusSize, long GrowthBytes, FuzzFailure? Failure);
