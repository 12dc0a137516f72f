using System.Collections.Immutable;
using PveLab.Courseware.Lessons;
using PveLab.Sim.Cluster;
using PveLab.Sim.Time;

namespace PveLab.Courseware.Grading;

/// <summary>A criterion's verdict and what shows it.</summary>
/// <param name="Met">Whether it is met.</param>
/// <param name="Evidence">What shows it: never empty, a failure says what is missing.</param>
public sealed record Finding(bool Met, ImmutableArray<Evidence> Evidence)
{
    /// <summary>Met, as <paramref name="evidence"/> shows.</summary>
    public static Finding MetBy(params ReadOnlySpan<Evidence> evidence) => new(true, [.. evidence]);

    /// <summary>Not met, as <paramref name="evidence"/> shows.</summary>
    public static Finding FailedBy(params ReadOnlySpan<Evidence> evidence) => new(false, [.. evidence]);

    /// <summary>Not met, because something never happened.</summary>
    public static Finding Missing(string ja, string en) => new(false, [new Evidence(null, Say(ja, en))]);

    internal static LocalText Say(string ja, string en) => new() { Ja = ja, En = en };
}

/// <summary>One piece of evidence.</summary>
/// <param name="At">When it happened; null when it is about the present or about something that did not happen.</param>
/// <param name="What">What it says.</param>
public sealed record Evidence(Instant? At, LocalText What)
{
    /// <summary>What it says, safe to print: file names, notes and logs are the learner's and may hold anything.</summary>
    public LocalText What { get; } = Finding.Say(OneLine(What.Ja), OneLine(What.En));

    /// <summary>The task it comes from (UPID).</summary>
    public string? Task { get; init => field = value is null ? null : OneLine(value); }

    /// <summary>A line of a log that shows it.</summary>
    public string? Line { get; init => field = value is null ? null : SafeText.Clean(value); }

    /// <summary>Something seen at <paramref name="at"/>.</summary>
    public static Evidence Seen(Instant? at, string ja, string en) => new(at, Finding.Say(ja, en));

    private static string OneLine(string text) => SafeText.Clean(text).Replace('\n', ' ');
}
