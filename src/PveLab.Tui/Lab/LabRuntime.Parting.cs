using System.Collections.Immutable;
using PveLab.Courseware.Assessment;
using PveLab.Courseware.Scenarios;
using PveLab.Sim.Cluster;

namespace PveLab.Tui.Lab;

/// <content>Where the attempt parted from the nearest golden transcript. Those are played beside the screen, once, when the grade is first looked at.</content>
public sealed partial class LabRuntime
{
    private PlayedWays? played;

    /// <summary>The ways of the golden transcripts of what is played, begun with the first call.</summary>
    private PlayedWays Ways()
    {
        var (folder, seed, dialect, failed) = (Attempt.Folder, Attempt.Seed, Attempt.Dialect, Attempt.Failed);
        if (played is not { } known || known.Folder != folder || known.Seed != seed) played = new PlayedWays(folder, seed, Task.Run(() => Play(folder, seed, dialect, failed)));
        return played;
    }

    /// <summary>What the grade shows of it: null while nobody looks at the grade, and for one's own road in an exam.</summary>
    private PlayedWays? ShownWays() => Model.Overlay == Overlay.Grade && exam is null && Attempt.Scenario.Criteria.Count > 0 ? Ways() : null;

    /// <summary>Shows the ways when they have been played. Returns whether the screen changed.</summary>
    private bool TakeWays()
    {
        if (played is not { IsTaken: false, Playing.IsCompleted: true }) return false;
        played = played with { IsTaken = true };
        if (ShownWays() is null) return false;
        Refresh();
        return true;
    }

    private static ImmutableArray<Way> Play(ScenarioFolder folder, ulong seed, Dialect dialect, Action<Exception>? failed)
    {
        try
        {
            return Way.Golden(folder, seed, dialect);
        }
        catch (ContentException)
        {
            // A transcript that cannot be read is its author's business, not the learner's.
            return [];
        }
#pragma warning disable CA1031 // A comparison is not worth the attempt on the screen; what went wrong is in the log.
        catch (Exception mistake)
#pragma warning restore CA1031
        {
            failed?.Invoke(mistake);
            return [];
        }
    }
}

/// <summary>The ways of a scenario's golden transcripts, that are played or have been.</summary>
/// <param name="Folder">The scenario.</param>
/// <param name="Seed">The variant.</param>
/// <param name="Playing">Plays them; it shares nothing with the attempt on the screen.</param>
internal sealed record PlayedWays(ScenarioFolder Folder, ulong Seed, Task<ImmutableArray<Way>> Playing)
{
    /// <summary>Whether the screen knows that they have been played.</summary>
    public bool IsTaken { get; init; }

    /// <summary>The ways; null as long as they are being played.</summary>
    public ImmutableArray<Way>? Ways => Playing.IsCompleted ? Playing.GetAwaiter().GetResult() : null;
}
