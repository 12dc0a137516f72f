using System.Collections.Immutable;
using System.Text.Json.Nodes;
using PveLab.Courseware.Attempts;
using PveLab.Sim;
using PveLab.Tui.Manager;
using PveLab.Tui.Manager.Pages;

namespace PveLab.Tui.Lab;

/// <content>What the manager reads of the attempt and does to it, and time going on while tasks run.</content>
public sealed partial class LabRuntime
{
    private const int MostRounds = 4;

    private readonly Dictionary<string, string> looked = new(StringComparer.Ordinal);
    private (int Entries, long Now, bool Running) seen;
    private bool unjudged;

    private (int, long, bool) Present => (Attempt.Entries.Count, Attempt.World.Clock.Now.Milliseconds, Attempt.IsRunning);

    /// <summary>Reads what the manager shows: all of it, or what it has no answer for.</summary>
    private void Read(bool everything)
    {
        if (Model.RightTab != RightTab.Manager) return;
        for (var round = 0; round < MostRounds; round++)
        {
            var paths = ManagerReads.Of(Model.Manager).Select(w => w.Path).Where(path => everything || !Model.Manager.Answers.ContainsKey(path)).Distinct().ToList();
            // A long log is read on at the next beat.
            if (round > 0 && Model.Manager.Modal is ManagerModal.Task task) paths.Remove(ManagerReads.LogPath(task));
            if (paths.Count == 0) break;
            if (everything) (seen, sinceGlance) = (Present, TimeSpan.Zero);
            everything = false;
            var answers = paths.ToImmutableSortedDictionary(path => path, Answer, StringComparer.Ordinal);
            var reading = new ManagerReading(answers, Attempt.World.Zone, Attempt.World.Clock.Now.UnixSeconds, Attempt.WebNode);
            (Model, _) = LabUpdate.Apply(Model, new LabMessage.ManagerRead(reading));
        }
        Look();
    }

    /// <summary>What the learner is shown and counts as looked at is also asked as an input, once for what there is to see.</summary>
    private void Look()
    {
        var wants = ManagerReads.Of(Model.Manager).Where(w => w.Look is not null).ToList();
        var asked = Attempt.Entries.Count;
        foreach (var gone in looked.Keys.Where(path => wants.TrueForAll(w => Asked(w) != path)).ToList()) looked.Remove(gone);
        foreach (var want in wants)
        {
            if (looked.GetValueOrDefault(Asked(want)) == want.Look) continue;
            looked[Asked(want)] = want.Look!;
            Try(Attempt.Reading(Asked(want)), out _);
        }
        if (Attempt.Entries.Count == asked) return;
        seen.Entries = Attempt.Entries.Count;
        unjudged = true;
    }

    /// <summary>
    /// Judges what a look has brought, if one has. After a year of backups that takes longer than a key may, so what was looked at is painted first,
    /// and this is done between two keys.
    /// </summary>
    /// <returns>Whether there was something to judge.</returns>
    public bool JudgeLook()
    {
        if (!unjudged) return false;
        unjudged = false;
        Refresh();
        return true;
    }

    /// <summary>What is asked as an input for a look: a log that is read on is still the same log.</summary>
    private static string Asked(Want want) => want.Path.Contains("/log?", StringComparison.Ordinal) ? want.Path[..want.Path.IndexOf('?', StringComparison.Ordinal)] : want.Path;

    private ApiAnswer Answer(string path)
    {
        try
        {
            return new ApiAnswer(Attempt.Read(path));
        }
        catch (PveException error)
        {
            return ApiAnswer.Of(error);
        }
    }

    /// <summary>Makes calls of a button or dialog; the first refusal is told.</summary>
    private void Call(ImmutableArray<ApiWrite> writes)
    {
        PveException? refusal = null;
        JsonNode? answer = null;
        foreach (var write in writes)
        {
            if (Try(new Input.ApiCall(write.Verb, write.Path, write.Parameters), out var error)) answer = Attempt.Answer;
            refusal ??= error;
        }
        Refresh();
        Send(new LabMessage.ApiAnswered(answer, refusal));
        Read(everything: true);
    }

    private bool Try(Input input, out PveException? refusal)
    {
        refusal = null;
        try
        {
            Attempt.Submit(input);
            return true;
        }
        catch (PveException error)
        {
            refusal = error;
            return false;
        }
    }
}
