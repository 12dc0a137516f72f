using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using PveLab.Shell.Tools;
using PveLab.Sim.Files;

namespace PveLab.Shell.Guest;

/// <summary>The programs a guest has. Most make lines; those that take time make steps.</summary>
internal static class GuestCommands
{
    private static readonly ImmutableSortedDictionary<string, Func<GuestCall, IEnumerable<string>>> ByName =
        new Dictionary<string, Func<GuestCall, IEnumerable<string>>>
        {
            ["cat"] = Cat,
            ["cd"] = Cd,
            ["clear"] = _ => [],
            ["date"] = call => [GuestTexts.Date(call.Guest)],
            ["df"] = GuestSystemCommands.Df,
            ["echo"] = call => [string.Join(' ', call.Arguments)],
            ["exit"] = Exit,
            ["false"] = call => { call.ExitCode = 1; return []; },
            ["free"] = GuestSystemCommands.Free,
            ["grep"] = Grep,
            ["head"] = call => Ends(call, (lines, n) => lines.Take(n)),
            ["hostname"] = GuestSystemCommands.HostName,
            ["id"] = GuestSystemCommands.Id,
            ["ip"] = GuestSystemCommands.Ip,
            ["logout"] = Exit,
            ["ls"] = GuestListing.Ls,
            ["pwd"] = call => [call.Session.Directory],
            ["rm"] = Rm,
            ["sha256sum"] = GuestListing.Sha256,
            ["sync"] = _ => [],
            ["systemctl"] = GuestSystemCommands.Systemctl,
            ["tail"] = Tail,
            ["touch"] = Touch,
            ["true"] = _ => [],
            ["uname"] = GuestSystemCommands.Uname,
            ["uptime"] = GuestSystemCommands.Uptime,
            ["wc"] = Wc,
            ["whoami"] = call => [call.IsRoot ? "root" : call.Session.User],
        }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    private static readonly ImmutableSortedDictionary<string, Func<GuestCall, IEnumerable<Step>>> Timed =
        new Dictionary<string, Func<GuestCall, IEnumerable<Step>>>
        {
            ["halt"] = GuestPower.PowerOff,
            ["ping"] = call => PingTool.Run(
                call.Arguments,
                target => Sim.Guests.Ping.From(call.Guest, target),
                _ => null,
                call.Guest.Node.Clock,
                code => call.ExitCode = code,
                call.Session.Terminal is { } terminal ? terminal.TakeInterrupt : null),
            ["poweroff"] = GuestPower.PowerOff,
            ["reboot"] = GuestPower.Reboot,
            ["shutdown"] = GuestPower.Shutdown,
            ["sleep"] = GuestPower.Sleep,
        }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>The steps of a command that takes time; null when it does not (or is none).</summary>
    internal static Func<GuestCall, IEnumerable<Step>>? FindTimed(GuestCall call)
    {
        if (call.Name == "sudo" && call.Arguments.Count > 0)
            return FindTimed(call.With(call.Arguments[0], [.. call.Arguments.Skip(1)])) is { } inner
                ? outer => Relay(outer, outer.With(outer.Arguments[0], [.. outer.Arguments.Skip(1)]), inner) : null;
        return Timed.GetValueOrDefault(call.Name);
    }

    /// <summary>The lines a command makes.</summary>
    internal static IEnumerable<string> Lines(GuestCall call)
    {
        if (call.Name == "sudo" && call.Arguments.Count > 0)
        {
            var inner = call.With(call.Arguments[0], [.. call.Arguments.Skip(1)]);
            foreach (var line in Lines(inner)) yield return line;
            call.ExitCode = inner.ExitCode;
            yield break;
        }
        if (!ByName.TryGetValue(call.Name, out var command))
        {
            if (Timed.ContainsKey(call.Name)) call.Fail(255, $"PveLab: '{call.Name}' in a pipe inside a guest is not simulated");
            else call.Fail(127, $"-bash: {call.Name}: command not found");
            yield break;
        }
        foreach (var line in command(call)) yield return line;
    }

