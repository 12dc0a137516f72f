using PveLab.Courseware.Attempts;
using PveLab.Sim.Time;

namespace PveLab.Courseware.Classes;

/// <summary>Why grading an attempt was given up half-way.</summary>
public enum Stop
{
    /// <summary>It may go on.</summary>
    None,

    /// <summary>The host has no more time for it.</summary>
    Time,

    /// <summary>The host has no more memory for it.</summary>
    Memory,
}

/// <summary>Looks on while an attempt is lived through again: counts what it asks for, and remembers when each input came and which errors it met.</summary>
/// <param name="limits">How much it may ask for.</param>
/// <param name="stopped">Asked every so many steps whether the host gives up.</param>
internal sealed class ReplayWatch(GradingLimits limits, Func<Stop> stopped)
{
    private const int StepsPerLook = 256;
    private const int LongestError = 160;
    private const int MostErrors = 200;

    private readonly List<Instant> moments = [];
    private readonly SortedDictionary<string, int> errors = new(StringComparer.Ordinal);
    private long steps;
    private long printed;

    /// <summary>When each input came, in virtual time.</summary>
    public IReadOnlyList<Instant> Moments => moments;

    /// <summary>The error met most often, and how often.</summary>
    public RepeatedError? MostRepeated => errors.Count == 0 ? null : errors.OrderByDescending(e => e.Value).Select(e => new RepeatedError(e.Key, e.Value)).First();

    /// <summary>Looks at what a journal asks for before anything of it is done.</summary>
    public void Begin(Journal journal)
    {
        var inputs = journal.Entries.Select(e => e.Input).ToList();
        if (journal.History.Length > limits.Inputs) throw Exceeded($"more than {limits.Inputs} inputs");
        if (inputs.OfType<Input.FileSaved>().Sum(f => (long)f.Text.Length) > limits.Saved) throw Exceeded($"it saves more than {limits.Saved >> 20} MiB of files");
        if (inputs.OfType<Input.Advance>().Sum(a => a.Time.TotalDays) > limits.Skipped.TotalDays) throw Exceeded($"it skips more than {limits.Skipped.TotalDays:0} virtual days");
    }

    /// <summary>An input was given.</summary>
    public void Given(Attempt attempt)
    {
        moments.Add(attempt.World.Clock.Now);
        Look();
    }

    /// <summary>A step was taken.</summary>
    public void Shown(Output output)
    {
        if (++steps > limits.Steps) throw Exceeded($"its programs take more than {limits.Steps} steps");
        if (steps % StepsPerLook == 0) Look();
        if (output is Output.Out { Text: var text }) printed += text.Length;
        if (output is Output.Err { Text: var error })
        {
            printed += error.Length;
            Count(error);
        }
        if (printed > limits.Output) throw Exceeded($"its programs print more than {limits.Output >> 20} MiB");
    }

    private void Look()
    {
        var stop = stopped();
        if (stop != Stop.None) throw new GradingStoppedException(stop);
    }

    private void Count(string text)
    {
        var error = text.AsSpan().Trim('\n').ToString().Split('\n')[0];
        if (error.Length is 0 or > LongestError || error[0] == ' ') return;
        if (errors.Count < MostErrors || errors.ContainsKey(error)) errors[error] = errors.GetValueOrDefault(error) + 1;
    }

    internal static GradingLimitException Exceeded(FormattableString what) => new(FormattableString.Invariant(what));
}

/// <summary>The attempt asks for more than <see cref="GradingLimits"/> allow.</summary>
/// <param name="message">What it asks for.</param>
internal sealed class GradingLimitException(string message) : Exception(message);

/// <summary>The host gave up.</summary>
/// <param name="why">Why.</param>
internal sealed class GradingStoppedException(Stop why) : Exception(why.ToString())
{
    /// <summary>Why.</summary>
    public Stop Why { get; } = why;
}
