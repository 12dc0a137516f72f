using PveLab.Courseware.Attempts;
using PveLab.Courseware.Scenarios;
using PveLab.Courseware.Variants;

namespace PveLab.Courseware.Assessment;

/// <summary>The golden transcripts of a scenario: roads its author knows to lead to everything.</summary>
internal static class Goldens
{
    /// <summary>The transcripts as a variant fills them in, by name; none for a scenario that lies in no folder.</summary>
    /// <exception cref="ContentException">One cannot be read.</exception>
    public static IEnumerable<Golden> Of(ScenarioFolder folder, ScenarioVariant variant)
    {
        foreach (var (name, text) in ScenarioLibrary.Goldens(folder))
            yield return new Golden(name, Transcript.Parse(name, Placeholders.Fill(name, text, variant.Values)));
    }

    /// <summary>Whether a transcript earns everything in this attempt, which has just begun.</summary>
    public static bool EarnsEverything(this Golden golden, Attempt attempt)
    {
        TranscriptPlayer.Play(attempt, golden.Transcript, golden.Name, new PlainTerminal(static _ => { }));
        var grade = attempt.Grade();
        return grade.Passed && grade.Points == grade.MaxPoints;
    }
}

/// <summary>A golden transcript.</summary>
/// <param name="Name">Its file's name.</param>
/// <param name="Transcript">What is typed.</param>
internal sealed record Golden(string Name, Transcript Transcript);
