using PveLab.Shell.Guest;
using PveLab.Sim.Guests;

namespace PveLab.Shell.Tools;

/// <summary>ssh from a node to another one or to a guest, whose host key is accepted at first contact and whose password is asked.</summary>
internal static class SshTool
{
    private const int Failed = 255;
    private const int Attempts = 3;
    private static readonly TimeSpan AddressResolution = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(130);

    internal static IEnumerable<Step> Run(Invocation invocation)
    {
        var words = invocation.Arguments.ToList();
        while (words.Count > 0 && words[0] is "-o" or "-e" or "-c" or "-i") words.RemoveRange(0, Math.Min(2, words.Count));
        if (words.Count > 2 && words[0] == "-l") words = [$"{words[1]}@{words[2]}", .. words.Skip(3)];
        while (words.Count > 0 && (words[0] is "-t" or "-T" or "-q" or "-x" or "-a" or "-4" || words[0].StartsWith("-o", StringComparison.Ordinal))) words.RemoveAt(0);
        if (words.Count == 0)
        {
            yield return invocation.Fail(Failed, "usage: ssh [-46AaCfGgKkMNnqsTtVvXxYy] [-l login_name] [-o option] destination [command [argument ...]]");
            yield break;
        }
        if (words[0].StartsWith('-'))
        {
            yield return invocation.Fail(Failed, $"PveLab: option '{words[0]}' of 'ssh' is not simulated");
            yield break;
        }
        var at = words[0].LastIndexOf('@');
        var (user, host) = at < 0 ? ("root", words[0]) : (words[0][..at], words[0][(at + 1)..]);
        if (!Ipv4.TryParse(host, out var address))
        {
            if (HostNames.Resolve(invocation.Node, host) is not { } found)
            {
                yield return invocation.Fail(Failed, $"ssh: Could not resolve hostname {host}: Name or service not known");
                yield break;
            }
            address = found;
        }
        foreach (var step in Connect(invocation, user, host, address, string.Join(' ', words.Skip(1)))) yield return step;
    }

    private static IEnumerable<Step> Connect(Invocation invocation, string user, string host, Ipv4 address, string command)
    {
        var result = Ping.From(invocation.Node, address).Send();
        if (result.Outcome != PingOutcome.Reply)
        {
            var (wait, text) = result.Outcome switch
            {
                PingOutcome.HostUnreachable => (AddressResolution, "No route to host"),
                PingOutcome.NetworkUnreachable => (TimeSpan.Zero, "Network is unreachable"),
                _ => (ConnectTimeout, "Connection timed out"),
            };
            var until = invocation.Node.Clock.Now + wait;
            while (invocation.Node.Clock.Now < until) yield return new Step.Wait(until);
            yield return invocation.Fail(Failed, $"ssh: connect to host {address} port 22: {text}");
            yield break;
        }
        var answerer = result.Answerer;
        if ((answerer is null ? invocation.Node : invocation.Node.Datacenter.Nodes.GetValueOrDefault(answerer.Host?.Name ?? "")) is { } other && answerer?.Guest is null)
        {
            foreach (var step in SshToNode.Run(invocation, other, user, host, command)) yield return step;
            yield break;
        }
        if (answerer?.Guest is not { } guest)
        {
            yield return invocation.Fail(Failed, $"PveLab: 'ssh' to {host} is not simulated: it is no guest");
            yield break;
        }
        if (!guest.Os.Answers || guest.Os.System is not { } system || !(system.Services.Contains("ssh") || system.Services.Contains("sshd")))
        {
            yield return invocation.Fail(Failed, $"ssh: connect to host {host} port 22: Connection refused");
            yield break;
        }
        foreach (var step in AcceptKey(invocation, host)) yield return step;
        foreach (var step in LogIn(invocation, guest, user, host, command)) yield return step;
    }

    private static IEnumerable<Step> AcceptKey(Invocation invocation, string host)
    {
        const string known = "/root/.ssh/known_hosts";
        var files = invocation.Files;
        if (files.Exists(known) && files.ReadText(known).Split('\n').Any(l => l.StartsWith(host + " ", StringComparison.Ordinal))) yield break;
        files.CreateDirectory("/root/.ssh", parents: true);
        files.WriteText(known, $"{host} ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI\n", append: true);
        yield return new Step.Err($"Warning: Permanently added '{host}' (ED25519) to the list of known hosts.\n");
    }

    private static IEnumerable<Step> LogIn(Invocation invocation, Sim.Guests.Guest guest, string user, string host, string command)
    {
        GuestSession? session = null;
        for (var attempt = 1; session is null; attempt++)
        {
            yield return new Step.Ask(AskKind.HiddenLine, $"{user}@{host}'s password: ");
            if (invocation.Terminal.Take() is not Answer.Line { Text: var password })
            {
                invocation.ExitCode = Failed;
                yield break;
            }
            session = GuestSession.TryLogin(guest, user, password, "ssh");
            if (session is not null) break;
            if (attempt == Attempts)
            {
                yield return invocation.Fail(Failed, $"{user}@{host}: Permission denied (publickey,password).");
                yield break;
            }
            yield return new Step.Err("Permission denied, please try again.\n");
        }
        if (command.Length > 0)
        {
            foreach (var step in session.Execute(command)) yield return step;
            invocation.ExitCode = session.Status;
            yield break;
        }
        yield return new Step.Out(GuestTexts.Motd(guest));
        foreach (var step in session.Interact(invocation.Terminal, new Leaving(), null)) yield return step;
        if (session.Alive)
        {
            invocation.ExitCode = session.Status;
            yield return new Step.Err($"Connection to {host} closed.\n");
        }
        else
        {
            yield return invocation.Fail(Failed, $"Connection to {host} closed by remote host.\nConnection to {host} closed.");
        }
    }
}
