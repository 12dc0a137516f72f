using System.Globalization;
using PveLab.Sim.Cluster;
using PveLab.Sim.Guests;

namespace PveLab.Shell.Tools.Network;

/// <summary>A TCP port somebody listens on.</summary>
/// <param name="Address">Where: <c>0.0.0.0</c>, <c>127.0.0.1</c>, <c>[::]</c>, <c>*</c>.</param>
/// <param name="Port">The port.</param>
/// <param name="Service">The unit that has it.</param>
/// <param name="Backlog">Connections that may wait.</param>
internal sealed record ListeningPort(string Address, int Port, string Service, int Backlog = 4096);

/// <summary>ss -tln, and nc -z: which ports of which machine answer.</summary>
internal static class Ports
{
    private const int Nfs = 2049;

    private static readonly ListeningPort[] OfNode =
    [
        new("0.0.0.0", 111, "rpcbind"), new("0.0.0.0", 22, "ssh", 128), new("127.0.0.1", 25, "postfix", 100), new("127.0.0.1", 85, "pvedaemon"),
        new("[::]", 111, "rpcbind"), new("[::]", 22, "ssh", 128), new("[::1]", 25, "postfix", 100), new("*", 3128, "spiceproxy"), new("*", 8006, "pveproxy"),
    ];

    private static readonly SortedDictionary<string, int> OfGuests = new(StringComparer.Ordinal)
    {
        ["apache2"] = 80,
        ["httpd"] = 80,
        ["mariadb"] = 3306,
        ["mysql"] = 3306,
        ["nginx"] = 80,
        ["postfix"] = 25,
        ["postgresql"] = 5432,
        ["redis"] = 6379,
        ["ssh"] = 22,
        ["sshd"] = 22,
    };

    private static readonly SortedDictionary<int, string> Names = new()
    {
        [22] = "ssh",
        [25] = "smtp",
        [53] = "domain",
        [80] = "http",
        [111] = "sunrpc",
        [443] = "https",
        [2049] = "nfs",
        [3128] = "*",
        [3306] = "mysql",
        [5432] = "postgresql",
        [8006] = "*",
    };

    private static readonly OptionTable SsTable = new("t/tcp", "l/listening", "n/numeric", "p/processes", "a/all", "4/ipv4", "6/ipv6", "H/no-header", "u/udp", "!s/summary",
        "!x/unix", "!i/info",
        "!e/extended", "!m/memory", "!o/options", "!K/kill")
    { Usage = "[ OPTIONS ]" };

    private static readonly OptionTable NcTable = new("z", "v", "w:", "n", "4", "u", "!l", "!k", "!p:", "!s:", "!U", "!X:", "!x:", "!N",
        "!q:")
    { Usage = "[-nuvz] [-w timeout] [destination] [port]" };

    public static IEnumerable<Step> Ss(Invocation invocation)
    {
        var options = SsTable.Parse(invocation);
        if (options.Problem is { } problem)
        {
            yield return problem;
            yield break;
        }
        var ports = options.Has("l") || options.Has("a") ? Listening(invocation.Node).Where(p => !options.Has("u") || options.Has("t")) : [];
        if (options.Has("4")) ports = ports.Where(p => p.Address.Contains('.', StringComparison.Ordinal));
        if (options.Has("6")) ports = ports.Where(p => !p.Address.Contains('.', StringComparison.Ordinal));
        var rows = ports.Select(p => (p, Local: $"{p.Address}:{(options.Has("n") ? Sizes.Text(p.Port) : Name(p.Port))}")).ToList();
        var width = rows.Select(r => r.Local.Length).Append(18).Max();
        if (!options.Has("H")) yield return new Step.Out($"State  Recv-Q Send-Q {"Local Address:Port".PadLeft(width)}  Peer Address:Port{(options.Has("p") ? "Process" : "Process")}\n");
        foreach (var (port, local) in rows)
        {
            var peer = port.Address.StartsWith('[') ? "[::]:*" : port.Address == "*" ? "*:*" : "0.0.0.0:*";
            var users = options.Has("p") ? $"users:((\"{Short(port.Service)}\",pid={Sizes.Text(invocation.Node.Services.Find(port.Service)!.Pid)},fd=6))" : "";
            yield return new Step.Out($"LISTEN 0      {port.Backlog,-6} {local.PadLeft(width)} {peer.PadLeft(18)}{users}\n");
        }
    }

