using System.Globalization;
using PveLab.Api.Nodes;
using PveLab.Sim.Cluster;

namespace PveLab.Shell.Tools;

/// <summary>Small tools that tell about the node and the login: hostname, uname, uptime, id, whoami, env, which, nproc, free, clear.</summary>
internal static class SystemInfo
{
    private static readonly OptionTable HostnameTable = new("f/fqdn", "s/short", "I/all-ip-addresses", "i/ip-address", "d/domain", "A/all-fqdns", "/long",
        "!a/alias", "!b/boot", "!F:/file:", "!y/yp")
    { Usage = "[-dfsiI]" };
    private static readonly OptionTable UnameTable = new("a/all", "s/kernel-name", "n/nodename", "r/kernel-release", "v/kernel-version", "m/machine", "p/processor",
        "i/hardware-platform", "o/operating-system")
    { Usage = "[OPTION]..." };
    private static readonly OptionTable UptimeTable = new("p/pretty", "s/since", "!r/raw", "!c/container") { Usage = "[options]" };
    private static readonly OptionTable IdTable = new("u/user", "g/group", "G/groups", "n/name", "r/real", "!Z/context", "!z/zero") { Usage = "[OPTION]... [USER]" };
    private static readonly OptionTable EnvTable = new("i/ignore-environment", "u:/unset:", "!0/null", "!C:/chdir:", "!S:/split-string:",
        "!v/debug")
    { StopsAtOperand = true, Usage = "[OPTION]... [NAME=VALUE]... [COMMAND [ARG]...]" };
    private static readonly OptionTable WhichTable = new("a") { Usage = "[-a] NAME..." };
    private static readonly OptionTable FreeTable = new("h/human", "m/mebi", "g/gibi", "k/kibi", "b/bytes", "t/total", "w/wide", "!c:/count:", "!s:/seconds:",
        "!l/lohi", "!/si")
    { Usage = "[options]" };

    public static IEnumerable<Step> Hostname(Invocation invocation)
    {
        var options = HostnameTable.Parse(invocation);
        if (options.Problem is { } problem)
        {
            yield return problem;
            yield break;
        }
        if (options.Operands.Count > 0)
        {
            yield return invocation.Fail(255, "PveLab: setting the host name is not simulated");
            yield break;
        }
        var node = invocation.Node;
        var full = FullName(invocation);
        yield return new Step.Out(options.Last("f", "s", "I", "i", "d", "A", "long") switch
        {
            "f" or "long" or "A" => full,
            "I" => node.Host.Address + " ",
            "i" => node.Host.Address,
            "d" => full.Contains('.', StringComparison.Ordinal) ? full[(full.IndexOf('.', StringComparison.Ordinal) + 1)..] : "",
            _ => node.Name,
        } + "\n");
    }

    private static string FullName(Invocation invocation)
    {
        var hosts = invocation.Files.Exists("/etc/hosts") ? invocation.Files.ReadText("/etc/hosts") : "";
        return hosts.Split('\n').Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .FirstOrDefault(words => words.Length > 1 && words.Skip(1).Contains(invocation.Node.Name))?[1] ?? invocation.Node.Name;
    }

    public static IEnumerable<Step> Uname(Invocation invocation)
    {
        var options = UnameTable.Parse(invocation);
        if (options.Problem is { } problem)
        {
            yield return problem;
            yield break;
        }
        if (options.Operands.Count > 0)
        {
            yield return invocation.Fail(1, $"uname: extra operand {TextInput.Curly(options.Operands[0])}\nTry 'uname --help' for more information.");
            yield break;
        }
        (string Key, string Text)[] parts =
        [
            ("s", "Linux"), ("n", invocation.Node.Name), ("r", Release.Kernel), ("v", Release.KernelBuild), ("m", "x86_64"), ("p", "unknown"), ("i", "unknown"), ("o", "GNU/Linux"),
        ];
        var shown = parts.Where(p => options.Has("a") ? p.Text != "unknown" : options.Has(p.Key)).Select(p => p.Text).ToList();
        yield return new Step.Out((shown.Count == 0 ? "Linux" : string.Join(' ', shown)) + "\n");
    }

    public static IEnumerable<Step> Uptime(Invocation invocation)
    {
        var options = UptimeTable.Parse(invocation);
        if (options.Problem is { } problem)
        {
            yield return problem;
            yield break;
        }
        var (node, zone) = (invocation.Node, invocation.Node.Datacenter.Zone);
        var up = node.Clock.Now - node.BootedAt;
        if (options.Has("s")) yield return new Step.Out(Dates.Format("%F %T\n", node.BootedAt, zone));
        else if (options.Has("p")) yield return new Step.Out("up " + Pretty(up) + "\n");
        else yield return new Step.Out(UptimeLine(node) + "\n");
    }

    /// <summary>The line uptime prints, and top begins with.</summary>
    internal static string UptimeLine(Node node)
    {
        var time = Dates.Format("%H:%M:%S", node.Clock.Now, node.Datacenter.Zone);
        return $" {time} up {Short(node.Clock.Now - node.BootedAt)},  1 user,  load average: {string.Join(", ", NodeMethods.Loads(node))}";
    }

