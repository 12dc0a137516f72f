using System.Text;
using System.Text.RegularExpressions;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Lessons;
using PveLab.Courseware.Scenarios;

namespace PveLab.Courseware.Authoring.Linting;

/// <summary>The shell in which a lesson's commands are typed, and the console of a guest where the lesson goes into one.</summary>
internal sealed partial class LessonSession : IDisposable
{
    /// <summary>The exit code of a command that is not there.</summary>
    public const int NotFound = 127;

    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);
    private static readonly string[] Login = ["", "root", "pvelab"], Farewell = ["Ctrl+O", "Ctrl+D", "Ctrl+D", Attempt.HangUp];

    private readonly Attempt attempt;
    private bool loggedIn;
    private bool interrupted;

    /// <summary>Begins one.</summary>
    /// <exception cref="ContentException">The scenario or world cannot be played.</exception>
    public LessonSession(ScenarioFolder folder) => attempt = new Attempt(folder);

    /// <summary>Whether the shell was left.</summary>
    public bool IsOver => attempt.Shell.Ended;

    /// <inheritdoc />
    public void Dispose() => attempt.Dispose();

    /// <summary>Whether the prompt of a line is a guest's: <c>root@vm-ubuntu01:~#</c>.</summary>
    public bool IsInGuest(CodeLine line) => Host().Match(line.Text[..line.Prompt]) is { Success: true } prompt && !attempt.World.Nodes.ContainsKey(prompt.Groups[1].Value);

    /// <summary>Runs a command at the node's prompt until it ends or asks; what goes on and on is interrupted and did not fail.</summary>
    public (int Status, string Output) Run(string command)
    {
        Leave();
        if (IsOver) return (0, "");
        var output = Type(command);
        if (attempt.Asking is null && attempt.Prompt != attempt.Shell.Prompt) output += Press("Ctrl+D");
        // A search that found nothing says nothing and ends with 1: it did what it was asked.
        var foundNothing = attempt.Shell.Status == 1 && output.Length == 0;
        return (attempt.Asking is null && !interrupted && !foundNothing ? attempt.Shell.Status : 0, output);
    }

    /// <summary>Lets time pass at the prompt.</summary>
    public void Wait(TimeSpan time)
    {
        Leave();
        attempt.Submit(new Input.Advance(time));
        Rest();
    }

    /// <summary>Types a line into the console that an earlier command opened, logging in first.</summary>
    public (int Status, string Output) TypeInGuest(string command)
    {
        if (attempt.Asking is null) return (1, "no console of a guest is open here");
        if (!loggedIn) foreach (var line in Login) Type(line);
        loggedIn = true;
        var output = Type(command);
        return (output.Contains("command not found", StringComparison.Ordinal) ? NotFound : 0, output);
    }

    /// <summary>Ends what still asks.</summary>
    private void Leave()
    {
        loggedIn = false;
        foreach (var key in Farewell)
            if (attempt.Asking is not null) Press(key);
    }

    private string Type(string line)
    {
        attempt.Submit(new Input.Line(line));
        return Rest();
    }

    private string Press(string key)
    {
        attempt.Submit(new Input.Key(key));
        return Rest();
    }

    private string Rest()
    {
        var output = new StringBuilder();
        var until = attempt.World.Clock.Now + Patience;
        interrupted = false;
        while (attempt.IsRunning)
        {
            switch (attempt.Pull())
            {
                case Output.Out { Text: var text }: output.Append(text); break;
                case Output.Err { Text: var text }: output.Append(text); break;
            }
            if (interrupted || !attempt.IsRunning || attempt.World.Clock.Now <= until) continue;
            interrupted = true;
            attempt.Submit(new Input.Key("Ctrl+C"));
        }
        return output.ToString();
    }

    [GeneratedRegex("@([^:@]+):", RegexOptions.CultureInvariant)]
    private static partial Regex Host();
}
