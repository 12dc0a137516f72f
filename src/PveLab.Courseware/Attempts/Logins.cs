using PveLab.Shell;
using PveLab.Sim.Cluster;
using PveLab.Sim.Time;

namespace PveLab.Courseware.Attempts;

/// <summary>
/// The learner's logins from a machine of their own: a shell on each node that was opened, over one terminal. As over ssh, a login is gone
/// with its node; what is typed into it then tells so.
/// </summary>
internal sealed class Logins
{
    private const string Broken = "client_loop: send disconnect: Broken pipe\n";

    private readonly Terminal terminal = new();
    private readonly List<Login> open = [];

    /// <summary>Logs in to <paramref name="node"/>.</summary>
    public Logins(Node node) => open.Add(LoginTo(node));

    /// <summary>The shell on the screen.</summary>
    public ShellSession Current => Top.Shell;

    /// <summary>Whether the node of the current shell has left since the login.</summary>
    public bool IsLost => Top.Severed || !Top.Node.Host.OnNetwork || Top.Node.BootedAt > Top.Since;

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
        open[^1] = Top with { Severed = true };
        return Broken;
    }

    /// <summary>The shell that was left with <c>exit</c> gives way to the one before it, if there is one.</summary>
    public void Settle()
    {
        if (Current.Ended && open.Count > 1) open.RemoveAt(open.Count - 1);
    }

    private string Reconnect()
    {
        var news = Top.Severed ? "" : Broken;
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
    }
}