    private static string Short(TimeSpan up)
    {
        var days = up.Days > 0 ? string.Create(CultureInfo.InvariantCulture, $"{up.Days} day{(up.Days > 1 ? "s" : "")}, ") : "";
        return days + (up.Hours > 0 ? string.Create(CultureInfo.InvariantCulture, $"{up.Hours,2}:{up.Minutes:00}") : string.Create(CultureInfo.InvariantCulture, $"{up.Minutes} min"));
    }

    private static string Pretty(TimeSpan up)
    {
        (int Count, string Unit)[] parts = [(up.Days / 7, "week"), (up.Days % 7, "day"), (up.Hours, "hour"), (up.Minutes, "minute")];
        return string.Join(", ", parts.Where(p => p.Count > 0).Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Count} {p.Unit}{(p.Count > 1 ? "s" : "")}")));
    }

    public static IEnumerable<Step> Id(Invocation invocation)
    {
        var options = IdTable.Parse(invocation);
        if (options.Problem is { } problem) yield return problem;
        else if (options.Operands.Count > 0 && options.Operands[0] is not ("root" or "0")) yield return invocation.Fail(1, $"id: {TextInput.Curly(options.Operands[0])}: no such user");
        else if (options.Last("u", "g", "G") is not null) yield return new Step.Out(options.Has("n") ? "root\n" : "0\n");
        else yield return new Step.Out("uid=0(root) gid=0(root) groups=0(root)\n");
    }

    public static IEnumerable<Step> Whoami(Invocation invocation) => [new Step.Out("root\n")];

    public static IEnumerable<Step> Nproc(Invocation invocation) => [new Step.Out(Sizes.Text(invocation.Node.Cpus) + "\n")];

    public static IEnumerable<Step> Env(Invocation invocation)
    {
        var options = EnvTable.Parse(invocation);
        if (options.Problem is { } problem)
        {
            yield return problem;
            yield break;
        }
        var variables = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (!options.Has("i"))
            foreach (var (name, value) in invocation.Environment) variables[name] = value;
        foreach (var name in options.All("u")) variables.Remove(name);
        var words = options.Operands.SkipWhile(o => o.IndexOf('=', StringComparison.Ordinal) > 0).ToList();
        foreach (var assignment in options.Operands.SkipLast(words.Count))
        {
            var parts = assignment.Split('=', 2);
            variables[parts[0]] = parts[1];
        }
        if (words.Count == 0)
        {
            yield return new Step.Out(string.Concat(variables.Select(v => $"{v.Key}={v.Value}\n")));
            yield break;
        }
        if (invocation.Child(words, environment: variables) is not { } child)
        {
            yield return invocation.Fail(127, $"env: ‘{words[0]}’: No such file or directory");
            yield break;
        }
        foreach (var step in child.Steps()) yield return step;
        invocation.ExitCode = child.ExitCode;
    }

    public static IEnumerable<Step> PrintEnv(Invocation invocation)
    {
        if (invocation.Arguments.Count == 0) yield return new Step.Out(string.Concat(invocation.Environment.Select(v => $"{v.Key}={v.Value}\n")));
        foreach (var name in invocation.Arguments)
        {
            if (invocation.Environment.TryGetValue(name, out var value)) yield return new Step.Out(value + "\n");
            else invocation.ExitCode = 1;
        }
    }

    public static IEnumerable<Step> Which(Invocation invocation)
    {
        var options = WhichTable.Parse(invocation);
        if (options.Problem is { } problem) yield return problem;
        foreach (var name in options.Operands)
        {
            if (invocation.Session.Commands.Find(name) is { } command) yield return new Step.Out(command.Path + "\n");
            else invocation.ExitCode = 1;
        }
    }

    public static IEnumerable<Step> Free(Invocation invocation)
    {
        var options = FreeTable.Parse(invocation);
        if (options.Problem is { } problem)
        {
            yield return problem;
            yield break;
        }
        var total = invocation.Node.Memory;
        var used = Math.Min(total, NodeMethods.UsedMemory(invocation.Node));
        var cache = Math.Min(total - used, 2211L << 20) / 2;
        var free = total - used - cache;
        string Text(long bytes) => (options.Has("h") ? HumanBinary(bytes)
            : Sizes.Text(bytes / (options.Last("b", "m", "g") switch { "b" => 1L, "m" => 1L << 20, "g" => 1L << 30, _ => 1024 }))).PadLeft(12);
        var text = "               total        used        free      shared  buff/cache   available\n"
            + $"Mem:    {Text(total)}{Text(used)}{Text(free)}{Text(48L << 20)}{Text(cache)}{Text(free + cache)}\n"
            + $"Swap:   {Text(8L << 30)}{Text(0)}{Text(8L << 30)}\n";
        yield return new Step.Out(text);
        if (options.Has("t")) yield return new Step.Out($"Total:  {Text(total + (8L << 30))}{Text(used)}{Text(free + (8L << 30))}\n");
    }

    private static string HumanBinary(long bytes) => bytes == 0 ? "0B" : Sizes.Human(bytes) + "i";

    public static IEnumerable<Step> Clear(Invocation invocation) => [new Step.Clear()];
}
