using System.Globalization;
using System.Text.Json.Nodes;
using PveLab.Api.Schema;
using PveLab.Shell.Guest;
using PveLab.Sim;
using PveLab.Sim.Guests;

namespace PveLab.Shell.Proxmox;

/// <summary>The ways into a container: <c>pct console</c>, <c>pct enter</c>, <c>pct exec</c> (pve-container: PVE/CLI/pct.pm; lxc-console, lxc-attach).</summary>
internal static class PctTerminal
{
    /// <summary>A terminal of the container with its login; Ctrl+A leaves it.</summary>
    internal static IEnumerable<Step> Console(Invocation invocation, ParsedCommand parsed)
    {
        var container = ContainerOf(invocation, parsed);
        if (!container.IsRunning)
        {
            yield return invocation.Fail(1, FormattableString.Invariant($"lxc-console: {container.Vmid}: ../src/lxc/tools/lxc_console.c: main: 129 {container.Vmid} is not running"));
            yield break;
        }
        var key = (Given(parsed, "escape") ?? "^a").TrimStart('^');
        yield return new Step.Out($"\nConnected to tty 1\nType <Ctrl+{key} q> to exit the console, <Ctrl+{key} Ctrl+{key}> to enter Ctrl+{key} itself\n");
        foreach (var step in SerialConsole.Attach(invocation.Terminal, container, "Ctrl+" + key.ToUpperInvariant())) yield return step;
    }

    /// <summary>A shell of root, without a login.</summary>
    internal static IEnumerable<Step> Enter(Invocation invocation, ParsedCommand parsed)
    {
        var container = Running(invocation, parsed);
        foreach (var step in UntilUp(container)) yield return step;
        var clock = container.Node.Clock;
        container.Node.Datacenter.Facts.Record(new GuestLoggedIn(clock.Now, container.Vmid, container.Node.Name, "root", "enter"));
        var session = GuestSession.Attach(container);
        foreach (var step in session.Interact(invocation.Terminal, new Leaving(), null)) yield return step;
        invocation.ExitCode = session.Status;
    }

    /// <summary>One command of root.</summary>
    internal static IEnumerable<Step> Execute(Invocation invocation, ParsedCommand parsed)
    {
        var container = Running(invocation, parsed);
        var words = parsed.Parameters["extra-args"] is JsonArray given ? [.. given.OfType<JsonValue>().Select(PerlText.Of)] : (List<string>)[];
        if (words.Count == 0) throw new PveException("missing command at /usr/share/perl5/PVE/CLI/pct.pm line 251.");
        foreach (var step in UntilUp(container)) yield return step;
        var session = GuestSession.Attach(container);
        var line = words is ["bash" or "sh" or "/bin/bash" or "/bin/sh", "-c", var script] ? script : string.Join(' ', words.Select(Sim.Backup.BackupText.ShellQuote));
        foreach (var step in session.Execute(line)) yield return step;
        invocation.ExitCode = session.Status;
    }

    private static IEnumerable<Step> UntilUp(Container container)
    {
        // Its init runs before its services do; programs started meanwhile find what they need a moment later.
        while (container.IsRunning && container.Status != ContainerStatus.Frozen && !container.Os.Answers) yield return new Step.Wait(null);
    }

    private static Container Running(Invocation invocation, ParsedCommand parsed)
    {
        var container = ContainerOf(invocation, parsed);
        return container.IsRunning ? container : throw new PveException(FormattableString.Invariant($"container '{container.Vmid}' not running!"));
    }

    private static Container ContainerOf(Invocation invocation, ParsedCommand parsed)
    {
        var container = invocation.Node.Guests.Containers.Get(int.Parse(Given(parsed, "vmid")!, CultureInfo.InvariantCulture));
        _ = container.Config;
        return container;
    }

    private static string? Given(ParsedCommand parsed, string name) => parsed.Parameters[name] is JsonValue value ? PerlText.Of(value) : null;
}
