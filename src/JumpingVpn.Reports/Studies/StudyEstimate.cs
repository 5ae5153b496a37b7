namespace JumpingVpn.Reports.Studies;

/// <summary>An estimate with its 95 % interval.</summary>
/// <param name="Value">The estimate, a share or seconds; null for never.</param>
/// <param name="Low">The lower end; null for never.</param>
/// <param name="High">The upper end; null for no bound.</param>
public readonly record struct StudyEstimate(double? Value, double? Low, double? High);
