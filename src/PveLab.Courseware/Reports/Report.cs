using System.Collections.Immutable;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Grading;
using PveLab.Sim.Cluster;
using PveLab.Sim.Time;

namespace PveLab.Courseware.Reports;

/// <summary>Everything a report tells about an attempt; the formats only write it down.</summary>
/// <param name="Scenario">The scenario's id.</param>
/// <param name="Title">Its title.</param>
/// <param name="Header">Content, version, seed and dialect.</param>
/// <param name="Grade">The grade.</param>
/// <param name="Timeline">What happened, oldest first.</param>
/// <param name="Zone">The zone whose wall clock times are told in.</param>
public sealed record Report(
    string Scenario, LocalText Title, JournalHeader Header, Grade Grade, ImmutableArray<Evidence> Timeline, Zone Zone)
{
    /// <summary>When the attempt began, in virtual time.</summary>
    public Instant Began { get; init; }

    /// <summary>Where it parted from the nearest golden transcript; null when nobody looked, or nothing is missing.</summary>
    public Assessment.Parting? Parting { get; init; }

    /// <summary>The report of an attempt as of now.</summary>
    public static Report Of(Attempt attempt) => new(
        attempt.Scenario.Id, attempt.Scenario.Title, JournalHeader.Of(attempt), attempt.Grade(), Reports.Timeline.Of(attempt.Observe()), attempt.World.Zone)
    { Began = attempt.Began };

    /// <summary>The report of an attempt as of now, with where it parted from the nearest golden transcript: those are played for it.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="over">Whether it is over, so that nothing need be kept back.</param>
    public static Report WithParting(Attempt attempt, bool over) => Of(attempt) with { Parting = Assessment.NearestGolden.Of(attempt, over) };

    /// <summary>The time as the scenario's wall clock shows it, <c>2026-04-01 09:03:12</c>.</summary>
    public string Stamp(Instant at) => Zone.Stamp(at.UnixSeconds);

    /// <summary>Where to read again: of every criterion that failed, once each.</summary>
    public IEnumerable<string> ReadAgain =>
        Grade.Results.Where(r => !r.Finding.Met).Select(r => r.Criterion.ReadAgain).OfType<string>().Distinct(StringComparer.Ordinal);
}
