using System.Globalization;
using PveLab.Sim.Time;

namespace PveLab.Sim.Faults;

/// <summary>
/// A moment in a fault's life: a point in time or something that happens, and optionally some time after it. Nothing given means the start of the
/// attempt (for <see cref="Fault.Until"/>: the fault's own beginning).
/// </summary>
public sealed record FaultMoment
{
    private const string Booted = "booted";

    /// <summary>
    /// A point in virtual time in ISO 8601, <c>start</c>, or <c>booted</c>: when the machines were switched on. What lies before the start has happened,
    /// with all its consequences, when the learner sits down.
    /// </summary>
    public string? At { get; init; }

    /// <summary>Something that happens, one of <see cref="FaultEvents.Names"/>.</summary>
    public string? Event { get; init; }

    /// <summary>Which of these events: 1 is the first.</summary>
    public int Count { get; init; } = 1;

    /// <summary>Only events about this guest.</summary>
    public int? Guest { get; init; }

    /// <summary>How far the transfer is, for <c>transfer-reached</c>.</summary>
    public int? Percent { get; init; }

    /// <summary>So much later: <c>30s</c>, <c>10m</c>, <c>2h</c>, <c>1d</c>.</summary>
    public string? After { get; init; }

    /// <summary>The time after the event or point.</summary>
    internal TimeSpan Delay => After is { } text ? TimeText.Parse(text) ?? TimeSpan.Zero : TimeSpan.Zero;

    /// <summary>The point in time it counts from, when it counts from no event.</summary>
    internal Instant Base(Instant otherwise) => At is null or "start" or Booted ? otherwise : ParseAt() ?? otherwise;

    /// <summary>Whether it lies before <paramref name="start"/>: in the life of the world before the attempt.</summary>
    internal bool IsBefore(Instant start) => At == Booted || ParseAt() + Delay < start;

    /// <summary>What is wrong with it.</summary>
    /// <param name="key">What the author calls it: <c>when</c> or <c>until</c>.</param>
    public IEnumerable<FaultProblem> Check(string key)
    {
        if (At is { } at and not ("start" or Booted) && ParseAt() is null)
            yield return new FaultProblem(key, $"'{at}' is no time; write start, booted or for example 2026-04-01T22:00:00+09:00");
        if (After is { } after && TimeText.Parse(after) is null) yield return new FaultProblem(key, $"'{after}' is no time; write for example 30s, 10m, 2h or 1d");
        if (Event is { } name && !FaultEvents.Names.Contains(name)) yield return new FaultProblem(key, $"no event is called '{name}'", name, FaultEvents.Names);
        if (Event is not null && At is not null) yield return new FaultProblem(key, "give either at or event");
        if (Count < 1) yield return new FaultProblem(key, "count: the first is 1");
        if (Event == FaultEvents.TransferReached != Percent is not null)
            yield return new FaultProblem(key, $"percent belongs to event {FaultEvents.TransferReached}, and that needs it");
        if (Percent is < 0 or > 100) yield return new FaultProblem(key, "percent: from 0 to 100");
    }

    private Instant? ParseAt() => DateTimeOffset.TryParse(At, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
        ? new Instant(time.ToUnixTimeMilliseconds()) : null;
}
