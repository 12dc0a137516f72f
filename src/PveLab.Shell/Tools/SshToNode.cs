using PveLab.Sim.Cluster;

namespace PveLab.Shell.Tools;

/// <summary>
/// ssh from one node to another: the nodes of a cluster know each other's keys, nothing is asked. A command's standard input is that of ssh, so
/// <c>zfs send … | ssh pve2 zfs receive …</c> works; without a command the learner's terminal goes on at the other node (<see cref="Step.Login"/>).
/// </summary>
internal static class SshToNode
{
    private const int Failed = 255;

    /// <summary>Runs a command there, or a login.</summary>
    public static IEnumerable<Step> Run(Invocation invocation, Node node, string user, string host, string command)
    {
        if (!node.Services.IsActive("ssh"))
        {
            yield return invocation.Fail(Failed, $"ssh: connect to host {host} port 22: Connection refused");
            yield break;
        }
        if (user != "root")
        {
            yield return invocation.Fail(Failed, $"{user}@{host}: Permission denied (publickey,password).");
            yield break;
        }
        var remote = new ShellSession(node, invocation.Terminal, invocation.Session.Commands);
        var steps = command.Length > 0 ? remote.Remote(command, invocation.Input)
            : invocation.InputIsTerminal ? [new Step.Login(remote)]
            : Script(remote, invocation.Input);
        using var running = steps.GetEnumerator();
        var boot = node.BootedAt;
        while (true)
        {
            // A command that has ended has ended, whatever became of its node since.
            if (!IsThere(invocation.Node, node, boot))
            {
                yield return invocation.Fail(Failed, "client_loop: send disconnect: Broken pipe");
                yield break;
            }
            if (!running.MoveNext()) break;
            yield return running.Current;
        }
        if (command.Length == 0 && invocation.InputIsTerminal) yield return new Step.Err($"Connection to {host} closed.\n");
        invocation.ExitCode = remote.Status;
    }

    /// <summary>Whether the connection to that boot of the node still stands.</summary>
    private static bool IsThere(Node from, Node to, Sim.Time.Instant boot) => from.Datacenter.CanReach(from, to) && to.BootedAt == boot;

    private static IEnumerable<Step> Script(ShellSession remote, Pipe input)
    {
        var text = new System.Text.StringBuilder();
        foreach (var step in input)
        {
            if (step is Step.Out { Text: var chunk }) text.Append(chunk);
            else yield return step;
        }
        foreach (var step in remote.Remote(text.ToString(), Pipe.Empty())) yield return step;
    }
}
