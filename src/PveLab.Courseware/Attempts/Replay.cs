using PveLab.Courseware.Scenarios;

namespace PveLab.Courseware.Attempts;

/// <summary>Lives through recorded inputs again: undo, saved games and an instructor's check are all this.</summary>
public static class Replay
{
    /// <summary>The attempt that a journal tells, run until nothing moves.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="folder">Its scenario.</param>
    /// <param name="file">The journal's name in errors.</param>
    /// <param name="shown">Called with every output.</param>
    /// <param name="failed">Where mistakes in PveLab's own code are logged (<see cref="Attempt.Failed"/>).</param>
    /// <param name="given">Called after every input.</param>
    /// <exception cref="ContentException">The journal belongs to other content, or the scenario is not usable.</exception>
    public static Attempt Of(Journal journal, ScenarioFolder folder, string file, Action<Output>? shown = null, Action<Exception>? failed = null,
        Action<Attempt>? given = null)
    {
        Check(journal, folder, file);
        var attempt = new Attempt(folder, journal.Header.Seed, journal.Header.Dialect) { Failed = failed, Mode = journal.Header.Mode };
        return Run(attempt, journal.Effective.Select(l => (journal.FirstLine + l.Number, l.Entry)), file, shown, given);
    }

    /// <summary>The attempt that these inputs make, run until nothing moves.</summary>
    /// <exception cref="ContentException">An input does not fit.</exception>
    public static Attempt Of(
        ScenarioFolder folder, ulong seed, Sim.Cluster.Dialect dialect, IEnumerable<Entry> entries, string file, Action<Output>? shown = null, Action<Exception>? failed = null) =>
        Run(new Attempt(folder, seed, dialect) { Failed = failed }, entries.Select((e, i) => (i + 2, e)), file, shown);

    /// <summary>Refuses a journal that was made with other content than this.</summary>
    /// <exception cref="ContentException">It was.</exception>
    internal static void Check(Journal journal, ScenarioFolder folder, string file)
    {
        if (journal.Header.Content == folder.HashOf(journal.Header.Format)) return;
        var why = journal.FirstLine > 1 ? "what came with it in the bundle is something else" : "its content has changed since; a bundle would carry the content it was made with";
        throw new ContentException(file, journal.FirstLine, 1, $"made with another version of scenario '{folder.Id}': {why}");
    }

    private static Attempt Run(
        Attempt attempt, IEnumerable<(int Line, Entry Entry)> entries, string file, Action<Output>? shown, Action<Attempt>? given = null)
    {
        try
        {
            foreach (var (line, entry) in entries)
            {
                Repeat(attempt, entry, file, line, shown);
                given?.Invoke(attempt);
            }
            while (attempt.IsRunning) Step(attempt, shown);
            return attempt;
        }
        catch
        {
            attempt.Dispose();
            throw;
        }
    }

    private static void Repeat(Attempt attempt, Entry entry, string file, int line, Action<Output>? shown)
    {
        while (attempt.StepsSinceInput < entry.Steps && attempt.IsRunning) Step(attempt, shown);
        try
        {
            if (attempt.StepsSinceInput < entry.Steps) throw new InputRefusedException("Nothing runs.");
            attempt.Submit(entry.Input);
        }
        catch (InputRefusedException)
        {
            throw new ContentException(file, line, 1, "this input does not fit: the attempt never came to a point where it could be given");
        }
        catch (Exception error) when (error is Sim.PveException or Sim.Files.FileException)
        {
            // Only a view's call or a saved file is refused so; the learner met the same refusal, and the attempt goes on as it did then.
        }
    }

    private static void Step(Attempt attempt, Action<Output>? shown)
    {
        var output = attempt.Pull();
        shown?.Invoke(output);
    }
}