    public static IEnumerable<Step> Nc(Invocation invocation)
    {
        var options = NcTable.Parse(invocation);
        if (options.Problem is { } problem)
        {
            yield return problem;
            yield break;
        }
        if (options.Operands.Count < 2)
        {
            yield return invocation.Fail(1, "nc: missing port number");
            yield break;
        }
        if (!options.Has("z"))
        {
            yield return invocation.Fail(255, "PveLab: 'nc' without '-z' is not simulated");
            yield break;
        }
        var (name, word) = (options.Operands[0], options.Operands[1]);
        var bounds = word.Split('-').Select(w => int.TryParse(w, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : Names.FirstOrDefault(p => p.Value == w).Key).ToArray();
        if (bounds.Length is 0 or > 2 || Array.Exists(bounds, b => b is < 1 or > 65535))
        {
            yield return invocation.Fail(1, $"nc: port number invalid: {word}");
            yield break;
        }
        if (!Ipv4.TryParse(name, out var address) && HostNames.Resolve(invocation.Node, name) is { } found) address = found;
        else if (!Ipv4.TryParse(name, out _))
        {
            yield return invocation.Fail(1, $"nc: getaddrinfo for host \"{name}\" port {word}: Name or service not known");
            yield break;
        }
        for (var port = bounds[0]; port <= Math.Min(bounds[^1], bounds[0] + 1000); port++)
            foreach (var step in Probe(invocation, options, name, address, port)) yield return step;
    }

    private static IEnumerable<Step> Probe(Invocation invocation, Options options, string name, Ipv4 address, int port)
    {
        var node = invocation.Node;
        var shown = name == address.ToString() ? name : $"{name} ({address})";
        if (Reaches(node, address, out var open) is not true)
        {
            // Nobody answers the question for the hardware address.
            var limit = options["w"] is { } text && Sizes.Parse(text) is { } seconds ? Math.Min(3, seconds) : 3;
            yield return new Step.Wait(node.Clock.Now + TimeSpan.FromSeconds(limit));
            invocation.ExitCode = 1;
            var failure = limit < 3 ? "timed out: Operation now in progress" : "failed: No route to host";
            if (options.Has("v")) yield return new Step.Err($"nc: connect to {shown} port {Sizes.Text(port)} (tcp) {failure}\n");
        }
        else if (!open!.Contains(port))
        {
            invocation.ExitCode = 1;
            if (options.Has("v")) yield return new Step.Err($"nc: connect to {shown} port {port} (tcp) failed: Connection refused\n");
        }
        else
        {
            invocation.ExitCode = 0;
            if (options.Has("v")) yield return new Step.Err($"Connection to {shown} {port} port [tcp/{Name(port)}] succeeded!\n");
        }
    }

    /// <summary>Whether an address answers, and which ports of it are open.</summary>
    public static bool Reaches(Node node, Ipv4 address, out IReadOnlySet<int>? open)
    {
        open = null;
        if (address.Value >> 24 == 127)
        {
            open = Listening(node).Select(p => p.Port).ToHashSet();
            return true;
        }
        if (node.Datacenter.Network.StationAt(node, address) is not { } station) return false;
        open = station switch
        {
            { Guest: { } guest } => (guest.System?.Services ?? []).Select(s => OfGuests.GetValueOrDefault(s)).Where(p => p > 0).Append(22).ToHashSet(),
            { Host: { } host } when node.Datacenter.Nodes.GetValueOrDefault(host.Name) is { } other =>
                Listening(other).Where(p => !p.Address.StartsWith("127", StringComparison.Ordinal)).Select(p => p.Port).ToHashSet(),
            { Host: { } box } => node.Datacenter.Exports.Any(e => e.Host == box) ? [22, 111, Nfs] : [22],
            _ => [53, 80],
        };
        return true;
    }

    private static IEnumerable<ListeningPort> Listening(Node node) => OfNode.Where(p => node.Services.IsActive(p.Service));

    private static string Name(int port) => Names.GetValueOrDefault(port, "*") is var name && name != "*" ? name : port == 85 || port == 3128 || port == 8006 ? Sizes.Text(port) : "*";

    private static string Short(string service) => service switch { "ssh" => "sshd", "postfix" => "master", _ => service };
}
