using PveLab.Shell;
using PveLab.Sim.Cluster;
using PveLab.Sim.Time;

namespace PveLab.Courseware.Attempts;

/// <summary>
/// Where the learner's terminal is: the login it began with, and those opened from there with ssh. When the node of the first login is gone,
/// the terminal connects to the next node that answers, as somebody at a desk would.
/// </summary>
internal sealed class Logins(Datacenter world) : IDisposable
{
    private readonly Stack<(ShellSession Shell, Instant Boot, ForegroundProgram Program)> outer = [];
    private Instant boot = world.Nodes.Values.First().BootedAt;

    /// <summary>The session that lines are typed into.</summary>
    public ShellSession Shell { get; private set; } = new(world.Nodes.Values.First());

    /// <summary>Whether the node of some login was switched off, or an ssh connection broke, and the terminal can go on somewhere.</summary>
    public bool IsLost => Standing is var standing && standing <= outer.Count && (standing > 0 || Nearest is not null);

    /// <summary>Whether nothing answers that the terminal could go on at.</summary>
    public bool IsStranded => Standing == 0 && Nearest is null;

    /// <summary>A program opened a session: the terminal goes on there.</summary>
    public void Enter(ShellSession session, ForegroundProgram program)
    {
        outer.Push((Shell, boot, program));
        (Shell, boot) = (session, session.Node.BootedAt);
    }

    /// <summary>Goes back to the program that opened a session which has ended; null when there is none.</summary>
    public ForegroundProgram? Leave()
    {
        if (!Shell.Ended || !outer.TryPop(out var before)) return null;
        (Shell, boot) = (before.Shell, before.Boot);
        before.Program.Resume();
        return before.Program;
    }

    /// <summary>Goes back to the innermost login that still stands.</summary>
    /// <param name="said">What the terminal's own client says; null when a program on a node that still stands will say it.</param>
    public ForegroundProgram? Lose(out string? said)
    {
        said = null;
        var standing = Standing;
        while (outer.TryPop(out var before))
        {
            (Shell, boot) = (before.Shell, before.Boot);
            if (outer.Count < standing)
            {
                before.Program.Resume();
                return before.Program;
            }
            before.Program.Dispose();
        }
        if (Nearest is not { } node) return null;
        said = "client_loop: send disconnect: Broken pipe\n" + (node == Shell.Node ? "" : ShellSession.Greeting(node));
        Shell = new ShellSession(node, Shell.Terminal);
        boot = node.BootedAt;
        return null;
    }

    /// <summary>Ends every program that waits for a login to end.</summary>
    public void Dispose()
    {
        while (outer.TryPop(out var login)) login.Program.Dispose();
    }

    private Node? Nearest => world.Nodes.Values.FirstOrDefault(n => n.Host.OnNetwork && n.Services.IsActive("ssh"));

    /// <summary>How many logins still stand, from the first on.</summary>
    private int Standing
    {
        get
        {
            if (outer.Count == 0) return Stands(Shell.Node, boot) ? 1 : 0;
            var all = outer.Reverse().Select(l => (l.Shell.Node, l.Boot)).Append((Shell.Node, boot)).ToList();
            var broken = all.FindIndex(l => !Stands(l.Item1, l.Item2));
            var cut = Enumerable.Range(1, all.Count - 1).FirstOrDefault(i => !world.CanReach(all[i - 1].Item1, all[i].Item1), all.Count);
            return broken < 0 ? cut : Math.Min(broken, cut);
        }
    }

    private static bool Stands(Node node, Instant boot) => node.Status is NodeStatus.Up or NodeStatus.ShuttingDown && node.BootedAt == boot;
}
