namespace PveLab.Sim.Time;

/// <summary>A time zone; its rules are in the helper's branch.</summary>
public sealed record Zone(string Name);