    /// <summary>Files named by arguments that are no options, or the pipe.</summary>
    internal static IEnumerable<(string Name, Sim.Guests.GuestFile File)> Files(GuestCall call, IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            var path = UnixPath.Absolute(name, call.Session.Directory);
            if (GuestFiles.Find(call.Session, path) is { } file) yield return (name, file);
            else call.Fail(1, GuestFiles.IsDirectory(call.Session, path) ? $"{call.Name}: {name}: Is a directory" : $"{call.Name}: {name}: No such file or directory");
        }
    }

    private static IEnumerable<Step> Relay(GuestCall outer, GuestCall inner, Func<GuestCall, IEnumerable<Step>> run)
    {
        foreach (var step in run(inner)) yield return step;
        outer.ExitCode = inner.ExitCode;
    }

    private static IEnumerable<string> Cat(GuestCall call)
    {
        var names = call.Arguments.Where(a => !a.StartsWith('-')).ToList();
        if (names.Count == 0) return call.Input ?? [];
        return Files(call, names).SelectMany(f => f.File.Lines(call.Guest.Node.Datacenter.Zone));
    }

    private static IEnumerable<string> Cd(GuestCall call)
    {
        var target = call.Arguments.Count == 0 || call.Arguments[0] == "~" ? call.Session.Home : UnixPath.Absolute(call.Arguments[0], call.Session.Directory);
        if (GuestFiles.IsDirectory(call.Session, target)) call.Session.Directory = target;
        else call.Fail(1, $"-bash: cd: {call.Arguments[0]}: {(GuestFiles.Find(call.Session, target) is null ? "No such file or directory" : "Not a directory")}");
        return [];
    }

    private static IEnumerable<string> Exit(GuestCall call)
    {
        call.Session.Ended = true;
        return ["logout"];
    }

    private static IEnumerable<string> Grep(GuestCall call)
    {
        var (options, rest) = Options(call);
        if (rest.Count == 0)
        {
            call.Fail(2, "Usage: grep [OPTION]... PATTERNS [FILE]...");
            yield break;
        }
        if (PosixRegex.Compile(rest[0], options.Contains('E', StringComparison.Ordinal), options.Contains('i', StringComparison.Ordinal), out var error) is not { } pattern)
        {
            call.Fail(2, $"grep: {error}");
            yield break;
        }
        var lines = rest.Count > 1 ? Files(call, rest.Skip(1)).SelectMany(f => f.File.Lines(call.Guest.Node.Datacenter.Zone)) : call.Input ?? [];
        var count = 0L;
        foreach (var line in lines)
        {
            if (pattern.IsMatch(line) == options.Contains('v', StringComparison.Ordinal)) continue;
            count++;
            if (!options.Contains('c', StringComparison.Ordinal)) yield return line;
        }
        if (options.Contains('c', StringComparison.Ordinal)) yield return count.ToString(CultureInfo.InvariantCulture);
        if (count == 0 && call.ExitCode == 0) call.ExitCode = 1;
    }

    private static IEnumerable<string> Tail(GuestCall call)
    {
        if (call.Arguments.Any(a => a is "-f" or "-F"))
        {
            call.Fail(255, "PveLab: option '-f' of 'tail' inside a guest is not simulated");
            return [];
        }
        var (count, names) = Count(call);
        if (names.Count == 0) return (call.Input ?? []).TakeLast(count);
        return Files(call, names).SelectMany(f => f.File.Tail(count, call.Guest.Node.Datacenter.Zone));
    }

    private static IEnumerable<string> Ends(GuestCall call, Func<IEnumerable<string>, int, IEnumerable<string>> cut)
    {
        var (count, names) = Count(call);
        if (names.Count == 0) return cut(call.Input ?? [], count);
        return Files(call, names).SelectMany(f => cut(f.File.Lines(call.Guest.Node.Datacenter.Zone), count));
    }

    private static (int Count, List<string> Names) Count(GuestCall call)
    {
        var (count, names) = (10, new List<string>());
        for (var i = 0; i < call.Arguments.Count; i++)
        {
            var word = call.Arguments[i];
            var number = word == "-n" && i + 1 < call.Arguments.Count ? call.Arguments[++i]
                : word.StartsWith("-n", StringComparison.Ordinal) ? word[2..]
                : word.StartsWith('-') ? word[1..] : null;
            if (number is null) names.Add(word);
            else if (int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n)) count = Math.Min(n, 100_000);
            else call.Fail(1, $"{call.Name}: invalid option -- '{number}'");
        }
        return (count, names);
    }

    private static IEnumerable<string> Wc(GuestCall call)
    {
        var (options, names) = Options(call);
        var linesOnly = options == "l";
        if (names.Count == 0)
        {
            var (lines, words, bytes) = (0L, 0L, 0L);
            foreach (var line in call.Input ?? [])
            {
                lines++;
                words += line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
                bytes += Encoding.UTF8.GetByteCount(line) + 1;
            }
            yield return linesOnly ? lines.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{lines,7} {words,7} {bytes,7}");
        }
        foreach (var (name, file) in Files(call, names))
            yield return linesOnly
                ? string.Create(CultureInfo.InvariantCulture, $"{file.LineCount} {name}")
                : string.Create(CultureInfo.InvariantCulture, $"{file.LineCount,7} {file.Size,7} {name}");
    }

    private static IEnumerable<string> Touch(GuestCall call)
    {
        foreach (var name in call.Arguments.Where(a => !a.StartsWith('-')))
            if (GuestFiles.Write(call.Session, UnixPath.Absolute(name, call.Session.Directory), "", append: true, call.IsRoot) is { } error)
                call.Fail(1, $"touch: cannot touch '{name}': {error}");
        return [];
    }

    private static IEnumerable<string> Rm(GuestCall call)
    {
        var (options, names) = Options(call);
        foreach (var name in names)
        {
            var path = UnixPath.Absolute(name, call.Session.Directory);
            if (GuestFiles.Find(call.Session, path) is not null)
            {
                if (GuestFiles.Remove(call.Session, path, call.IsRoot) is { } error) call.Fail(1, $"rm: cannot remove '{name}': {error}");
            }
            else if (GuestFiles.IsDirectory(call.Session, path))
            {
                if (!options.Contains('r', StringComparison.OrdinalIgnoreCase)) call.Fail(1, $"rm: cannot remove '{name}': Is a directory");
                else foreach (var file in (call.Guest.Os.System?.Files.Keys ?? []).Where(f => UnixPath.IsWithin(f, path)).ToList()) GuestFiles.Remove(call.Session, file, call.IsRoot);
            }
            else if (!options.Contains('f', StringComparison.Ordinal))
            {
                call.Fail(1, $"rm: cannot remove '{name}': No such file or directory");
            }
        }
        return [];
    }

    /// <summary>The letters of all short options, and the other words.</summary>
    internal static (string Options, List<string> Names) Options(GuestCall call) =>
        (string.Concat(call.Arguments.Where(a => a.Length > 1 && a[0] == '-').Select(a => a.TrimStart('-'))),
         [.. call.Arguments.Where(a => a.Length <= 1 || a[0] != '-')]);
}
