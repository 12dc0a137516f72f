using System.Globalization;
using System.Text;
using PveLab.Shell.Editing;
using PveLab.Sim.Time;

namespace PveLab.Shell.Tools;

/// <summary>date, sleep, watch and timeout: the tools about time.</summary>
internal static class Timing
{
    private static readonly OptionTable DateTable = new(
        "u/utc", "/universal", "d:/date:", "R/rfc-email", "I?/iso-8601?", "/rfc-3339:", "r:/reference:", "!s:/set:", "!f:/file:", "!/debug",
        "!/resolution")
    { Usage = "[OPTION]... [+FORMAT]" };

    private static readonly OptionTable WatchTable = new(
        "n:/interval:", "d/differences?", "t/no-title", "c/color", "x/exec", "!b/beep", "!e/errexit", "!g/chgexit", "!p/precise", "!q:/equexit:", "!r/no-rerun", "!w/no-wrap")
    { StopsAtOperand = true, Usage = "[options] command" };

    public static IEnumerable<Step> Date(Invocation invocation)
    {
        var options = DateTable.Parse(invocation);
        if (options.Problem is { } problem)
        {
            yield return problem;
            yield break;
        }
        var zone = Dates.ZoneOf(invocation, options.Has("u") || options.Has("universal"));
        Instant? at = invocation.Node.Time.Now;
        if (options["r"] is { } reference)
        {
            at = invocation.Files.Find(invocation.Absolute(reference))?.Modified;
            if (at is null) yield return invocation.Fail(1, $"date: {reference}: No such file or directory");
        }
        else if (options["d"] is { } text)
        {
            at = Dates.Parse(text, invocation.Node.Time.Now, zone);
            if (at is null) yield return invocation.Fail(1, $"date: invalid date {TextInput.Curly(text)}");
        }
        if (at is not { } time) yield break;
        var format = options.Operands.Find(o => o.StartsWith('+'))?[1..];
        if (options.Operands.Find(o => !o.StartsWith('+')) is { } odd)
        {
            yield return invocation.Fail(1, $"date: invalid date {TextInput.Curly(odd)}");
            yield break;
        }
        format ??= options.Has("R") ? "%a, %d %b %Y %H:%M:%S %z"
            : options["I"] is { } iso ? iso switch { "seconds" or "s" => "%Y-%m-%dT%H:%M:%S%:z", "minutes" => "%Y-%m-%dT%H:%M%:z", "hours" => "%Y-%m-%dT%H%:z", _ => "%Y-%m-%d" }
            : options["rfc-3339"] is { } rfc ? rfc == "date" ? "%F" : "%F %T%:z" : "%a %b %e %r %Z %Y";
        yield return new Step.Out(Dates.Format(format, time, zone) + "\n");
    }

    public static IEnumerable<Step> Sleep(Invocation invocation)
    {
        if (invocation.Arguments.Count == 0)
        {
            yield return invocation.Fail(1, "sleep: missing operand\nTry 'sleep --help' for more information.");
            yield break;
        }
        var span = TimeSpan.Zero;
        foreach (var argument in invocation.Arguments)
        {
            if (Interval(argument) is { } part) span += part;
            else if (argument.StartsWith('-') && argument.Length > 1 && !char.IsAsciiDigit(argument[1]))
            {
                yield return invocation.Fail(1, $"sleep: invalid option -- '{argument.TrimStart('-')[..1]}'\nTry 'sleep --help' for more information.");
                yield break;
            }
            else
            {
                yield return invocation.Fail(1, $"sleep: invalid time interval {TextInput.Curly(argument)}\nTry 'sleep --help' for more information.");
                yield break;
            }
        }
        foreach (var step in Until(invocation, invocation.Node.Clock.Now + span)) yield return step;
    }

    /// <summary>Waits, however often it is woken early.</summary>
    public static IEnumerable<Step> Until(Invocation invocation, Instant until)
    {
        while (invocation.Node.Clock.Now < until) yield return new Step.Wait(until);
    }

