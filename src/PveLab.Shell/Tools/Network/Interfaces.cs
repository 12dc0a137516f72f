using PveLab.Sim.Files;

namespace PveLab.Shell.Tools.Network;

/// <summary>ifreload, ifup, ifdown and ifquery: make /etc/network/interfaces the truth (ifupdown2).</summary>
internal static class Interfaces
{
    private static readonly OptionTable Table = new("a/all", "v/verbose", "n/no-act", "f/force", "d/debug", "!c/currently-up", "!X:/exclude:", "!i:/interfaces:", "!w/with-depends",
        "!r/running")
    { Usage = "[-a] [IFACE ...]" };

    public static IEnumerable<Step> Run(Invocation invocation)
    {
        var options = Table.Parse(invocation);
        if (options.Problem is { } problem)
        {
            yield return problem;
            yield break;
        }
        if (!options.Has("a") && options.Operands.Count == 0)
        {
            yield return invocation.Fail(1, $"usage: {invocation.Name} [-h] [-a] [-v] [-d] [IFACE ...]\n{invocation.Name}: error: '-a' option or interface list are required");
            yield break;
        }
        var text = invocation.Files.Find("/etc/network/interfaces") is TextFile file ? file.Text : "";
        var known = text.Split('\n').Select(l => l.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)).Where(w => w is ["iface", _, ..]).Select(w =>
            w[1]).ToHashSet(StringComparer.Ordinal);
        if (options.Operands.Where(o => !known.Contains(o)).ToList() is { Count: > 0 } missing)
        {
            yield return invocation.Fail(1, $"error: {invocation.Name}: cannot find interfaces: {string.Join(", ", missing)} (interface was probably never up ?)");
            yield break;
        }
        if (invocation.Name == "ifdown")
        {
            yield return invocation.Fail(255, "PveLab: 'ifdown' is not simulated");
            yield break;
        }
        if (options.Has("v"))
            yield return new Step.Out(string.Concat(known.Select(k => $"info: {k}: running ops ...\n")));
        if (!options.Has("n")) invocation.Node.Datacenter.Network.Apply(invocation.Node);
    }
}
