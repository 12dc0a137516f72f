using PveLab.Sim.Guests;
using PveLab.Sim.Storage;

namespace PveLab.Shell.Tools.Network;

/// <summary>showmount and exportfs.</summary>
internal static class Nfs
{
    private static readonly OptionTable Table = new("e/exports", "a/all", "d/directories", "/no-headers") { Usage = "[-ae] [--all] [--directories] [--exports] [--no-headers] [host]" };

    public static IEnumerable<Step> Showmount(Invocation invocation)
    {
        var options = Table.Parse(invocation);
        if (options.Problem is { } problem)
        {
            yield return problem;
            yield break;
        }
        var node = invocation.Node;
        var server = options.Operands.Count > 0 ? options.Operands[0] : node.Name;
        if (!Ipv4.TryParse(server, out var address))
        {
            if (HostNames.Resolve(node, server) is not { } found)
            {
                yield return invocation.Fail(1, $"clnt_create: RPC: Unknown host");
                yield break;
            }
            address = found;
        }
        if (!Ports.Reaches(node, address, out var open))
        {
            yield return new Step.Wait(node.Clock.Now + TimeSpan.FromSeconds(3));
            yield return invocation.Fail(1, "clnt_create: RPC: Unable to receive");
            yield break;
        }
        if (!open!.Contains(111) || !open.Contains(2049))
        {
            yield return invocation.Fail(1, open.Contains(111) ? "clnt_create: RPC: Program not registered"
                : "clnt_create: RPC: Port mapper failure - Unable to receive: errno 111 (Connection refused)");
            yield break;
        }
        if (!options.Has("e"))
        {
            yield return new Step.Out($"Hosts on {server}:\n");
            yield break;
        }
        var paths = NfsServers.Offered(node, server).ToList();
        var width = paths.Select(p => p.Length).Append(0).Max();
        yield return new Step.Out((options.Has("no-headers") ? "" : $"Export list for {server}:\n") + string.Concat(paths.Select(p => $"{p.PadRight(width)} *\n")));
    }
}
