using PveLab.Shell;
using PveLab.Sim.Cluster;
using PveLab.Sim.Time;

namespace PveLab.Courseware.Attempts;

/// <summary>
/// The learner's logins from a machine of their own: a shell on each node that was opened, over one terminal. As over ssh, a login is gone
/// with its node; what is typed into it then tells so. From a node, ssh leads on to another one: those sessions lie on top of the login.
/// </summary>
internal sealed class Logins : IDisposable
{
    private const string Broken = "client_loop: send disconnect: Broken pipe\n";

    private readonly Terminal terminal = new();
    private readonly List<Login> open = [];

    /// <summary>Logs in to <paramref name="node"/>.</summary>
    public Logins(Node node) => open.Add(LoginTo(node));

    /// <summary>The shell on the screen.</summary>
    public ShellSession Current => Top.Inner.TryPeek(out var inner) ? inner.Shell : Top.Shell;

    /// <summary>Whether the node of the current shell has left since the login.</summary>
    public bool IsLost => Top.Severed || !Top.Node.Host.OnNetwork || Top.Node.BootedAt > Top.Since;

    /// <summary>How many sessions lie on one another.</summary>
    public int Depth => Top.Inner.Count;

    private Login Top => open[^1];

    /// <summary>Goes to the shell on a node, as it was left or new. Returns what ssh says when there is no way.</summary>
    public string Open(Node node)
    {
        if (!node.Host.OnNetwork) return NoRoute(node);
        var known = open.FindIndex(l => l.Node == node);
        var login = known < 0 ? LoginTo(node) : open[known];
        if (known >= 0) open.RemoveAt(known);
        open.Add(login);
        return IsLost ? Reconnect() : "";
    }

    /// <summary>What is said instead of running a line, when no shell hears it; empty when one does.</summary>
    public string Hear() => IsLost ? Reconnect() : "";

    /// <summary>The program in the foreground lost its terminal.</summary>
    public string Sever()
    {
        Top.Dispose();
        open[^1] = Top with { Severed = true };
        return Broken;
    }

    /// <summary>The shell that was left with <c>exit</c> gives way to the one before it, if there is one.</summary>
    public void Settle()
    {
        if (Top.Inner.Count == 0 && Top.Shell.Ended && open.Count > 1) open.RemoveAt(open.Count - 1);
    }

    /// <summary>Whether a connection between two nodes broke that the current shell hangs on.</summary>
    public bool IsBroken => Top.Inner.Count > 0 && Standing < Top.Inner.Count;

    /// <summary>A program on the current node opened a session on another one: the terminal goes on there.</summary>
    public void Enter(ShellSession session, ForegroundProgram client) =>
        Top.Inner.Push(new Nested(session, session.Node.BootedAt, Current.Node, client));

    /// <summary>The program that goes on because the session it opened was left, or broke; null when there is none.</summary>
    public ForegroundProgram? Leave()
    {
        var standing = Standing - (Top.Inner.TryPeek(out var inner) && inner.Shell.Ended && !IsBroken ? 1 : 0);
        ForegroundProgram? client = null;
        while (Top.Inner.Count > standing)
        {
            client?.Dispose();
            client = Top.Inner.Pop().Client;
        }
        client?.Resume();
        return client;
    }

    /// <summary>Ends every program that waits for the end of its session.</summary>
    public void Dispose()
    {
        foreach (var login in open) login.Dispose();
    }

    /// <summary>How many of the sessions on top of the login still stand, from the first on.</summary>
    private int Standing => Top.Inner.Reverse().TakeWhile(n => n.Stands).Count();

    private string Reconnect()
    {
        var news = Top.Severed ? "" : Broken;
        Top.Dispose();
        if (Top.Node.Host.OnNetwork)
        {
            open[^1] = LoginTo(Top.Node);
            return news;
        }
        Sever();
        return news + NoRoute(Top.Node);
    }

    private static string NoRoute(Node node) => $"ssh: connect to host {node.Host.Address} port 22: No route to host\n";

    private Login LoginTo(Node node) => new(new ShellSession(node, terminal), node.Clock.Now, Severed: false);

    private sealed record Login(ShellSession Shell, Instant Since, bool Severed)
    {
        public Node Node => Shell.Node;

        /// <summary>The sessions opened from it, the current one on top.</summary>
        public Stack<Nested> Inner { get; } = [];

        public void Dispose()
        {
            while (Inner.TryPop(out var nested)) nested.Client.Dispose();
        }
    }

    private sealed record Nested(ShellSession Shell, Instant Boot, Node From, ForegroundProgram Client)
    {
        public bool Stands => Shell.Node.BootedAt == Boot && Shell.Node.Datacenter.CanReach(From, Shell.Node);
    }
}
