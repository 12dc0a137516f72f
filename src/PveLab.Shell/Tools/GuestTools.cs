using PveLab.Sim.Guests;

namespace PveLab.Shell.Tools;

/// <summary>Tools of a node that reach guests over the network: one line each.</summary>
internal static class GuestTools
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Command> All { get; } =
    [
        new("ping", PingFromNode, "send ICMP ECHO_REQUEST to network hosts"),
        new("ssh", SshTool.Run, "OpenSSH remote login client"),
    ];

    private static IEnumerable<Step> PingFromNode(Invocation invocation) => PingTool.Run(
        invocation.Arguments,
        target => Ping.From(invocation.Node, target),
        name => HostNames.Resolve(invocation.Node, name),
        invocation.Node.Clock,
        code => invocation.ExitCode = code,
        invocation.Terminal.TakeInterrupt);
}
