using PveLab.Courseware.Scenarios;

namespace PveLab.Courseware.Attempts;

/// <summary>A moment of an attempt that is lived through again.</summary>
public abstract record Moment
{
    private Moment()
    {
    }

    /// <summary>An input is about to be given: the attempt stands as the learner saw it then.</summary>
    /// <param name="Number">Its number in the journal.</param>
    /// <param name="Input">The input.</param>
    public sealed record Given(int Number, Input Input) : Moment;

    /// <summary>The input was given.</summary>
    /// <param name="Number">Its number in the journal.</param>
    public sealed record Taken(int Number) : Moment;

    /// <summary>The attempt went a step on.</summary>
    /// <param name="Output">What that brought.</param>
    public sealed record Shown(Output Output) : Moment;
}

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
        var attempt = Begin(journal, folder, file, failed);
        return Through(attempt, Moments(attempt, journal, file), shown, given);
    }

    /// <summary>The attempt that these inputs make, run until nothing moves.</summary>
    /// <exception cref="ContentException">An input does not fit.</exception>
    public static Attempt Of(
        ScenarioFolder folder, ulong seed, Sim.Cluster.Dialect dialect, IEnumerable<Entry> entries, string file, Action<Output>? shown = null, Action<Exception>? failed = null)
    {
        var attempt = new Attempt(folder, seed, dialect) { Failed = failed };
        return Through(attempt, Moments(attempt, entries.Select((e, i) => new JournalLine(i + 1, e, null)), file), shown);
    }

    /// <summary>The attempt of a journal as it was before the first input.</summary>
    /// <exception cref="ContentException">The journal belongs to other content, or the scenario is not usable.</exception>
    public static Attempt Begin(Journal journal, ScenarioFolder folder, string file, Action<Exception>? failed = null)
    {
        Check(journal, folder, file);
        return new Attempt(folder, journal.Header.Seed, journal.Header.Dialect, journal.Header.Exam) { Failed = failed, Mode = journal.Header.Mode };
    }

    /// <summary>Lives through a journal moment by moment, at whatever pace the moments are taken.</summary>
    /// <param name="attempt">The attempt, as it begins.</param>
    /// <param name="journal">The journal.</param>
    /// <param name="file">The journal's name in errors.</param>
    /// <param name="steps">How many steps come after the last input; null: until nothing moves.</param>
    /// <exception cref="ContentException">An input does not fit.</exception>
    public static IEnumerable<Moment> Moments(Attempt attempt, Journal journal, string file, int? steps = null) =>
        Moments(attempt, journal.Effective, file, journal.FirstLine, steps);

    /// <summary>Refuses a journal that was made with other content than this.</summary>
    /// <exception cref="ContentException">It was.</exception>
    internal static void Check(Journal journal, ScenarioFolder folder, string file)
    {
        if (journal.Header.Content == folder.HashOf(journal.Header.Format)) return;
        var why = journal.FirstLine > 1 ? "what came with it in the bundle is something else" : "its content has changed since; a bundle would carry the content it was made with";
        throw new ContentException(file, journal.FirstLine, 1, $"made with another version of scenario '{folder.Id}': {why}");
    }

    /// <summary>Lives through these moments; the attempt is disposed when one does not fit.</summary>
    internal static Attempt Through(Attempt attempt, IEnumerable<Moment> moments, Action<Output>? shown, Action<Attempt>? given = null)
    {
        try
        {
            foreach (var moment in moments)
            {
                if (moment is Moment.Shown { Output: var output }) shown?.Invoke(output);
                else if (moment is Moment.Taken) given?.Invoke(attempt);
            }
            return attempt;
        }
        catch
        {
            attempt.Dispose();
            throw;
        }
    }

    internal static IEnumerable<Moment> Moments(Attempt attempt, IEnumerable<JournalLine> lines, string file, int firstLine = 1, int? steps = null)
    {
        foreach (var (number, entry, _) in lines)
        {
            while (attempt.StepsSinceInput < entry.Steps && attempt.IsRunning) yield return new Moment.Shown(attempt.Pull());
            if (attempt.StepsSinceInput < entry.Steps) throw Unfit(file, firstLine + number);
            yield return new Moment.Given(number, entry.Input);
            Give(attempt, entry.Input, file, firstLine + number);
            yield return new Moment.Taken(number);
        }
        while (attempt.IsRunning && (steps is null || attempt.StepsSinceInput < steps)) yield return new Moment.Shown(attempt.Pull());
    }

    private static void Give(Attempt attempt, Input input, string file, int line)
    {
        try
        {
            attempt.Submit(input);
        }
        catch (InputRefusedException)
        {
            throw Unfit(file, line);
        }
        catch (Exception error) when (error is Sim.PveException or Sim.Files.FileException)
        {
            // Only a view's call or a saved file is refused so; the learner met the same refusal, and the attempt goes on as it did then.
        }
    }

    private static ContentException Unfit(string file, int line) =>
        new(file, line, 1, "this input does not fit: the attempt never came to a point where it could be given");
}