    /// <summary><c>1.5</c>, <c>10m</c>, <c>2h</c>, <c>1d</c>, at most ten years; null: malformed.</summary>
    private static TimeSpan? Interval(string text)
    {
        var unit = text.Length == 0 ? 0 : text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86400, >= '0' and <= '9' or '.' => -1, _ => 0 };
        if (text == "infinity") return TimeSpan.FromDays(3650);
        if (unit == 0 || !double.TryParse(unit == -1 ? text : text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return null;
        return TimeSpan.FromSeconds(Math.Min(number * Math.Max(1, unit), 3650d * 86400));
    }

    public static IEnumerable<Step> Timeout(Invocation invocation)
    {
        if (invocation.Arguments.Count < 2 || Interval(invocation.Arguments[0]) is not { } span)
        {
            yield return invocation.Arguments.Count >= 2 && invocation.Arguments[0].StartsWith('-')
                ? invocation.Fail(255, $"PveLab: option '{invocation.Arguments[0]}' of 'timeout' is not simulated")
                : invocation.Fail(125, invocation.Arguments.Count < 2 ? "timeout: missing operand\nTry 'timeout --help' for more information."
                : $"timeout: invalid time interval {TextInput.Curly(invocation.Arguments[0])}");
            yield break;
        }
        if (invocation.Child([.. invocation.Arguments.Skip(1)]) is not { } child)
        {
            yield return invocation.Fail(127, $"timeout: failed to run command {TextInput.Curly(invocation.Arguments[1])}: No such file or directory");
            yield break;
        }
        var limit = invocation.Node.Clock.Now + span;
        foreach (var step in child.Steps())
        {
            if (invocation.Node.Clock.Now >= limit)
            {
                invocation.ExitCode = 124;
                yield break;
            }
            yield return step is Step.Wait { Until: var until } && (until is null || until > limit) && until is not null ? new Step.Wait(limit) : step;
        }
        invocation.ExitCode = child.ExitCode;
    }

    public static IEnumerable<Step> Watch(Invocation invocation)
    {
        var options = WatchTable.Parse(invocation);
        if (options.Problem is { } problem)
        {
            yield return problem;
            yield break;
        }
        if (options.Operands.Count == 0)
        {
            yield return invocation.Fail(1, "Usage:\n watch [options] command");
            yield break;
        }
        if (!double.TryParse(options["n"] ?? "2", NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
        {
            yield return invocation.Fail(1, $"watch: failed to parse argument: {TextInput.Quoted(options["n"]!)}: Invalid argument");
            yield break;
        }
        seconds = Math.Clamp(seconds, 0.1, 86400);
        var command = string.Join(' ', options.Operands);
        while (true)
        {
            var output = new StringBuilder();
            foreach (var step in invocation.Script(command, input: Pipe.Empty()).Steps())
            {
                if (step is Step.Out { Text: var text }) output.Append(text);
                else if (step is Step.Err { Text: var error }) output.Append(error);
                else yield return step;
                if (output.Length > TextInput.GatherLimit) break;
            }
            yield return new Step.Screen(Page(invocation, command, seconds, output.ToString(), options.Has("t")));
            foreach (var step in Until(invocation, invocation.Node.Clock.Now + TimeSpan.FromSeconds(seconds))) yield return step;
        }
    }

    private static List<string> Page(Invocation invocation, string command, double seconds, string output, bool bare)
    {
        var lines = new List<string>();
        if (!bare)
        {
            var left = string.Create(CultureInfo.InvariantCulture, $"Every {seconds:0.0}s: {command}");
            var right = $"{invocation.Node.Name}: {Dates.Format("%a %b %e %H:%M:%S %Y", invocation.Node.Time.Now, invocation.Node.Datacenter.Zone)}";
            lines.Add(DisplayWidth.PadRight(left, invocation.Columns - right.Length - 1) + " " + right);
            lines.Add("");
        }
        lines.AddRange(output.TrimEnd('\n').Split('\n'));
        return [.. lines.Take(invocation.Terminal.Rows)];
    }
}
